"""Intake's reading statements, answered from memory."""

from collections.abc import Callable, Iterator
from typing import Any

from graph.bulk.memory import Memory, Rows
from graph.bulk.thing import Link, Node
from graph.intake import absorb, flows, ledger, links, nodes
from graph.intake.open import OPEN
from graph.intake.rows import ENDED, PLAIN

NOTHING = (None,) * 3
UNSTAMPED = ("CONCERNS", "DISPUTES")
"""Relationships that nobody states."""


def install(memory: Memory) -> None:
    """Let the memory answer every statement that reads."""
    for label, statement in nodes.STATED.items():
        memory.answer(statement, _of_label(_stated, label))
    for kind, statement in links.STATED.items():
        memory.answer(statement, _of_label(_links, kind))
    for kind, statement in OPEN.items():
        memory.answer(statement, _of_label(_open, kind))
    for statement, label, side in (
        (flows.PRODUCED_OF_ITEMS, "Item", "made"),
        (flows.CONSUMED_OF_ITEMS, "Item", "used"),
        (flows.PRODUCED_OF_PROCESSES, "Process", "made"),
        (flows.CONSUMED_OF_PROCESSES, "Process", "used"),
    ):
        memory.answer(statement, _of_label(_flows, label, side))
    for statement, side in ((flows.STAYS, "whole"), (flows.PARTS, "parts")):
        memory.answer(statement, _of_label(_stays, side))
    for statement, answer in (
        (ledger.LOCK, lambda _memory: None),
        (ledger.NEWEST, lambda memory: [{"revision": memory.revision}]),
        (ledger.SEEN, _seen),
        (nodes.NOUNS_OF, _nouns),
        (nodes.ALIASES, _aliases),
        (nodes.ITEMS, _items),
        (nodes.MODELS, _models),
        (nodes.INSTANCES, _instances),
        (nodes.PROCESSES, _processes),
        (flows.STEP_BACK, _step_back),
        (absorb.LINKS_OF, _links_of),
    ):
        memory.answer(statement, answer)


def _of_label(answer: Callable[..., Rows], *of: str) -> Callable[..., Rows]:
    return lambda memory, **parameters: answer(memory, *of, **parameters)


def _found(memory: Memory, label: str, keys: list[str]) -> Iterator[Node]:
    known = memory.nodes[label]
    return (known[key] for key in keys if key in known)


def _seen(memory: Memory, key: str) -> Rows:
    return [{"revision": memory.submissions[key][1]}] if key in memory.submissions else []


def _stated(memory: Memory, label: str, keys: list[str]) -> Rows:
    senders = memory.submissions
    rows = []
    for node in _found(memory, label, keys):
        source = node.source
        rows.append(
            [node.key, *NOTHING]
            if source is None
            else [node.key, node.digest, senders[source.submission][0], source.submission]
        )
    return [{"rows": rows}]


def _nouns(memory: Memory, keys: list[str]) -> Rows:
    every = memory.nodes.items()
    return [{"rows": [[key, [label]] for label, known in every for key in keys if key in known and known[key].source]}]


def _aliases(memory: Memory, keys: list[str]) -> Rows:
    names = memory.names
    return [{"rows": [[key, item.key] for key in keys if key in names for item in names[key][1:]]}]


def _items(memory: Memory, keys: list[str]) -> Rows:
    rows = []
    for node in _found(memory, "Item", keys):
        facts = node.facts
        if facts is None:
            continue
        model = node.model.facts if node.model is not None else None
        content = model if facts.minerals is None else facts
        rows.append([
            node.key, facts.kind, facts.unit, facts.quantity, facts.mass_kg, model and model.mass_kg,
            *(NOTHING if content is None else (content.minerals, content.amounts, content.complete)),
        ])  # fmt: skip
    return [{"rows": rows}]


def _models(memory: Memory, keys: list[str]) -> Rows:
    known = ((node.key, node.facts) for node in _found(memory, "Model", keys))
    return [
        {"rows": [[key, f.kind, f.mass_kg, f.minerals, f.amounts, f.complete] for key, f in known if f is not None]}
    ]


def _instances(memory: Memory, keys: list[str]) -> Rows:
    return [{"rows": [[key, list(memory.instances[key])] for key in keys if key in memory.instances]}]


