"""Containers of later generations and Trace-X imports, real: what they hold becomes items, models and links, and the rest is counted."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from graph.database import Database
from graph.intake import take_in
from rules.item import Item
from rules.link import Contains, HasPart, MadeAt
from rules.model import Model
from rules.report import Outcome, Report
from rules.scope import Scope
from rules.vocabulary import IdentifierScheme, Severity
from seed.readers import read
from tests.conftest import NOW
from tests.seed import real as counted
from tests.seed.containers import CONTAINER

FILES = [
    pytest.param("ESS_Testdata_v2.0.0-AsPlanned", id="as-planned"),
    pytest.param("tracex_CX_Testdata_MessagingTest_v0.0.14", id="third-generation"),
    pytest.param("tracex_import-test-data-CML1_v0.0.14", id="trace-x"),
]


@pytest.fixture
def content(request: pytest.FixtureRequest, shared_data: Path) -> bytes:
    """The bytes of one of the real files."""
    return (shared_data / "tractusx" / f"{request.param}.json").read_bytes()


@pytest.mark.parametrize("content", FILES, indirect=True)
def test_every_part_type_and_link_of_a_real_file_becomes_a_fact(content: bytes) -> None:
    facts = [placed.fact for placed in read("catenax", content).facts]
    found = counted.aspects(counted.load(content))
    assert {fact.key for fact in facts if isinstance(fact, Item)} == counted.built(found).keys()
    planned = {twin for twin, name, _ in found if counted.short(name) == "PartAsPlanned"}
    assert {fact.key for fact in facts if isinstance(fact, Model)} == planned
    bills = {(whole, part) for whole, part, _ in counted.relations(found, planned=True)}
    assert {(fact.model, fact.part) for fact in facts if isinstance(fact, HasPart)} == bills
    sites = {
        (key, f"urn:bpn:{site}", *(when and datetime.fromisoformat(when) for when in (begin, end)))
        for key, site, begin, end in counted.sites(found)
    }
    assert {(f.model, f.facility, f.valid_from, f.valid_to) for f in facts if isinstance(f, MadeAt)} == sites
    links = {(whole, part) for whole, part, _ in counted.relations(found, planned=False)}
    parts = {(whole, f"urn:batlas:identifier:gbt34014:{code}") for whole, code in counted.codes(found)}
    assert {(fact.whole, fact.part) for fact in facts if isinstance(fact, Contains)} == links | parts
    assert bills | links  # the file has some


@pytest.mark.parametrize("content", FILES, indirect=True)
def test_every_value_of_a_real_file_is_taken_or_counted(content: bytes) -> None:
    document = counted.load(content)
    expected = counted.untaken(counted.aspects(document))
    for name in document.keys() - {CONTAINER, "assets"}:
        expected[name] += 1
    described = {twin for twin, name, _ in counted.aspects(document) if counted.short(name) in counted.TAKEN}
    named = {
        twin for twin, name, _ in counted.aspects(document) if counted.short(name) in (*counted.BUILT, "PartAsPlanned")
    }
    for twin in document.get(CONTAINER, []):
        assert twin["catenaXId"] in described or twin.keys() == {"catenaXId", "bpnl", "PlainObject"}
        expected["PlainObject"] += "PlainObject" in twin
        expected["bpnl"] += twin["catenaXId"] not in named
    assert Counter(read("catenax", content).ignored) == +expected


@pytest.mark.parametrize("content", FILES, indirect=True)
async def test_a_real_file_loads_alone(content: bytes, scope: Scope, database: Database, prefix: str) -> None:
    own = counted.renamed(content, prefix)
    report = await take_in(scope, database, read("catenax", own), now=NOW)
    found = counted.aspects(counted.load(own))
    assert report.outcome is Outcome.ACCEPTED, errors(report)
    built = len(counted.built(found))
    planned = sum(counted.short(name) == "PartAsPlanned" for _, name, _ in found)
    bills = len({(whole, part) for whole, part, _ in counted.relations(found, planned=True)})
    links = len({(whole, part) for whole, part, _ in counted.relations(found, planned=False)})
    # Of each part that was built the item, its run, and that it came out of it.
    more = len(counted.codes(found)) + len(counted.sites(found))
    assert report.created == 3 * built + planned + bills + links + more
    document = counted.load(own)
    assert report.counts["twin"] == len(document[CONTAINER] if CONTAINER in document else document["assets"])


def errors(report: Report) -> list[str]:
    """What a report refuses for."""
    return [f"{f.code} {f.pointer} {f.message}" for f in report.findings if f.severity is Severity.ERROR]


@pytest.fixture
def messaging(shared_data: Path) -> bytes:
    """The container whose planned bill comes back to where it began."""
    return (shared_data / "tractusx" / "tracex_CX_Testdata_MessagingTest_v0.0.14.json").read_bytes()


async def test_the_two_models_that_hold_each_other_are_warned_of(
    messaging: bytes, scope: Scope, database: Database, prefix: str
) -> None:
    own = counted.renamed(messaging, prefix)
    bills = {(w, p) for w, p, _ in counted.relations(counted.aspects(counted.load(own)), planned=True)}
    loops = {frozenset(pair) for pair in bills if pair[::-1] in bills}
    assert len(loops) == 1
    report = await take_in(scope, database, read("catenax", own), now=NOW, dry_run=True)
    cycles = [finding for finding in report.findings if finding.code == "MODEL_CYCLE"]
    assert [(f.severity, frozenset(f.about)) for f in cycles] == [(Severity.WARNING, loop) for loop in loops]


async def test_links_that_whole_and_part_state_differently_are_warned_of(
    messaging: bytes, scope: Scope, database: Database, prefix: str
) -> None:
    own = counted.renamed(messaging, prefix)
    found = counted.aspects(counted.load(own))
    different = 0
    for planned in (True, False):
        # A model has no unit, so that by plan only the numbers differ.
        said: dict[tuple[str, str], set[tuple[float, str]]] = {}
        for whole, part, quantity in counted.relations(found, planned=planned):
            unit = "" if planned else counted.measure(quantity)
            said.setdefault((whole, part), set()).add((counted.amount(quantity), unit))
        different += sum(len(statements) > 1 for statements in said.values())
    report = await take_in(scope, database, read("catenax", own), now=NOW, dry_run=True)
    twice = [f for f in report.findings if f.code == "DUPLICATE_IDENTITY" and "stated twice" in f.message]
    assert different > 0
    assert len(twice) == different


def test_a_traction_battery_code_is_an_identifier_and_says_what_the_part_is(messaging: bytes) -> None:
    items = {p.fact.key: p.fact for p in read("catenax", messaging).facts if isinstance(p.fact, Item)}
    said = {
        twin: (content["productType"].upper(), content["tractionBatteryCode"])
        for twin, name, content in counted.aspects(counted.load(messaging))
        if counted.short(name) == "TractionBatteryCode"
    }
    coded = {
        key: (item.kind.value, identifier.value)
        for key, item in items.items()
        for identifier in item.identifiers
        if identifier.scheme is IdentifierScheme.GBT34014
    }
    assert len(said) == 3
    assert coded == said
