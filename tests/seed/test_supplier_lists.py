"""Suppliers' lists in CSV: columns, values, rows."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from rules.errors import InvalidInput
from rules.reading import Terms
from rules.vocabulary import CompositionKind, InputRole, ItemKind, Mineral, ProcessKind, Unit
from seed.readers import read
from seed.readers.lists import csv_file, sheet
from tests.seed.lists import ACME, SENT, codes, csv, facts, one

ITEM = "urn:batlas:item:urn%3Aexample%3Aacme"


def mapped(**mapping: Any) -> Terms:
    """Terms with this mapping."""
    return Terms(sender=ACME, mapping=json.dumps(mapping))


@pytest.mark.parametrize(
    ("header", "row"),
    [
        pytest.param("Lot No.,Material,Quantity (kg),Ni %,Production date,Country", "L1,Nickel sulfate,1500,22.3,2026-03-01,KR", id="english"),
        pytest.param("로트번호,품명,수량(kg),니켈 함량(%),제조일자,원산지", "L1,Nickel sulfate,1500,22.3,2026년 3월 1일,대한민국", id="korean"),
        pytest.param("Chargen-Nr.;Bezeichnung;Menge [kg];Nickelgehalt (Gew.-%);Produktionsdatum;Herkunftsland", "L1;Nickel sulfate;1.500,0;22,3;01.03.2026;Südkorea", id="german"),
        pytest.param("Batch\tProduct\tQty (t)\tNickel (mass fraction)\tDate\tOrigin", "L1\tNickel sulfate\t1.5\t0.223\t2026/03/01\tKOR", id="tabs-and-tonnes"),
        pytest.param("로트번호(Lot No.)|자재명|수량 (㎏)|Ni ppm|일자|국가", "L1|Nickel sulfate|1500|223000|2026.03.01|한국", id="both-languages"),
        pytest.param("lot,name,quantity,unit,Ni (g/kg),date,country", "L1,Nickel sulfate,1500,kg,223,20260301,kr", id="unit-in-a-column"),
        pytest.param("lot,name,quantity,Ni,date,country", "L1,Nickel sulfate,1500 kg,22.3 %,2026-03-01,Korea", id="units-in-cells"),
    ],
)  # fmt: skip
def test_a_row_means_the_same_in_each_language(header: str, row: str) -> None:
    content = csv(header, row)
    item = one(content)
    assert (item.key, item.kind, item.lot) == (f"{ITEM}:material:L1", ItemKind.MATERIAL, "L1")
    assert (item.name, item.unit, item.quantity) == ("Nickel sulfate", Unit.KG, 1500)
    assert item.composition.fractions == {Mineral.NICKEL: 0.223}
    assert item.composition.kind is CompositionKind.SPECIFICATION
    run = one(content, "process")
    assert (run.country, run.kind, run.operator) == ("KR", ProcessKind.OTHER, ACME)
    assert run.ended == datetime(2026, 3, 2, tzinfo=UTC), "a bare date ends with its day"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        pytest.param("utf-8-sig", "utf-8-sig", id="byte-order-mark"),
        pytest.param("utf-16", "utf-16", id="utf-16-with-a-mark"),
        pytest.param("utf-16-le", "utf-16-le", id="utf-16-little"),
        pytest.param("utf-16-be", "utf-16-be", id="utf-16-big"),
        pytest.param("cp949", "cp949", id="korean-excel"),
        pytest.param("euc-kr", "cp949", id="euc-kr"),
    ],
)
def test_korean_is_read_whatever_it_is_encoded_in(encoding: str, told: str) -> None:
    content = csv("로트번호,품명,수량(kg)", "L1,황산니켈,5", encoding=encoding)
    assert one(content).name == "황산니켈"
    (summary,) = (f for f in read("csv", content, SENT).findings if f.code == "SUMMARY")
    assert f"read as {told}, with commas" in summary.message


def test_german_of_windows_is_not_taken_for_korean() -> None:
    content = csv("Charge;Bezeichnung;Menge (m²);Stück", "L1;Größe für Überzüge;5;", encoding="cp1252")
    item = one(content)
    assert (item.name, item.unit) == ("Größe für Überzüge", Unit.M2)
    # The two bytes of üß are a Chinese character in CP949, and no Korean one.
    assert one(csv("Charge;Bezeichnung;Menge (kg)", "L1;Süß;5", encoding="cp1252")).name == "Süß"


def test_an_encoding_can_be_told_and_a_wrong_one_is_refused() -> None:
    content = csv("Lot,Name,Quantity (kg)", "L1,Żelazo,5", encoding="cp1250")
    assert one(content, terms=mapped(encoding="cp1250")).name == "Żelazo"
    assert codes(read("csv", content, mapped(encoding="utf-8"))) == [("INVALID_ENCODING", "document")]
    assert codes(read("csv", content, mapped(encoding="klingon"))) == [("INVALID_ENCODING", "document")]


def test_a_first_line_of_excel_names_what_is_between_cells() -> None:
    reading = read("csv", csv("sep=;", "Lot;Quantity (kg)", "L1;x"), SENT)
    assert codes(reading) == [("INVALID_VALUE", "B3")], "rows are counted as Excel counts them"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12.5", 12.5), ("12,5", 12.5), ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("1 234,5", 1234.5), ("1'234.5", 1234.5),
        ("1,234,567", 1234567), ("1.234.567", 1234567), ("0,125", 0.125), ("0.125", 0.125), ("1.234", 1.234), ("1234", 1234),
        ("12,3456", 12.3456), ("1e3", 1000), ("+5", 5), ("1,5 t", 1500), (".5", 0.5), ("1 234", 1234),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_can_only_be_meant(written: str, number: float) -> None:
    header = "Lot;Quantity" if written.endswith("t") else "Lot;Quantity (kg)"
    content = csv("sep=|", header.replace(";", "|"), f"L1|{written}")
    assert one(content).quantity == pytest.approx(number)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        pytest.param("1,234", "'1,234' may be 1234 or 1.234", id="comma"),
        pytest.param("12,345", "'12,345' may be 12345 or 12.345", id="two-and-three"),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_is_refused_by_name(written: str, words: str) -> None:
    reading = read("csv", csv("Lot;Quantity (kg)", f"L1;{written}"), SENT)
    (finding,) = (f for f in reading.findings if f.code != "SUMMARY")
    assert (finding.code, finding.pointer, finding.severity) == ("AMBIGUOUS_VALUE", "B2", "ERROR")
    assert words in finding.message
    assert '{"decimal": "."}' in finding.remedy


def test_a_point_is_in_doubt_where_the_list_has_decimal_commas() -> None:
    plain = csv("Lot\tQuantity (kg)", "L1\t1.234", "L2\t2.5")
    assert codes(read("csv", plain, SENT)) == []
    with_commas = csv("Lot\tQuantity (kg)", "L1\t1.234", "L2\t2,5")
    assert codes(read("csv", with_commas, SENT)) == [("AMBIGUOUS_VALUE", "B2")]


@pytest.mark.parametrize(("decimal", "number"), [(".", 1234), (",", 1.234)])
def test_the_mapping_settles_what_stands_before_decimals(decimal: str, number: float) -> None:
    assert one(csv("Lot;Quantity (kg)", "L1;1,234"), terms=mapped(decimal=decimal)).quantity == number
    assert codes(read("csv", csv("Lot;Quantity (kg)", "L1;1,23,4"), mapped(decimal="."))) == [("INVALID_VALUE", "B2")]


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        pytest.param("Quantity (kg)", "many", "INVALID_VALUE", id="no-number"),
        pytest.param("Quantity (kg)", "<0.01", "INVALID_VALUE", id="less-than"),
        pytest.param("Quantity (kg)", "1.2.3", "INVALID_VALUE", id="two-points"),
        pytest.param("Quantity (kg)", "0", "NON_POSITIVE_QUANTITY", id="zero"),
        pytest.param("Quantity (kg)", "-3", "NON_POSITIVE_QUANTITY", id="negative"),
        pytest.param("Quantity (kg)", "3 t", "INVALID_VALUE", id="two-units"),
        pytest.param("Quantity", "3 ton", "AMBIGUOUS_VALUE", id="which-ton"),
        pytest.param("Quantity", "3 boxes", "INVALID_VALUE", id="unknown-unit"),
        pytest.param("Quantity", "3", "MISSING_FIELD", id="no-unit"),
        pytest.param("Quantity (kg)", "#REF!", "INVALID_VALUE", id="failed-formula"),
        pytest.param("Date", "03/04/2026", "AMBIGUOUS_VALUE", id="day-or-month-first"),
        pytest.param("Date", "31.02.2026", "INVALID_VALUE", id="no-such-day"),
        pytest.param("Date", "46082", "INVALID_VALUE", id="day-number-of-excel"),
        pytest.param("Date", "last week", "INVALID_VALUE", id="no-date"),
        pytest.param("Country", "Atlantis", "INVALID_VALUE", id="no-country"),
        pytest.param("Kind", "thing", "INVALID_VALUE", id="no-kind"),
        pytest.param("Ni", "12", "INVALID_VALUE", id="content-without-unit"),
        pytest.param("Ni (%)", "120", "INVALID_VALUE", id="more-than-all"),
        pytest.param("Ni (%)", "120 ppm", "INVALID_VALUE", id="content-in-two-units"),
        pytest.param("Part no", "1.23E+17", "INVALID_VALUE", id="number-that-excel-has-spoilt"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_told_by_its_place(column: str, cell: str, code: str) -> None:
    reading = read("csv", csv(f"Lot;{'Name' if column == 'Kind' else 'Kind'};{column}", f"L1;material;{cell}"), SENT)
    assert codes(reading) == [(code, "C2")]
    (finding,) = (f for f in reading.findings if f.code == code)
    assert finding.remedy
    assert finding.severity == "ERROR"


@pytest.mark.parametrize("cell", ["-", "n/a", "", " "])
def test_a_dash_is_a_blank(cell: str) -> None:
    assert one(csv("Lot;Quantity (kg);Ni (%)", f"L1;5;{cell}")).composition is None


@pytest.mark.parametrize(
    ("written", "day"),
    [("25/03/2026", 26), ("03/25/2026", 26), ("25.3.2026", 26), ("2026-3-25", 26), ("2026. 3. 25.", 26), ("03-03-2026", 4)],
)  # fmt: skip
def test_a_date_is_read_as_it_can_only_be_meant(written: str, day: int) -> None:
    run = one(csv("Lot;Quantity (kg);Date", f"L1;5;{written}"), "process")
    assert run.ended == datetime(2026, 3, day, tzinfo=UTC)


def test_a_time_without_a_zone_is_utc_with_a_warning() -> None:
    rows = ("L1;5;2026-03-01 09:00", "L2;5;2026-03-01T09:00:00+09:00")
    reading = read("csv", csv("Lot;Quantity (kg);Date", *rows), SENT)
    assert codes(reading) == [("TIME_WITHOUT_ZONE", "C2")]
    ends = [run.ended for run in facts(reading, "process")]  # pyright: ignore[reportAttributeAccessIssue]
    assert ends == [datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 1, 0, tzinfo=UTC)]


def test_a_column_that_is_not_understood_is_named_and_counted() -> None:
    content = csv("Lot;Quantity (kg);Preis;Graphite %;Empty", "L1;5;7;3;", "L2;5;8;;")
    reading = read("csv", content, SENT)
    assert codes(reading) == [("UNKNOWN_COLUMN", "C1"), ("UNKNOWN_COLUMN", "D1")], "graphite is natural or synthetic"
    assert dict(reading.ignored) == {"Preis": 2, "Graphite %": 1}
    assert reading.findings[1].severity == "WARNING"
    assert "'Preis'" in reading.findings[1].message
    quiet = read("csv", content, mapped(columns={"Preis": "ignore", "graphite  %": "Natural graphite (%)"}))
    assert codes(quiet) == []
    assert dict(quiet.ignored) == {"Preis": 2}, "what is left out is counted all the same"


def test_a_row_that_is_longer_than_the_headers_is_told() -> None:
    reading = read("csv", csv("Lot;Quantity (kg)", "L1;5;lost"), SENT)
    assert codes(reading) == [("UNKNOWN_COLUMN", "C1")]


def test_columns_are_told_by_a_mapping() -> None:
    content = csv("A;B;C", "L1;5;0.5")
    assert codes(read("csv", content, SENT)) == [("MISSING_FIELD", "A1")]
    item = one(content, terms=mapped(columns={"A": "lot", "B": "quantity (t)", "C": "Ni (%)"}))
    assert (item.lot, item.quantity, item.composition.fractions[Mineral.NICKEL]) == ("L1", 5000, 0.005)


@pytest.mark.parametrize(
    ("mapping", "word"),
    [
        pytest.param("{", "JSON", id="no-json"),
        pytest.param('{"colums": {}}', "colums", id="unknown-name"),
        pytest.param('{"columns": {"Nowhere": "lot"}}', "Nowhere", id="no-such-column"),
        pytest.param('{"columns": {"Lot": "lott"}}', "lott", id="no-such-field"),
        pytest.param('{"defaults": {"colour": "red"}}', "colour", id="no-such-default"),
        pytest.param('{"sender": "urn:example:other"}', "urn:example:other", id="two-senders"),
        pytest.param('{"decimal": ";"}', "decimal", id="no-decimal"),
    ],
)
def test_a_wrong_mapping_is_explained(mapping: str, word: str) -> None:
    with pytest.raises(InvalidInput, match=word):
        read("csv", csv("Lot;Quantity (kg)", "L1;5"), Terms(sender=ACME, mapping=mapping))


def test_two_columns_for_one_field_are_refused() -> None:
    reading = read("csv", csv("Lot;Batch;Quantity (kg)", "L1;L2;5"), SENT)
    assert ("DUPLICATE_FIELD", "B1") in codes(reading)


def test_a_list_without_a_sender_is_refused_with_the_remedy() -> None:
    reading = read("csv", csv("Lot;Quantity (kg)", "L1;5"), Terms())
    assert codes(reading) == [("NO_SENDER", "document")]
    assert "--sender" in reading.findings[0].remedy
    assert reading.header is None


@pytest.mark.parametrize("sender", ["acme", "_:acme", "urn: x"])
def test_a_sender_that_is_no_key_is_refused(sender: str) -> None:
    with pytest.raises(InvalidInput, match="sender"):
        read("csv", csv("Lot;Quantity (kg)", "L1;5"), Terms(sender=sender))


def test_the_same_row_twice_counts_once() -> None:
    reading = read("csv", csv("Lot;Quantity (kg)", "L1;5", "L2;6", "L1;5.0"), SENT)
    assert codes(reading) == [("DUPLICATE_ROW", "A4")]
    assert reading.findings[1].params == {"first": "A2"}
    assert len(facts(reading, "item")) == 2


def test_a_lot_with_two_values_is_refused_by_both_rows_and_both_values() -> None:
    reading = read("csv", csv("Lot;Quantity (kg);Ni (%)", "L1;5;3", "L2;5;3", "L1;7;3"), SENT)
    assert codes(reading) == [("CONTRADICTING_ROWS", "B4")]
    message = reading.findings[1].message
    assert all(word in message for word in ("L1", "5 KG in B2", "7 KG in B4"))
    assert reading.findings[1].severity == "ERROR"


def test_a_row_without_a_number_is_refused_and_totals_are_counted() -> None:
    reading = read("csv", csv("Lot;Quantity (kg)", "L1;5", ";6", "Total;11", "합계;11"), SENT)
    assert codes(reading) == [("MISSING_FIELD", "A3")]
    assert dict(reading.ignored) == {"rows of totals": 2}


def test_a_lot_is_made_from_the_lots_of_its_rows() -> None:
    content = csv(
        "Lot;Kind;Quantity (kg);Process;Supplier;Supplier lot;Input quantity (kg);Role",
        "C1;material;10;cathode production;urn:example:salt;S1;2.5;active material",
        "C1;;;;BPNL00000003AYRE;S1;1.5;",
        "C1;;;;;C0;3;",
        "C0;;20;;;;;",
    )
    reading = read("csv", content, SENT)
    assert codes(reading) == []
    (run,) = facts(reading, "process")
    assert run.kind is ProcessKind.CATHODE_PRODUCTION  # pyright: ignore[reportAttributeAccessIssue]
    links = {fact.item: (fact.quantity, fact.role) for fact in facts(reading, "consumed")}  # pyright: ignore[reportAttributeAccessIssue]
    assert links == {
        "urn:batlas:item:urn%3Aexample%3Asalt:material:S1": (2.5, InputRole.ACTIVE_MATERIAL),
        "urn:batlas:item:urn%3Abpn%3ABPNL00000003AYRE:material:S1": (1.5, InputRole.MATERIAL),
        f"{ITEM}:material:C0": (3, InputRole.MATERIAL),
    }


def test_a_pack_contains_what_keeps_its_identity_and_consumes_the_rest() -> None:
    content = csv(
        "Serial;Kind;Weight (kg);Date;Input kind;Input lot;Input quantity",
        "P1;pack;400;2026-03-01;cell;C1;96 pcs",
        "P1;;;;material;GLUE;2 kg",
    )
    reading = read("csv", content, SENT)
    assert codes(reading) == []
    (item,) = facts(reading, "item")
    assert (item.unit, item.quantity, item.mass_per_unit_kg) == (Unit.PIECE, 1, 400)  # pyright: ignore[reportAttributeAccessIssue]
    (held,) = facts(reading, "contains")
    assert (held.part, held.quantity, held.from_) == (f"{ITEM}:cell:C1", 96, datetime(2026, 3, 1, tzinfo=UTC))  # pyright: ignore[reportAttributeAccessIssue]
    (used,) = facts(reading, "consumed")
    assert (used.item, used.quantity) == (f"{ITEM}:material:GLUE", 2)  # pyright: ignore[reportAttributeAccessIssue]


def test_a_party_by_name_has_a_key_in_all_lists_of_its_sender_or_the_one_that_is_told() -> None:
    content = csv("Lot;Quantity (kg);Supplier;Supplier lot", "L1;5;Salt & Co;S1", "L2;5;Salt & Co;S2")
    reading = read("csv", content, SENT)
    assert codes(reading) == [("PARTY_WITHOUT_KEY", "C2")], "once"
    (party,) = facts(reading, "party")
    assert party.key == "urn:batlas:party:urn%3Aexample%3Aacme:Salt%20%26%20Co"  # pyright: ignore[reportAttributeAccessIssue]
    told = read("csv", content, mapped(parties={"Salt & Co": "urn:bpn:BPNL00000003AYRE"}))
    assert codes(told) == []
    assert facts(told, "party") == []
    assert {fact.item for fact in facts(told, "consumed")} == {  # pyright: ignore[reportAttributeAccessIssue]
        "urn:batlas:item:urn%3Abpn%3ABPNL00000003AYRE:material:S1",
        "urn:batlas:item:urn%3Abpn%3ABPNL00000003AYRE:material:S2",
    }


def test_a_plant_by_name_states_its_country_once() -> None:
    rows = ("L1;5;Ulsan;KR", "L2;5;Ulsan;", "L3;5;Ulsan;CN")
    reading = read("csv", csv("Lot;Quantity (kg);Plant;Country", *rows), SENT)
    assert codes(reading) == [("CONTRADICTING_ROWS", "D4")]
    (plant,) = facts(reading, "facility")
    assert (plant.name, plant.country, plant.operator) == ("Ulsan", "KR", ACME)  # pyright: ignore[reportAttributeAccessIssue]


def test_a_customer_is_who_holds_it_from_the_day_of_delivery_and_has_a_number_of_its_own() -> None:
    content = csv("Lot;Quantity (kg);Customer;Customer lot;Delivery date", "L1;5;urn:example:cells;X9;2026-03-02")
    custody = one(content, "custody")
    assert (custody.party, custody.from_) == ("urn:example:cells", datetime(2026, 3, 2, tzinfo=UTC))
    (identifier,) = one(content).identifiers
    assert (identifier.scheme, identifier.value, identifier.issuer) == ("LOT", "X9", "urn:example:cells")


def test_what_says_nothing_alone_is_counted_and_told() -> None:
    reading = read("csv", csv("Lot;Quantity (kg);Supplier;Customer lot", "L1;5;urn:example:salt;X9"), SENT)
    assert codes(reading) == [("UNKNOWN_FIELD", "C2"), ("UNKNOWN_FIELD", "D2")]
    assert dict(reading.ignored) == {"supplier without a lot that went in": 1, "customerLot without a customer": 1}


def test_defaults_stand_in_for_blanks() -> None:
    terms = mapped(defaults={"kind": "cell", "unit": "pcs", "process": "cell production", "supplier": "urn:example:s"})
    reading = read("csv", csv("Lot;Quantity;Kind", "L1;5;", "L2;6;module"), terms)
    assert codes(reading) == [], "a supplier stands in only where something went in"
    kinds = [(item.kind, item.quantity) for item in facts(reading, "item")]  # pyright: ignore[reportAttributeAccessIssue]
    assert kinds == [(ItemKind.CELL, 5), (ItemKind.MODULE, 6)]


def test_too_many_rows_bytes_and_faults_are_refused_early(monkeypatch: pytest.MonkeyPatch) -> None:
    content = csv("Lot;Quantity (kg)", "L1;x", "L2;y", "L3;z")
    monkeypatch.setattr(csv_file, "MOST_ROWS", 3)
    assert codes(read("csv", content, SENT)) == [("TOO_MANY_RECORDS", "A4")]
    monkeypatch.setattr(csv_file, "MOST_BYTES", len(content) - 1)
    assert codes(read("csv", content, SENT)) == [("TOO_MANY_RECORDS", "document")]
    monkeypatch.undo()
    monkeypatch.setattr(sheet, "MOST_FAULTS", 2)
    # The summary is the first of two.
    assert codes(read("csv", content, SENT)) == [("INVALID_VALUE", "B2"), ("TOO_MANY_FAULTS", "B2")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "UNKNOWN_TABLE", id="nothing"),
        pytest.param(csv("Lot;Quantity (kg)"), "EMPTY_DOCUMENT", id="headers-alone"),
        pytest.param(csv("Lot,Quantity (kg)", '"L1,5'), "INVALID_TABLE", id="open-quotation-mark"),
        pytest.param(b"PK\x03\x04", "INVALID_TABLE", id="a-workbook"),
        pytest.param(b"\x81\x00\x01\x02" * 40, "MISSING_FIELD", id="junk"),
        pytest.param(csv("Price,Colour", "1,red"), "MISSING_FIELD", id="nothing-that-is-known"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_by_name(content: bytes, code: str) -> None:
    reading = read("csv", content, SENT)
    found = [finding for finding in reading.findings if finding.code != "SUMMARY"]
    assert found[0].code in (code, "INVALID_ENCODING")
    assert not reading.facts
    assert any(finding.severity == "ERROR" for finding in found)


def test_the_same_bytes_from_another_sender_or_read_otherwise_are_another_document() -> None:
    content = csv("Lot;Quantity (kg);B", "L1;5;6")
    other = Terms(sender="urn:example:other")
    readings = [read("csv", content, terms) for terms in (SENT, SENT, other, mapped(columns={"B": "ignore"}))]
    first, same, *rest = (reading.identity for reading in readings)
    assert first == same
    assert len({first, *rest}) == 3
    assert len({reading.sha256 for reading in readings}) == 1
