"""Stubs, second names and kinds of things, whichever document comes first."""

from urllib.parse import quote

import pytest

from graph.database import Database
from rules.report import Outcome
from tests.facts import Facts, Record
from tests.graph.intake import accept, refuse, snapshot, take
from tests.native import document

COUNT = "MATCH (n:Item {id: $key}) RETURN n.since_rev IS NOT NULL AS stated, count { (n)--() } AS links"

ABOUT = "MATCH (:Certificate {id: $key})-[:CERTIFIES]->(n) RETURN labels(n) AS labels"


def lot_number(f: Facts, value: str, issuer: str) -> dict[str, list[dict[str, str]]]:
    """An identifier that a party gave."""
    return {"identifiers": [{"scheme": "LOT", "value": value, "issuer": f.key(issuer)}]}


def supply(f: Facts) -> dict[str, list[Record]]:
    """Three parties' documents about one lot: the customer knows it by its own number and by the carrier's."""
    names = [
        {"scheme": "LOT", "value": "C-1", "issuer": f.key("customer")},
        {"scheme": "LOT", "value": "T-1", "issuer": f.key("carrier")},
    ]
    mine, theirs = f.made_key("customer", "material", "C-1"), f.made_key("carrier", "material", "T-1")
    return {
        "supplier": [
            f.lot("lot", 100, LITHIUM=0.1, identifiers=names),
            f.run("make", ended="2025-01-10"),
            f.produced("lot", "make"),
        ],
        "customer": [
            f.run("use", ended="2025-02-10"),
            f.consumed("use", mine, 40),
            f.owned(mine, "customer", from_="2025-01-20", to="2025-02-10"),
            f.certificate("audit", mine),
        ],
        "carrier": [
            f.run("ship", "TRANSPORT", ended="2025-01-20"),
            f.consumed("ship", theirs, 60),
            f.produced("shipped", "ship"),
        ],
    }


ORDERS = [
    ("supplier", "customer", "carrier"),
    ("customer", "supplier", "carrier"),
    ("carrier", "customer", "supplier"),
    ("customer", "carrier", "supplier"),
]


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
async def test_customers_before_suppliers_or_after_give_one_graph(
    database: Database, prefix: str, order: tuple[str, ...]
) -> None:
    graphs = []
    for number, senders in enumerate((ORDERS[0], order)):
        f = Facts(f"{prefix}:{number}")
        for sender in senders:
            await accept(database, f, *supply(f)[sender], sender=sender)
        graphs.append(await snapshot(database, f.prefix))
    assert graphs[0] == graphs[1]
    lot = next(node for node in graphs[0] if node[0] == "P:lot")
    # What it was made by and who owned it; the consumption and the certificate point to it.
    assert [link.split()[:2] for link in lot[3]] == [["OWNED_BEFORE", "P:customer"], ["PRODUCED_BY", "P:make"]]
    pointing = [node[0] for node in graphs[0] if any(" P:lot " in link for link in node[3])]
    assert pointing == ["P:audit", "P:ship", "P:use", *(n for n in pointing if n.startswith("urn:batlas"))]
    assert len(pointing) == 5


