"""When items were there, and how many of them runs made."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from rules.origin.boundary import RECYCLERS, recycled
from rules.origin.split import NOISE
from rules.origin.system import ProcessNode
from rules.recall.flow import Flow
from rules.recall.span import Span
from rules.vocabulary import Mixing, ProcessKind, Unit

ENDING = (*RECYCLERS, ProcessKind.DISMANTLING)


@dataclass(slots=True)
class Lives:
    """Of the items of a flow."""

    flow: Flow
    made: Counter[str] = field(init=False)
    """Items by the run that they came out of; a lot of several pieces is several."""
    ends: dict[str, datetime] = field(init=False)

    def __post_init__(self) -> None:
        self.made = Counter()
        for key, item in self.flow.system.items.items():
            several = item.content is not None and item.content.unit is Unit.PIECE and item.content.quantity != 1
            number = max(len(self.flow.members[key]), 2 if several else 1)
            self.made.update({run.key: number for run in item.runs})
        self.ends = {}
        for piece, end in self._ended():
            self.ends[piece] = min(end, self.ends.get(piece, end))

    def of(self, key: str) -> Span:
        """From when it can first have been there, as far as its runs are dated, up to the end of its life, none: to this day."""
        runs = self.flow.system.items[key].runs
        begun = [started or ended for run in runs for started, ended in [self.flow.ran.get(run.key, (None, None))]]
        known = [time for time in begun if time is not None]
        return Span(min(known) if known and len(known) == len(begun) else None, self.ends.get(key), 0.0)

    def is_pooled(self, process: ProcessNode) -> bool:
        """Whether nobody can tell which output got which input: not where a single output took all, and where pieces should have been
        told apart by a run for each, and one run has several."""
        if process.mixing is Mixing.BLENDED:
            return False
        single = self.made[process.key] == 1 and not self._more(process)
        return not single and (process.is_pooled or self.made[process.key] > 1)

    def _more(self, process: ProcessNode) -> bool:
        """Whether it put out more than is recorded here."""
        if process.total_output_kg is None:
            return False
        masses = [output.mass_kg() for output in process.outputs]
        return None in masses or sum(m for m in masses if m is not None) < process.total_output_kg * (1 - NOISE)

    def _ended(self) -> Iterator[tuple[str, datetime]]:
        """Pieces whose life a run ends, and when it was done."""
        for process in self.flow.system.processes.values():
            started, ended = self.flow.ran.get(process.key, (None, None))
            done = ended or started
            for part in process.inputs if done is not None else ():
                item = self.flow.system.items[part.key]
                last = process.kind in ENDING or recycled(process, part, item) is not None
                if done is not None and last and item.is_piece and len(self.flow.members[part.key]) == 1:
                    yield part.key, done
