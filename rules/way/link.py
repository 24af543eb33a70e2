"""Links back from items and runs to what they came from, each with the share of the element rule where it can be told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rules.origin.boundary import BEGINNINGS, recycled
from rules.origin.content import Contents
from rules.origin.split import split_item, split_process
from rules.origin.system import ItemNode, ProcessNode


@dataclass(frozen=True, slots=True)
class Link:
    """One step back."""

    share: float | None
    """Of what is at its beginning; none where it may have come along here and how much cannot be told."""
    expectation: bool
    """Whether lots were pooled here."""


Links = Mapping[str, Mapping[str, Link]]
"""By key of the later or larger thing, then of the earlier or smaller one. What a whole's assembling took hangs on the whole itself."""


def link(contents: Contents, ordered: Sequence[str], *, through: bool) -> Links:
    """The links of all that the first of these keys may have come through; `ordered` is in the order of rules/origin/order.

    A first life ends at recycling unless the way goes through.
    """
    reached = {ordered[0]}
    links: dict[str, Mapping[str, Link]] = {}
    for key in ordered:
        if key in reached:
            links[key] = _links(contents, key, through=through)
            reached |= links[key].keys()
    return links


def _links(contents: Contents, key: str, *, through: bool) -> dict[str, Link]:
    item = contents.system.items.get(key)
    if item is not None:
        split = split_item(contents, item, through=through)
        brought = _brought_to_item(contents, item, through=through)
        whole = {part.key for part in item.parts}
    else:
        process = contents.system.processes[key]
        split = split_process(contents, process, through=through)
        brought = _brought_to_run(contents, process, through=through)
        whole = set()
    # What was given no share may have brought some in nevertheless, it or what stands beside it does not say how much.
    shares: dict[str, float | None] = dict.fromkeys(brought)
    for target, share in split.to:
        shares[target] = (shares.get(target) or 0.0) + share
    # Which part is in the whole is known, however its assembling pooled what it took.
    return {target: Link(share, split.expectation and target not in whole) for target, share in shares.items()}


def _brought_to_item(contents: Contents, item: ItemNode, *, through: bool) -> Iterator[str]:
    if not item.parts:
        yield from (run.key for run in item.runs if run.quantity != 0)
        return
    yield from (part.key for part in item.parts if contents.held(part).kg != 0)
    for run in item.runs:
        process = contents.system.processes[run.key]
        for part, amount in contents.assembled(item, run):
            ends = not through and recycled(process, part, contents.system.items[part.key])
            if amount.kg != 0 and not ends:
                yield part.key


def _brought_to_run(contents: Contents, process: ProcessNode, *, through: bool) -> Iterator[str]:
    if (process.kind, None) in BEGINNINGS or (process.kind, contents.mineral) in BEGINNINGS:
        return
    for part, amount in contents.inputs(process):
        ends = not through and recycled(process, part, contents.system.items[part.key])
        if amount.kg != 0 and not ends:
            yield part.key