async def test_what_was_said_of_a_stub_is_unchanged_when_it_is_said_again(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    customer, supplier = supply(f)["customer"], supply(f)["supplier"]
    await accept(database, f, *customer, sender="customer")
    await accept(database, f, *supplier, sender="supplier")
    again = await accept(database, f, *customer[::-1], sender="customer")
    # Nobody has stated the customer itself.
    assert (again.created, again.unchanged, again.stubs) == (0, 4, (f.key("customer"),))
    # By the supplier's own key it is the same consumption.
    by_key = await accept(database, f, f.consumed("use", "lot", 40), sender="customer")
    assert (by_key.created, by_key.unchanged) == (0, 1)


async def test_a_reference_makes_a_stub_and_the_statement_fills_it(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    report = await accept(database, f, f.consumed("use", "lot", 4), f.owned("lot", "owner"))
    assert report.stubs == tuple(map(f.key, ("lot", "owner", "use")))
    assert await database.read(COUNT, key=f.key("lot")) != []
    filled = await accept(database, f, f.lot("lot", 10), sender="supplier")
    assert (filled.created, filled.stub_count) == (1, 0)
    ((stated, links),) = await database.read(COUNT, key=f.key("lot"))
    assert (stated, links) == (True, 2)


async def test_a_supplier_states_both_a_lot_and_a_link_that_a_customer_knows_by_the_other_name(
    database: Database, prefix: str
) -> None:
    f = Facts(prefix)
    alias = f.made_key("customer", "material", "C-1")
    await accept(database, f, f.consumed("use", alias, 40), sender="customer")
    both = await accept(
        database,
        f,
        f.lot("lot", 100, **lot_number(f, "C-1", "customer")),
        f.consumed("use", "lot", 40),
        sender="supplier",
    )
    assert (both.created, both.unchanged) == (1, 1)
    ((_, links),) = await database.read(COUNT, key=f.key("lot"))
    assert links == 2


async def test_two_names_of_which_the_same_is_said_become_one(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    alias = f.made_key("customer", "material", "C-1")
    await accept(database, f, f.consumed("use", alias, 40), f.consumed("use", "lot", 40), sender="customer")
    await accept(database, f, f.lot("lot", 40, **lot_number(f, "C-1", "customer")), sender="supplier")
    ((stated, links),) = await database.read(COUNT, key=f.key("lot"))
    assert (stated, links) == (True, 2)


@pytest.mark.parametrize("first", ["customer", "supplier"])
async def test_two_names_of_which_different_things_are_said_are_refused(
    database: Database, prefix: str, first: str
) -> None:
    f = Facts(prefix)
    alias = f.made_key("customer", "material", "C-1")
    customer = [f.consumed("use", alias, 40), f.consumed("use", "lot", 30)]
    supplier = [f.lot("lot", 100, **lot_number(f, "C-1", "customer"))]
    if first == "customer":
        await accept(database, f, *customer, sender="customer")
        assert await refuse(database, f, *supplier, sender="supplier") == [
            ("DUPLICATE_IDENTITY", "line 2 /identifiers")
        ]
    else:
        await accept(database, f, *supplier, sender="supplier")
        assert await refuse(database, f, *customer, sender="customer") == [("DUPLICATE_IDENTITY", "line 3")]


@pytest.mark.parametrize("first", ["name", "key"])
async def test_a_name_and_a_key_cannot_be_two_things(database: Database, prefix: str, first: str) -> None:
    f = Facts(prefix)
    named = [f.lot("lot", 1, **lot_number(f, "C-1", "customer"))]
    keyed = [f.lot("_:c", 1, lot="C-1")]
    if first == "name":
        await accept(database, f, *named, sender="supplier")
        assert await refuse(database, f, *keyed, sender="customer") == [("IDENTIFIER_TAKEN", "line 2 /key")]
    else:
        await accept(database, f, *keyed, sender="customer")
        assert await refuse(database, f, *named, sender="supplier") == [("IDENTIFIER_TAKEN", "line 2 /identifiers")]


async def test_an_identifier_belongs_to_one_item_and_a_part_number_to_many(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    vin = {"identifiers": [{"scheme": "VIN", "value": f.key("V")}, {"scheme": "PART", "value": f.key("N")}]}
    part = {"identifiers": [{"scheme": "PART", "value": f.key("N")}]}
    await accept(database, f, f.piece("a", "VEHICLE", **vin))
    assert await refuse(database, f, f.piece("b", "VEHICLE", **vin)) == [("IDENTIFIER_TAKEN", "line 2 /identifiers")]
    await accept(database, f, f.piece("b", "VEHICLE", **part))
    # Whoever gives it, a VIN is one.
    given = {"identifiers": [{"scheme": "VIN", "value": f.key("V"), "issuer": f.key("office")}]}
    assert await refuse(database, f, f.piece("c", "VEHICLE", **given)) == [("IDENTIFIER_TAKEN", "line 2 /identifiers")]


async def test_a_local_name_and_its_made_up_key_are_one_thing(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    key = f.made_key("supplier", "material", "L/1 가")
    await accept(database, f, f.consumed("use", key, 6), sender="customer")
    assert await refuse(database, f, f.lot("_:l", 5, lot="L/1 가"), sender="supplier") == [("OVERDRAFT", "line 2")]
    filled = await accept(database, f, f.lot("_:l", 6, lot="L/1 가"), sender="supplier")
    assert filled.stub_count == 0


@pytest.mark.parametrize(
    ("noun", "named"),
    [
        pytest.param({"type": "process", "kind": "REFINING"}, "Process", id="process"),
        pytest.param({"type": "party"}, "Party", id="party"),
        pytest.param({"type": "facility"}, "Facility", id="facility"),
        pytest.param({"type": "model", "kind": "CELL"}, "Model", id="model"),
        pytest.param({"type": "charger"}, "Charger", id="charger"),
        pytest.param({"type": "certificate", "scheme": "A", "scope": "OTHER"}, "Certificate", id="certificate"),
        pytest.param(
            {"type": "measurement", "item": "urn:x:i", "time": "2025-01-01", "value": 1},
            "Measurement",
            id="measurement",
        ),
    ],
)
async def test_a_key_that_is_stated_is_of_one_kind_of_thing(
    database: Database, prefix: str, noun: Record, named: str
) -> None:
    f = Facts(prefix)
    about = {"subjects": [f.key("maker")]} if named == "Certificate" else {}
    await accept(database, f, noun | about | {"key": f.key("x")}, f.owned("other", "maker"))
    assert await refuse(database, f, f.owned("x", "maker")) == [("NOUN_MISMATCH", "line 2")]
    assert await refuse(database, f, f.lot("x", 1)) == [("NOUN_MISMATCH", "line 2")]


async def test_a_wrong_reference_keeps_nobody_from_stating_a_thing(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    await accept(database, f, f.owned("plant", "somebody"))
    await accept(database, f, f.run("p", operator=f.key("plant")))
    await accept(database, f, {"type": "facility", "key": f.key("plant")}, sender="owner")
    # A certificate is about the facility that is stated, not about the item or the party that somebody took it for.
    await accept(database, f, f.certificate("c", "plant"), sender="certifier")
    (record,) = await database.read(ABOUT, key=f.key("c"))
    assert record["labels"] == ["Facility"]
    assert await refuse(database, f, f.owned("y", "plant")) == [("NOUN_MISMATCH", "line 2")]


async def test_a_certificate_is_about_what_is_named_in_this_document_or_before(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    unknown = f.certificate("c", "lot")
    assert await refuse(database, f, unknown) == [("UNKNOWN_SUBJECT", "line 2 /subjects")]
    await accept(database, f, unknown, f.consumed("use", "lot", 1))
    await accept(database, f, f.certificate("d", "lot"))
    await accept(database, f, f.lot("lot", 1))
    (lot,) = [node for node in await snapshot(database, prefix) if node[0] == "P:lot"]
    assert lot[1] == ("Item", "Material")


async def test_a_certificate_about_a_second_name_is_about_the_item(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    alias = f.made_key("customer", "material", "C-1")
    await accept(database, f, f.lot("lot", 1, **lot_number(f, "C-1", "customer")))
    await accept(database, f, f.certificate("c", alias, "lot"))
    (certificate,) = [node for node in await snapshot(database, prefix) if node[0] == "P:c"]
    assert [link.split()[:2] for link in certificate[3]] == [["CERTIFIES", "P:lot"]]


async def test_a_certificate_about_two_names_is_about_one_item_once_they_are_one(
    database: Database, prefix: str
) -> None:
    f = Facts(prefix)
    alias = f.made_key("customer", "material", "C-1")
    await accept(database, f, f.owned(alias, "o"), f.owned("lot", "o"), f.certificate("c", alias, "lot"))
    await accept(database, f, f.lot("lot", 1, **lot_number(f, "C-1", "customer")))
    nodes = {node[0]: [link.split()[:2] for link in node[3]] for node in await snapshot(database, prefix)}
    assert nodes["P:c"] == [["CERTIFIES", "P:lot"]]
    assert nodes["P:lot"] == [["OWNED_BY", "P:o"]]


async def test_a_circle_through_documents_is_refused(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    await accept(database, f, f.produced("b", "p"), f.consumed("p", "a", 1))
    await accept(database, f, f.lot("a", 9), f.produced("a", "q"), f.consumed("q", "z", 1))
    assert await refuse(database, f, f.produced("z", "r"), f.consumed("r", "b", 1)) == [("CYCLE", "line 2")]
    assert await refuse(database, f, f.contains("z", "b")) == [("CYCLE", "line 2")]
    await accept(database, f, f.produced("c", "r"), f.consumed("r", "b", 1))


async def test_a_circle_through_a_stub_and_a_second_name_is_refused(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    alias = f.made_key("customer", "material", "C-1")
    await accept(database, f, f.produced("b", "p"), f.consumed("p", alias, 1), sender="customer")
    # The lot is made of what was made of it, under another name.
    lot = f.lot("lot", 10, **lot_number(f, "C-1", "customer"))
    found = await refuse(database, f, lot, f.produced("lot", "q"), f.consumed("q", "b", 1), sender="supplier")
    assert [code for code, _ in found] == ["CYCLE"]
    await accept(database, f, lot, f.produced("lot", "q"), f.consumed("q", "other", 1), sender="supplier")
    found = await refuse(database, f, f.produced("other", "r"), f.consumed("r", "b", 1))
    assert [code for code, _ in found] == ["CYCLE"]


async def test_a_circle_that_a_second_name_alone_closes_is_refused(database: Database, prefix: str) -> None:
    other = f"{prefix}:cust"
    alias = f"urn:batlas:item:{quote(other, safe='')}:material:C2"
    run = {"type": "process", "key": f"{prefix}:run", "kind": "OTHER"}
    links = [
        {"type": "consumed", "process": f"{prefix}:run", "item": alias},
        {"type": "produced", "item": f"{prefix}:lot", "process": f"{prefix}:run"},
    ]
    first = await take(database, document(f"{prefix}:acme", run, *links).encode())
    assert first.outcome is Outcome.ACCEPTED
    name = {"scheme": "LOT", "value": "C2", "issuer": other}
    lot = {
        "type": "item",
        "key": f"{prefix}:lot",
        "kind": "MATERIAL",
        "unit": "KG",
        "quantity": 10,
        "identifiers": [name],
    }
    second = await take(database, document(f"{prefix}:acme", lot).encode())
    assert second.outcome is Outcome.REFUSED
    assert [finding.code for finding in second.findings] == ["CYCLE"]


async def test_a_finding_moves_with_the_stub_that_it_is_about(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    alias = f.made_key("customer", "material", "C-1")
    await accept(database, f, f.consumed("use", alias, 1), sender="customer")
    note = "MATCH (i:Item {id: $key}) CREATE (:Finding {id: $id, code: 'NOTE'})-[:CONCERNS]->(i)"
    await database.write(note, key=alias, id=f.key("finding"))
    await accept(database, f, f.lot("lot", 1, **lot_number(f, "C-1", "customer")), sender="supplier")
    about = "MATCH (:Finding {id: $id})-[:CONCERNS]->(i:Item) RETURN i.id AS key"
    assert [record["key"] for record in await database.read(about, id=f.key("finding"))] == [f.key("lot")]


async def test_keys_of_many_bytes_and_scripts_are_found_again(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    long = f"{prefix}:" + "가" * (512 - len(prefix) - 1)
    await accept(database, f, f.lot(long, 10, name="배터리 ⚡"))
    again = await take(database, f.document(f.lot(long, 10, name="배터리 ⚡"), f.party("p")))
    assert (again.created, again.unchanged) == (1, 1)