def _processes(memory: Memory, keys: list[str]) -> Rows:
    known = ((node.key, node.facts) for node in _found(memory, "Process", keys))
    return [{"rows": [[key, f.kind, f.started, f.ended, f.minerals, f.amounts] for key, f in known if f is not None]}]


def _flows(memory: Memory, label: str, side: str, keys: list[str]) -> Rows:
    rows = []
    for node in _found(memory, label, keys):
        for link in getattr(node, side):
            item, process = (link.a, link.b) if side == "made" else (link.b, link.a)
            said = link.content.properties
            rows.append([item.key, process.key, said.get("quantity"), said.get("role")])
    return [{"rows": rows}]


def _stays(memory: Memory, side: str, keys: list[str]) -> Rows:
    return [
        {
            "rows": [
                [link.b.key, link.a.key, link.from_, link.to, link.content.properties.get("quantity")]
                for node in _found(memory, "Item", keys)
                for link in getattr(node, side)
            ]
        }
    ]


def _step_back(memory: Memory, keys: list[str]) -> Rows:
    items, processes = memory.nodes["Item"], memory.nodes["Process"]
    rows = []
    for key in keys:
        item, process = items.get(key), processes.get(key)
        targets = [link.b.key for link in (*item.made, *item.parts)] if item is not None else []
        rows.append([key, targets + ([link.b.key for link in process.used] if process is not None else [])])
    return [{"rows": rows}]


def beginning(memory: Memory, kind: str, key: str) -> Node | None:
    """The node that a link of the record type begins at."""
    label = {"consumed": "Process", "controlled": "Party", "hasPart": "Model", "madeAt": "Model"}.get(kind, "Item")
    return memory.nodes[label].get(key)


def between(memory: Memory, kind: str, source: str, target: str) -> Iterator[Link]:
    """The links of the record type between the two, whatever their interval."""
    begin = beginning(memory, kind, source)
    if begin is None:
        return
    kept = {"produced": begin.made, "consumed": begin.used, "contains": begin.parts}.get(kind, begin.held)
    if kind in ("contains", "consumed") and len(kept) > 1:
        # A part has fewer wholes than a whole has parts, and of inputs and uses either may be few.
        item = memory.nodes["Item"].get(target)
        others = () if item is None else item.whole if kind == "contains" else item.used
        kept = min(kept, others, key=len)
    for link in kept:
        if link.kind == kind and link.a is begin and link.b.key == target:
            yield link


def _links(memory: Memory, kind: str, rows: list[Any]) -> Rows:
    answer = []
    for source, target, third, number in rows:
        for link in between(memory, kind, source, target):
            if kind in ENDED and link.from_ != third:
                continue
            if kind == "consumed" and link.content.role != third:
                continue
            submission = link.content.source.submission
            sender = memory.submissions[submission][0]
            by = None if link.ended is None else link.ended["ended_submission"]
            answer.append([number, link.content.properties["digest"], sender, link.to, submission, by, ""])
    return [{"rows": answer}]


def _open(memory: Memory, kind: str, rows: list[dict[str, Any]]) -> Rows:
    return [
        {
            "rows": [
                [row["number"], link.from_]
                for row in rows
                for link in between(memory, kind, row["a"], row["b"])
                if link.to is None and link.from_ is not None and link.from_ < row["to"]
            ]
        }
    ]


def _links_of(memory: Memory, keys: list[str]) -> Rows:
    rows = []
    for node in _found(memory, "Item", keys):
        for link in (*node.made, *node.used, *node.whole, *node.parts, *node.held, *node.about):
            out, handle = link.a is node, str(id(link))
            memory.handles[handle] = link
            said, source = link.content.properties, link.content.source
            role = said["role"] if link.kind == "consumed" else None
            other = link.b if out else link.a
            revision = None if link.kind in UNSTAMPED else source.revision
            rows.append([node.key, out, stored_as(link), other.key, role, link.from_, link.to, said.get("digest"), handle, revision])  # fmt: skip
    return [{"rows": rows}]


def stored_as(link: Link) -> str:
    """The relationship type of a link as it is now."""
    if link.kind in ENDED:
        return ENDED[link.kind][link.to is not None]
    return PLAIN.get(link.kind, link.kind)
