"""EPCIS documents in the graph: answers that rest on them, and that they can be sent again."""

from typing import Any

import pytest

from graph.database import Database
from graph.intake import take_in
from graph.origin import find_origins
from graph.upstream import trace_upstream
from rules.origins import Grouping
from rules.report import Outcome
from rules.scope import Scope
from rules.trace import NodeType
from rules.vocabulary import Mineral, Severity
from seed.readers import read
from seed.writers import write_epcis
from tests.conftest import NOW
from tests.seed.captures import Json, amount, capture, event, made


def vocabulary(kind: str, key: str, **attributes: Any) -> Json:
    """Master data of one thing."""
    listed = [{"id": name.replace("_", ":", 1), "attribute": value} for name, value in attributes.items()]
    return {"type": f"urn:epcglobal:epcis:vtype:{kind}", "vocabularyElementList": [{"id": key, "attributes": listed}]}


def lithium(share: float) -> Json:
    """A measured composition that holds so much lithium and no other mineral."""
    return {
        "batlas:kind": "MEASURED",
        "batlas:fractions": {"batlas:LITHIUM": share},
        "batlas:complete": True,
    }


def chain(prefix: str) -> bytes:
    """Two mined salts, a cathode material of both, a pack that consumes it, and who bought the pack."""

    def dug(number: int, salt: str, mine: str) -> Json:
        return event(
            "TransformationEvent",
            number,
            outputQuantityList=[amount(salt, 100, "KGM")],
            transformationID=f"{prefix}:dig:{number}",
            readPoint={"id": mine},
            **{"batlas:process": {"batlas:kind": "EXTRACTION"}},
        )

    def turned(number: int, name: str, **lists: Any) -> Json:
        return event("TransformationEvent", number, transformationID=f"{prefix}:{name}", **lists)

    chile, australia = f"{prefix}:salt:cl", f"{prefix}:salt:au"
    vocabularies = [
        vocabulary("BusinessLocation", f"{prefix}:mine:cl", cbvmda_countryCode="CL"),
        vocabulary("BusinessLocation", f"{prefix}:mine:au", cbvmda_countryCode="AU"),
        vocabulary("EPCClass", chile, batlas_kind="MATERIAL", batlas_composition=lithium(0.2)),
        vocabulary("EPCClass", australia, batlas_kind="MATERIAL", batlas_composition=lithium(0.2)),
        vocabulary("EPCClass", f"{prefix}:cathode", batlas_kind="MATERIAL", batlas_composition=lithium(0.07)),
        vocabulary("EPCInstance", f"{prefix}:pack", batlas_kind="PACK"),
    ]
    return capture(
        dug(1, chile, f"{prefix}:mine:cl"),
        dug(2, australia, f"{prefix}:mine:au"),
        turned(
            3,
            "mix",
            inputQuantityList=[amount(chile, 2.45, "KGM"), amount(australia, 1.05, "KGM")],
            outputQuantityList=[amount(f"{prefix}:cathode", 10, "KGM")],
        ),
        turned(
            4, "build", inputQuantityList=[amount(f"{prefix}:cathode", 10, "KGM")], outputEPCList=[f"{prefix}:pack"]
        ),
        event(
            "TransactionEvent",
            5,
            action="ADD",
            epcList=[f"{prefix}:pack"],
            bizTransactionList=[{"type": "po", "bizTransaction": f"{prefix}:po:1"}],
            destinationList=[{"type": "owning_party", "destination": f"{prefix}:fleet"}],
        ),
        sender=f"{prefix}:acme",
        epcisHeader={"epcisMasterData": {"vocabularyList": vocabularies}},
    )


async def test_the_lithium_of_a_pack_is_answered_70_30_from_events(
    scope: Scope, database: Database, prefix: str
) -> None:
    report = await take_in(scope, database, read("epcis", chain(prefix)), now=NOW)
    assert report.outcome is Outcome.ACCEPTED
    assert [f.message for f in report.findings if f.severity is not Severity.INFO] == []
    (origins,) = await find_origins(scope, database, [f"{prefix}:pack"], [Mineral.LITHIUM])
    assert origins is not None
    countries: Grouping = origins[Mineral.LITHIUM].by_country
    # 2.45 kg x 0.2 = 0.49 kg and 1.05 kg x 0.2 = 0.21 kg of 10 kg x 0.07 = 0.7 kg.
    assert {share.key: share.share for share in countries.shares} == pytest.approx({"CL": 0.7, "AU": 0.3})
    assert origins[Mineral.LITHIUM].unknown == pytest.approx(0)


async def test_the_same_document_again_changes_nothing(scope: Scope, database: Database, prefix: str) -> None:
    content = chain(prefix)
    first = await take_in(scope, database, read("epcis", content), now=NOW)
    again = await take_in(scope, database, read("epcis", content), now=NOW)
    assert (first.outcome, again.outcome, again.created) == (Outcome.ACCEPTED, Outcome.UNCHANGED, 0)


async def test_a_later_document_takes_a_part_out(scope: Scope, database: Database, prefix: str) -> None:
    pack, cell = f"{prefix}:pack", f"{prefix}:cell"
    moved = {"parentID": pack, "childEPCs": [cell]}
    first = capture(made(pack, hour=6), made(cell, hour=7), event("AssociationEvent", 8, action="ADD", **moved))
    since = {"batlas:from": "2024-03-01T08:00:00Z"}
    second = capture(event("AssociationEvent", 9, action="DELETE", **moved, **since))

    async def inside() -> set[str]:
        (trace,) = await trace_upstream(scope, database, [pack])
        assert trace is not None
        return {node.key for node in trace.nodes if node.type is NodeType.ITEM} - {pack}

    assert (await take_in(scope, database, read("epcis", first), now=NOW)).outcome is Outcome.ACCEPTED
    assert await inside() == {cell}
    assert (await take_in(scope, database, read("epcis", second), now=NOW)).outcome is Outcome.ACCEPTED
    assert await inside() == set()


async def test_what_is_written_is_taken_in_as_known(scope: Scope, database: Database, prefix: str) -> None:
    original = read("epcis", chain(prefix))
    assert original.header is not None
    await take_in(scope, database, original, now=NOW)
    written = write_epcis([placed.fact for placed in original.facts], original.header, NOW)
    again = await take_in(scope, database, read("epcis", written), now=NOW)
    assert (again.outcome, again.created) == (Outcome.ACCEPTED, 0)
