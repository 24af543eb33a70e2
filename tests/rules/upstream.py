"""Chains as text (tests/chain.py) as what the rules look at, without a database. Keys are the names in the text."""

from collections import defaultdict
from typing import Any

from rules.lineage import Chain, Made, Thing
from rules.origin import find_shares
from rules.origin.system import Certified, Content, ItemNode, Part, ProcessNode, System
from rules.origins import Grouping, Origins
from rules.trace import EdgeType, TraceEdge
from rules.vocabulary import CertificateScope, InputRole, ItemKind, Mineral, Mixing, ProcessKind, Unit
from tests.chain import parse

Record = dict[str, Any]


def origins(text: str, start: str, mineral: Mineral = Mineral.LITHIUM, *, through: bool = False) -> Origins:
    """The origins of a mineral in an item of the text."""
    return find_shares(system(text), [start], [mineral], through_recycling=through, revision=1)[start][mineral]


def sources(found: Origins) -> dict[str, float]:
    """Share by key of where it began: facility, else process."""
    return shares(found.by_source)


def shares(grouping: Grouping) -> dict[str, float]:
    """Share by key."""
    return {share.key: share.share for share in grouping.shares}


def gaps(found: Origins) -> dict[str, float]:
    """Share by `key REASON`."""
    return {f"{gap.key} {gap.reason}": gap.share for gap in found.gaps}


def system(text: str) -> System:
    """All of the text as the element rule sees it; certificates about a run or an item, whatever their dates."""
    stated, links = _records(text)
    parts: dict[str, list[Part]] = defaultdict(list)
    runs: dict[str, list[Part]] = defaultdict(list)
    inputs: dict[str, list[Part]] = defaultdict(list)
    outputs: dict[str, list[Content]] = defaultdict(list)
    contents = {key: _content(record, stated) for key, record in stated.items() if record["type"] == "item"}
    produced = [link["item"] for link in links if link["type"] == "produced"]
    for link in links:
        quantity = link.get("quantity")
        if link["type"] == "contains":
            parts[link["whole"]].append(Part(link["part"], quantity))
        elif link["type"] == "consumed":
            inputs[link["process"]].append(Part(link["item"], quantity, InputRole(link["role"])))
        else:
            item, whole = link["item"], contents[link["item"]]
            runs[item].append(Part(link["process"], quantity))
            amount = whole.quantity if quantity is None and produced.count(item) == 1 else quantity
            like = Content(whole.unit, amount, whole.mass_per_unit_kg, whole.fractions, whole.complete)
            outputs[link["process"]].append(like)
    referred = {key for link in links for name, key in link.items() if name in ("item", "part", "whole")}
    items = {
        key: ItemNode(
            key, ItemKind(stated[key]["kind"]) if key in stated else None, contents.get(key), parts[key], runs[key]
        )
        for key in referred | contents.keys()
    }
    processes = {
        key: _process(key, record, stated, inputs[key], outputs[key])
        for key, record in stated.items()
        if record["type"] == "process"
    }
    certified = [
        Certified(subject, CertificateScope(record["scope"]), key)
        for key, record in stated.items()
        if record["type"] == "certificate"
        for subject in record["subjects"]
    ]
    return System(items, processes, certified)


def chain(text: str) -> Chain:
    """All of the text as a walk would find it."""
    stated, links = _records(text)
    items = {
        key: Thing(
            True,
            ItemKind(r["kind"]),
            quantity=r.get("quantity"),
            unit=Unit(r["unit"]),
            mass_per_unit_kg=r.get("massPerUnitKg"),
        )
        for key, r in stated.items()
        if r["type"] == "item"
    }
    steps, ends = [], {"contains": ("whole", "part"), "produced": ("item", "process"), "consumed": ("process", "item")}
    for link in links:
        source, target = (link[end] for end in ends[link["type"]])
        kind = {"contains": "CONTAINS", "produced": "PRODUCED_BY", "consumed": "CONSUMED"}[link["type"]]
        role = InputRole(link["role"]) if kind == "CONSUMED" else None
        steps.append(TraceEdge(source, target, EdgeType(kind), link.get("quantity"), role))
        for end in ("item", "whole", "part"):
            if end in link:
                items.setdefault(link[end], Thing(stated=False))
    made = {}
    for key, r in stated.items():
        if r["type"] == "process":
            place = stated.get(r.get("facility", ""), {})
            party, country = r.get("operator") or place.get("operator"), place.get("country") or r.get("country")
            made[key] = Made(
                key, True, ProcessKind(r["kind"]), party=party, facility=r.get("facility"), country=country
            )
    return Chain(items, made, steps)


def _records(text: str) -> tuple[dict[str, Record], list[Record]]:
    """Records by key, and links; keys without the prefix."""
    stated, links = {}, []
    for document in parse(text, "x"):
        for record in document.records:
            named = {name: _bare(value) for name, value in record.items()}
            if "key" in named:
                stated[named["key"]] = named
            else:
                links.append(named)
    return stated, links


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(one) for one in value]
    return value.removeprefix("x:") if isinstance(value, str) else value


def _content(record: Record, stated: dict[str, Record]) -> Content:
    model = stated.get(record.get("model", ""), {})
    composition = record.get("composition") or model.get("composition") or {}
    fractions = composition.get("fractions")
    return Content(
        Unit(record["unit"]),
        record.get("quantity"),
        record.get("massPerUnitKg") or model.get("massKg"),
        None if fractions is None else _by_mineral(fractions),
        composition.get("complete", False),
    )


def _process(
    key: str, record: Record, stated: dict[str, Record], inputs: list[Part], outputs: list[Content]
) -> ProcessNode:
    place = stated.get(record.get("facility", ""), {})
    return ProcessNode(
        key,
        ProcessKind(record["kind"]),
        inputs,
        outputs if inputs else (),
        Mixing(record["mixing"]) if "mixing" in record else None,
        _by_mineral(record.get("lossesKg", {})),
        _by_mineral(record.get("recovery", {})),
        record.get("totalOutputKg"),
        source=record.get("facility"),
        operator=record.get("operator") or place.get("operator"),
        country=place.get("country") or record.get("country"),
    )


def _by_mineral(values: dict[str, float]) -> dict[Mineral, float]:
    return {Mineral(mineral): value for mineral, value in values.items()}
