"""Intake's writing statements, carried out in memory; what cannot change any more goes to the draft at once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from graph.bulk.memory import Memory, Rows
from graph.bulk.recall import between
from graph.bulk.thing import Content, Facts, Link, Node, Source
from graph.intake import absorb, close, dispute, ledger, write
from graph.intake.rows import ENDED, PLAIN
from rules.checks.document import REFERENCES as FIELDS

Row = dict[str, Any]
Stamp = Mapping[str, Any]

STATED = {relationship: kind for kind, both in ENDED.items() for relationship in both} | {
    relationship: kind for kind, relationship in PLAIN.items()
}
"""Relationship to the record type that states it."""

REFERENCES = {
    "INSTANCE_OF": ("INSTANCE_OF", "Item", "Model"),
    "RAN_AT": ("RAN_AT", "Process", "Facility"),
    "PROCESS_OPERATED_BY": ("OPERATED_BY", "Process", "Party"),
    "FACILITY_OPERATED_BY": ("OPERATED_BY", "Facility", "Party"),
    "CHARGER_OPERATED_BY": ("OPERATED_BY", "Charger", "Party"),
    "MADE_BY": ("MADE_BY", "Model", "Party"),
    "ISSUED_BY": ("ISSUED_BY", "Certificate", "Party"),
    **{
        f"CERTIFIES {label}": ("CERTIFIES", "Certificate", label) for label in ("Process", "Facility", "Party", "Model")
    },
    "MEASURED Process": ("MEASURED", "Measurement", "Process"),
}
"""Name of the statement that writes it to the relationship and the labels of its ends."""
ENDS = {kind: (FIELDS[kind][0][1], FIELDS[kind][1][1]) for kind in STATED.values()}
"""Record type of a link to the labels of its ends."""


def install(memory: Memory) -> None:
    """Let the memory carry out every statement that writes, those of corrections aside."""
    for kind, statement in write.NODES.items():
        memory.answer(statement, _identifiers if kind == "Identifier" else _of(_nodes, kind))
    for label, statement in write.STUBS.items():
        memory.answer(statement, _of(_stubs, label))
    for name, statement in write.LINKS.items():
        if name in STATED:
            memory.answer(statement, _of(_links, STATED[name]))
        elif name in REFERENCES:
            memory.answer(statement, _of(_references, name))
    memory.answer(write.LINKS["IDENTIFIES"], _identifies)
    memory.answer(write.LINKS["CERTIFIES Item"], _of(_speaks, "CERTIFIES", "Certificate"))
    memory.answer(write.LINKS["MEASURED Item"], _of(_speaks, "MEASURED", "Measurement"))
    for label, statement in dispute.DISPUTES.items():
        memory.answer(statement, _of(_disputes, label))
    for statement, answer in (
        (close.CLOSE_ITEM, _close),
        (close.CLOSE_PARTY, _close),
        (absorb.DROP_LINKS, _drop),
        (absorb.ABSORB_OUT, _absorb_out),
        (absorb.ABSORB_IN, _absorb_in),
        (absorb.DROP_STUBS, _drop_stubs),
        (ledger.ENTER, _enter),
        (ledger.FINDINGS, _findings),
        (ledger.ABOUT_ITEMS, _of(_about, "Item")),
        (ledger.ABOUT_PROCESSES, _of(_about, "Process")),
    ):
        memory.answer(statement, answer)


def _of(answer: Callable[..., Rows | None], *of: str) -> Callable[..., Rows | None]:
    return lambda memory, **parameters: answer(memory, *of, **parameters)


def _nodes(memory: Memory, kind: str, rows: list[Row], stamp: Stamp) -> None:
    label, _, item_kind = kind.partition(" ")
    source = Source(stamp["submission"], stamp["since_rev"])
    for row in rows:
        node, properties = memory.node(label, row["id"]), row["properties"]
        facts = _facts(label, properties)
        node.source, node.digest = source, properties["digest"]
        node.facts = facts if facts is None else memory.facts.setdefault(facts, facts)
        labels = [item_kind.capitalize()] if item_kind else row["labels"]
        memory.draft.node(":".join([label, *labels]), node.number, node.key, {**properties, **stamp})


def _facts(label: str, said: Row) -> Facts | None:
    get = said.get
    if label == "Process":
        losses, kilograms = get("loss_minerals"), get("loss_kg")
        return Facts(said["kind"], None, None, None, _tuple(losses), _tuple(kilograms), None, get("started"), get("ended"))  # fmt: skip
    if label not in ("Item", "Model"):
        return None
    mass = get("mass_per_unit_kg") if label == "Item" else get("mass_kg")
    minerals, fractions = _tuple(get("composition_minerals")), _tuple(get("composition_fractions"))
    return Facts(said["kind"], get("unit"), get("quantity"), mass, minerals, fractions, get("composition_complete"))


def _tuple(values: list[Any] | None) -> tuple[Any, ...] | None:
    return None if values is None else tuple(values)


def _stubs(memory: Memory, label: str, keys: list[str]) -> None:
    for key in keys:
        memory.node(label, key)


def _identifiers(memory: Memory, rows: list[Row], **_stamp: Any) -> None:
    for row in rows:
        key = row["id"]
        if key not in memory.names:
            node = Node(key, memory.number())
            memory.names[key] = [node]
            said = {name: value for name, value in row["properties"].items() if value is not None}
            memory.draft.node("Identifier", node.number, key, said)


def _identifies(memory: Memory, rows: list[Row], stamp: Stamp, **_times: Any) -> None:
    items = memory.nodes["Item"]
    ends = []
    for row in rows:
        named = memory.names[row["a"]]
        named.append(items[row["b"]])
        ends.append((named[0].number, named[-1].number))
    memory.draft.links("IDENTIFIES", ends, stamp)


def _references(memory: Memory, name: str, rows: list[Row], stamp: Stamp, **_times: Any) -> None:
    relationship, from_label, to_label = REFERENCES[name]
    sources, targets = memory.nodes[from_label], memory.nodes[to_label]
    ends = []
    for row in rows:
        a, b = sources[row["a"]], targets[row["b"]]
        ends.append((a.number, b.number))
        if name == "INSTANCE_OF":
            a.model = b
            if a.facts is not None:
                memory.instances[b.key].add(a.facts.kind)
    memory.draft.links(relationship, ends, stamp)


def _links(memory: Memory, kind: str, rows: list[Row], stamp: Stamp, times: list[datetime]) -> None:
    from_label, to_label = ENDS[kind]
    sources, targets = memory.nodes[from_label], memory.nodes[to_label]
    source = Source(stamp["submission"], stamp["since_rev"])
    contents: dict[int, Content] = {}
    for row in rows:
        said = row["properties"]
        content = contents.get(said["digest"])
        if content is None:
            content = contents[said["digest"]] = Content(said, source)
        begin, end = row.get("from"), row.get("to")
        from_, to = None if begin is None else times[begin], None if end is None else times[end]
        Link(kind, sources[row["a"]], targets[row["b"]], content, from_, to).join()


def _speaks(memory: Memory, relationship: str, label: str, rows: list[Row], stamp: Stamp, **_times: Any) -> None:
    """What a node says of items; it may still move to another."""
    content = Content({}, Source(stamp["submission"], stamp["since_rev"]))
    for row in rows:
        Link(relationship, memory.nodes[label][row["a"]], memory.nodes["Item"][row["b"]], content).join()


def _close(memory: Memory, rows: list[Row]) -> Rows:
    count = 0
    for row in rows:
        kind = STATED[row.get("open", "CONTROLLED_BY")]
        for link in between(memory, kind, row["a"], row["b"]):
            if link.to is None and link.from_ == row["from"]:
                link.to, link.ended = row["properties"]["to"], row["properties"]
                count += 1
    return [{"ended": count}]


def _drop(memory: Memory, ids: list[str]) -> None:
    for handle in ids:
        memory.handles[handle].leave()


def _absorb_out(memory: Memory, pairs: list[list[str]]) -> None:
    for stub, item in _both(memory, pairs):
        for link in (*stub.made, *stub.parts, *stub.held):
            link.leave()
            link.a = item
            link.join()


def _absorb_in(memory: Memory, pairs: list[list[str]]) -> None:
    for stub, item in _both(memory, pairs):
        for link in (*stub.used, *stub.whole, *stub.about):
            link.leave()
            link.b = item
            link.join()


def _both(memory: Memory, pairs: list[list[str]]) -> list[tuple[Node, Node]]:
    items = memory.nodes["Item"]
    return [(items[stub], items[item]) for stub, item in pairs if stub in items]


def _drop_stubs(memory: Memory, pairs: list[list[str]]) -> None:
    items = memory.nodes["Item"]
    for stub, _ in pairs:
        if stub in items and items[stub].source is None:
            del items[stub]


def _disputes(memory: Memory, label: str, rows: list[Row], stamp: Stamp) -> None:
    for row in rows:
        key = row["id"]
        if key not in memory.disputes:
            memory.disputes[key] = memory.number()
            memory.draft.node("Dispute", memory.disputes[key], key, {**row["properties"], **stamp})
        _tell(memory, "DISPUTES", memory.disputes[key], key, label, row["about"])


def _enter(memory: Memory, revision: int, sender: str, key: str, properties: Row) -> None:
    party, number = memory.node("Party", sender), memory.number()
    memory.submissions[key] = (sender, revision)
    said = {name: value for name, value in properties.items() if value is not None}
    memory.draft.node("Submission", number, key, said)
    memory.draft.link("SENT_BY", number, party.number, {})
    memory.entered, memory.disputes, memory.findings = number, {}, {}
    memory.revision = revision


def _findings(memory: Memory, rows: list[Row], **_key: Any) -> None:
    for row in rows:
        number = memory.findings[row["id"]] = memory.number()
        memory.draft.node("Finding", number, row["id"], row["properties"])
        memory.draft.link("FOUND_IN", number, memory.entered, {})


def _about(memory: Memory, label: str, rows: list[list[str]]) -> None:
    for finding, key in rows:
        _tell(memory, "CONCERNS", memory.findings[finding], finding, label, key)


def _tell(memory: Memory, relationship: str, number: int, key: str, label: str, about: str) -> None:
    """A relationship to a thing that is perhaps not there; those to items may still move to another."""
    target = memory.nodes[label].get(about)
    if target is None:
        return
    if label == "Item":
        Link(relationship, Node(key, number), target, NOBODY).join()
    else:
        memory.draft.link(relationship, number, target.number, {})


NOBODY = Content({}, Source("", 0))
