"""What is known of items and runs on the way downstream."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rules.origin.content import Contents
from rules.origin.system import ItemNode, ProcessNode
from rules.recall.chance import Chance, any_of, mixed
from rules.recall.flow import Flow
from rules.recall.life import Lives
from rules.recall.pool import Drawn, is_pieces
from rules.recall.span import Span


@dataclass(frozen=True, slots=True)
class State:
    """What is known of an item, or of all the pieces that are one item of the system."""

    chance: Chance
    share: float | None
    """Of its mineral, or of its matter; of several times, when there is most."""
    spans: tuple[Span, ...]
    totals: tuple[Span, ...] = ()
    """Of a whole: all of its mineral or matter by time."""
    some: bool = False
    """Whether some of its pieces surely carry, and nobody knows which."""

    def share_at(self, flow: Flow, process: ProcessNode) -> float | None:
        """Share of what a run took from it; 0 where it carried nothing while that ran."""
        if not self.totals:
            return self.share
        started, ended = flow.ran.get(process.key, (None, None))
        carried = [span for span in self.spans if span.meets(started, ended)]
        return heaviest(carried, [span for span in self.totals if span.meets(started, ended)]) if carried else 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """What a run puts out."""

    key: str
    drawn: Drawn
    share: float | None
    taken: Mapping[str, float | None]
    """Share of the lots in each input that carries."""
    number: float | None
    """Of the pieces that it put out, which divide the pieces that went in; none where those were blended, or nobody knows."""

    def of(self, item: ItemNode) -> Chance:
        """The chance of an output; of a lot of pieces, of each piece."""
        counted = is_pieces(item)
        into = self.number if counted and self.number else 1.0
        common = any_of((chance, max(1.0, number / into)) for chance, number in self.drawn.all)
        own = any_of((chance, max(1.0, number / into)) for chance, number in self.drawn.each)
        if not counted or self.number is None:
            common = mixed(common, self.key)
        return any_of([(common, 1), (own if counted else mixed(own, f"{self.key} {item.key}"), 1)])


@dataclass(slots=True)
class Way:
    """What has been worked out so far."""

    flow: Flow
    contents: Contents
    through: bool
    items: dict[str, State] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    totals: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    lives: Lives = field(init=False)

    def __post_init__(self) -> None:
        self.lives = Lives(self.flow)


def heaviest(spans: Sequence[Span], totals: Sequence[Span]) -> float | None:
    """Share when there is most of it, and of such times when the whole is heaviest."""
    if any(span.kg is None for span in spans):
        return None
    met = [(span.kg or 0.0, total.kg or 0.0, total.kg) for span in spans for total in totals if _meet(span, total)]
    kg, _, total = max(met, key=lambda one: one[:2], default=(None, None, None))
    return _over(kg, total)


def weighed(shares: Sequence[tuple[float | None, float | None]]) -> float | None:
    """The sum of weight x share; none where one of them is not known."""
    total = 0.0
    for weight, share in shares:
        if weight is None or share is None:
            return None
        total += weight * share
    return total


def _over(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else min(1.0, part / whole)


def _meet(span: Span, other: Span) -> bool:
    return span.within(other.begin, other.end) is not None
