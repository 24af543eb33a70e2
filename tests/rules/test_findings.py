"""Every code of a finding by the smallest document that earns it, with where and how severe; and documents that earn none."""

import json
from dataclasses import replace

import pytest

from rules.checks.known import Flow, ItemFacts, Known, KnownFact
from rules.checks.severity import SEVERITY, found
from rules.vocabulary import ItemKind, Profile, Severity, Unit
from seed.readers import read
from tests.facts import Facts, Record
from tests.rules.judging import judge_document, judge_reading

F = Facts()
HEAD = b'{"type": "document", "sender": "urn:x:maker"}\n'
OTHERS = KnownFact(1, "urn:x:other")
MINE = KnownFact(1, "urn:x:maker")
KNOWN_LOT = Known(
    nodes={("Item", "urn:x:lot"): MINE, ("Process", "urn:x:run"): MINE},
    items={"urn:x:lot": ItemFacts("urn:x:lot", ItemKind.MATERIAL, Unit.KG, 10, None, None)},
    produced=(Flow("urn:x:lot", "urn:x:run", None),),
)
"""A lot of 10 kg out of one run, in a document before."""


def doc(*records: Record) -> bytes:
    """A document whose first record is on line 2."""
    return F.document(*records)


def at(line: int, field: str = "") -> str:
    """The pointer of a line, or of a field on it."""
    return f"line {line} /{field}" if field else f"line {line}"


LOT, CELL, PACK = F.lot("lot", 10), F.piece("cell"), F.piece("pack", "PACK")
RUN = F.run("run", ended="2025-03-10T12:00:00Z")

FORM = [
    pytest.param(HEAD + b'{"type": "party", "key": "urn:x:\xff"}', "INVALID_ENCODING", at(2), id="not-utf-8"),
    pytest.param(HEAD + b'{"type": "party", "key": "urn:\\ud800\\u0041"}', "INVALID_ENCODING", at(2), id="half-a-surrogate"),
    pytest.param(b"\xff\xfe{\x00", "INVALID_ENCODING", "document", id="utf-16"),
    pytest.param(b"\x1f\x8b\x08rest", "INVALID_ENCODING", "document", id="gzip"),
    pytest.param(HEAD + b'{"type": "party",}', "INVALID_JSON", at(2), id="comma"),
    pytest.param(HEAD + b"[" * 5000, "INVALID_JSON", at(2), id="deep"),
    pytest.param(HEAD + b'{"type": "party", "key": ' + b"9" * 5000 + b"}", "INVALID_JSON", at(2), id="number-of-5000-digits"),
    pytest.param(b"[\n" + HEAD + b"]", "INVALID_JSON", at(1), id="one-json-array"),
    pytest.param(b'{\n "type": "document"\n}', "INVALID_JSON", at(1), id="pretty-printed"),
    pytest.param(HEAD + b'{"type": "party", "key": "urn:x:p", "name": "' + b"x" * 262_144 + b'"}', "LINE_TOO_LONG", at(2), id="long-line"),
    pytest.param(b"", "EMPTY_DOCUMENT", "document", id="no-bytes"),
    pytest.param(b"\xef\xbb\xbf \r\n\t\n", "EMPTY_DOCUMENT", "document", id="blank-lines"),
    pytest.param(HEAD, "EMPTY_DOCUMENT", "document", id="only-a-header"),
    pytest.param(json.dumps(CELL).encode(), "NO_HEADER", at(1), id="no-header"),
    pytest.param(b'{"type": "party", "key": "urn:x:p", "name": "document"}', "NO_HEADER", at(1), id="no-header-but-its-word"),
    pytest.param(HEAD + doc(CELL), "SECOND_HEADER", at(2), id="two-headers"),
    pytest.param(b"\n" * 100_000, "EMPTY_DOCUMENT", "document", id="lines-of-nothing"),
    pytest.param(HEAD + b"{}\n" * 100_000, "TOO_MANY_RECORDS", "document", id="100-001-lines"),
    pytest.param(HEAD + b'{"type": "itm"}', "UNKNOWN_RECORD_TYPE", at(2), id="unknown-type"),
    pytest.param(HEAD + b"{}", "UNKNOWN_RECORD_TYPE", at(2), id="no-type"),
    pytest.param(HEAD + b'{"type": ["item"]}', "UNKNOWN_RECORD_TYPE", at(2), id="type-is-a-list"),
    pytest.param(doc(F.withdrawn({"type": "item", "key": "urn:x:l", "kind": "MATERIAL"})), "MISSING_FIELD", at(2, "fact/unit"), id="withdrawn-in-part"),
    pytest.param(doc(F.withdrawn({"type": "item", "key": "urn:x:l", "kind": "MATERIAL", "unit": "KG", "color": 1})), "UNKNOWN_FIELD", at(2, "fact/color"), id="withdrawn-with-more"),
    pytest.param(doc(F.run("_:" + "긴" * 60)), "INVALID_VALUE", at(2, "key"), id="local-name-that-makes-a-long-key"),
    pytest.param(doc(F.lot("l", 1) | {"identifiers": [{"scheme": s, "value": "7", "issuer": "urn:x:y"} for s in ("LOT", "SERIAL")]}), "DUPLICATE_IDENTITY", at(2, "identifiers"), id="one-number-under-two-schemes"),
    pytest.param(HEAD + b"null", "UNKNOWN_RECORD_TYPE", at(2), id="null"),
    pytest.param(HEAD + b"42", "UNKNOWN_RECORD_TYPE", at(2), id="a-number"),
    pytest.param(doc(CELL | {"colour": "red"}), "UNKNOWN_FIELD", at(2, "colour"), id="unknown-field"),
    pytest.param(doc(CELL | {"mass_per_unit_kg": 1}), "UNKNOWN_FIELD", at(2, "mass_per_unit_kg"), id="snake-case"),
    pytest.param(doc(CELL | {"a/b~": 1}), "UNKNOWN_FIELD", at(2, "a~1b~0"), id="name-that-needs-escaping"),
    pytest.param(doc(F.lot("lot", 1, LITHIUM=0.1)).replace(b'"complete"', b'"whole"'), "UNKNOWN_FIELD", at(2, "composition/whole"), id="unknown-field-inside"),
    pytest.param(HEAD + b'{"type": "party", "key": "urn:x:p", "key": "urn:x:q"}', "DUPLICATE_FIELD", at(2, "key"), id="a-field-twice"),
    pytest.param(doc(F.lot("lot", 1, LITHIUM=0.1)).replace(b'{"LITHIUM": 0.1}', b'{"LITHIUM": 0.1, "LITHIUM": 0.2}'), "DUPLICATE_FIELD", at(2, "LITHIUM"), id="a-mineral-twice"),
    pytest.param(HEAD + b'{"type": "party"}', "MISSING_FIELD", at(2, "key"), id="no-key"),
    pytest.param(doc(LOT | {"quantity": 0}), "NON_POSITIVE_QUANTITY", at(2, "quantity"), id="zero"),
    pytest.param(doc(F.consumed("run", "lot", -1)), "NON_POSITIVE_QUANTITY", at(2, "quantity"), id="negative"),
    pytest.param(doc(F.run("run", ended="2025-03-01T09:00:00")), "TIME_WITHOUT_ZONE", at(2, "ended"), id="no-zone"),
]  # fmt: skip

CHECKED = [
    pytest.param(doc(F.produced("_:a", "run")), "DANGLING_LOCAL_NAME", at(2), id="link-to-nowhere"),
    pytest.param(doc(F.lot("l") | {"identifiers": [{"scheme": "LOT", "value": "1", "issuer": "_:me"}]}), "DANGLING_LOCAL_NAME", at(2), id="issuer-from-nowhere"),
    pytest.param(doc(F.certificate("c", "_:a")), "DANGLING_LOCAL_NAME", at(2), id="certificate-of-nothing"),
    pytest.param(doc(F.lot("_:a", 1)), "LOCAL_NAME_WITHOUT_NUMBER", at(2), id="local-item-without-a-lot"),
    pytest.param(doc(F.lot("_:a", 1, lot="가" * 60)), "INVALID_VALUE", at(2, "key"), id="made-up-key-too-long"),
    pytest.param(doc(LOT | {"identifiers": [{"scheme": "PART", "value": "가" * 60}]}), "INVALID_VALUE", at(2, "identifiers"), id="identifier-too-long"),
    pytest.param(doc(F.lot("urn:batlas:item:urn%3Ax%3Aother:material:L1", 1, lot="L1")), "RESERVED_KEY", at(2, "key"), id="another-party's-lot"),
    pytest.param(doc(F.lot("urn:batlas:item:urn%3Ax%3Amaker:material:L1", 1, lot="L2")), "RESERVED_KEY", at(2, "key"), id="another-lot"),
    pytest.param(doc(F.consumed("run", "urn:batlas:item:urn%3ax%3amaker:material:L1")), "RESERVED_KEY", at(2), id="small-hex-digits"),
    pytest.param(doc(F.consumed("run", "urn:batlas:item:urn:x:maker:material:L1")), "RESERVED_KEY", at(2), id="not-encoded"),
    pytest.param(doc(F.certificate("c", "urn:batlas:item:urn%3Ax:Cell:1"), F.lot("urn:batlas:item:urn%3Ax:Cell:1", 1)), "RESERVED_KEY", None, id="capital-kind"),
    pytest.param(doc(RUN, F.consumed("p", "run", 1)), "NOUN_MISMATCH", at(3), id="a-process-used-up"),
    pytest.param(doc(F.party("run"), RUN), "NOUN_MISMATCH", None, id="party-and-process"),
    pytest.param(doc(F.run("maker")), "NOUN_MISMATCH", "document", id="the-sender-is-a-process"),
    pytest.param(doc(F.consumed("run", "lot", 1), F.produced("run", "p")), "NOUN_MISMATCH", at(3), id="two-nouns-by-reference"),
    pytest.param(doc(LOT, F.lot("lot", 11)), "DUPLICATE_IDENTITY", at(3), id="stated-twice"),
    pytest.param(doc(F.consumed("run", "lot", 1), F.consumed("run", "lot", 2)), "DUPLICATE_IDENTITY", at(3), id="link-twice"),
    pytest.param(doc(F.run("_:a"), F.piece("_:a", serial="1")), "DUPLICATE_IDENTITY", at(3, "key"), id="one-name-two-things"),
    pytest.param(doc(F.piece("_:a", serial="1"), F.piece("_:a", serial="2")), "DUPLICATE_IDENTITY", at(3, "key"), id="one-name-two-pieces"),
    pytest.param(doc(F.owned("cell", "p", from_="2025-01-01", to="2025-02-01"), F.owned("cell", "p", from_="2025-01-01", to="2025-03-01")), "DUPLICATE_IDENTITY", at(3), id="two-ends"),
    pytest.param(doc(*(F.piece(n) | {"identifiers": [{"scheme": "VIN", "value": "V"}]} for n in "ab")), "IDENTIFIER_TAKEN", at(3, "identifiers"), id="one-vin-two-pieces"),
    pytest.param(doc(F.lot("_:a", 1, lot="A"), F.lot("b", 1) | {"identifiers": [{"scheme": "LOT", "value": "A", "issuer": "urn:x:maker"}]}), "IDENTIFIER_TAKEN", at(3, "identifiers"), id="another's-key-as-identifier"),
    pytest.param(doc(F.certificate("c", "lot")), "UNKNOWN_SUBJECT", at(2, "subjects"), id="unknown-subject"),
    pytest.param(doc(F.contains("pack", "pack")), "CYCLE", at(2), id="in-itself"),
    pytest.param(doc(F.produced("lot", "run"), F.consumed("run", "lot", 1)), "CYCLE", None, id="made-of-itself"),
    pytest.param(doc(F.piece("lot") | {"quantity": 5}, F.consumed("run", "lot", 1.5)), "UNIT_MISMATCH", at(3, "quantity"), id="a-piece-and-a-half"),
    pytest.param(doc(F.piece("lot") | {"quantity": 1.5}), "UNIT_MISMATCH", at(2, "quantity"), id="one-and-a-half-pieces"),
    pytest.param(doc(F.piece("lot") | {"quantity": 5}, F.contains("pack", "lot", 1.5)), "UNIT_MISMATCH", at(3, "quantity"), id="half-a-part"),
    pytest.param(doc(LOT, F.consumed("p", "lot", 6), F.consumed("q", "lot", 6)), "OVERDRAFT", at(3), id="12-of-10"),
    pytest.param(doc(CELL, F.consumed("p", "cell"), F.consumed("q", "cell")), "OVERDRAFT", at(3), id="a-piece-used-twice"),
    pytest.param(doc(F.piece("lot") | {"quantity": 9}, F.contains("pack", "lot", 6), F.consumed("p", "lot", 6)), "OVERDRAFT", at(4), id="built-in-and-used"),
    pytest.param(doc(F.piece("lot") | {"quantity": 9}, F.contains("pack", "lot"), F.consumed("p", "lot", 1)), "OVERDRAFT", at(4), id="all-built-in-and-used"),
    pytest.param(doc(CELL, F.contains("pack", "cell", 2)), "OVERDRAFT", at(3), id="two-of-one-piece"),
    pytest.param(doc(LOT, F.produced("lot", "p", 6), F.produced("lot", "q", 6)), "OVERPRODUCTION", at(3), id="12-made-of-10"),
    pytest.param(doc(F.lot("in", 10, LITHIUM=0.1), F.lot("out", 10, LITHIUM=0.2), RUN, F.consumed("run", "in", 10), F.produced("out", "run")), "CLOSURE", at(4), id="lithium-from-nothing"),
    pytest.param(doc(F.lot("in", 10, LITHIUM=0.1), F.lot("out", 5, LITHIUM=0.1), RUN | {"lossesKg": {"LITHIUM": 0.6}}, F.consumed("run", "in", 10), F.produced("out", "run")), "CLOSURE", at(4), id="losses-count"),
    pytest.param(doc(F.run("dig", "EXTRACTION", started="2025-03-10T12:00:00Z"), F.produced("lot", "dig"), F.run("use", ended="2025-03-10T11:59:59Z"), F.consumed("use", "lot", 1)), "PROCESS_BEFORE_INPUT", at(5), id="used-before-it-was-made"),
    pytest.param(doc(F.run("make", ended="2025-03-12"), F.produced("cell", "make"), CELL, F.contains("pack", "cell", from_="2025-03-10")), "PART_AFTER_WHOLE", at(5), id="built-in-before-it-was-made"),
    pytest.param(doc(F.run("make", ended="2025-03-12"), F.produced("cell", "make"), F.run("build", ended="2025-03-10"), F.produced("pack", "build"), F.contains("pack", "cell")), "PART_AFTER_WHOLE", at(6), id="younger-than-its-whole"),
    pytest.param(doc(CELL, F.contains("a", "cell"), F.contains("b", "cell")), "TWO_WHOLES", at(3), id="in-two-packs-now"),
    pytest.param(doc(CELL, F.produced("cell", "p"), F.produced("cell", "q")), "TWO_PRODUCERS", None, id="made-twice"),
    pytest.param(doc(CELL, PACK, F.contains("cell", "pack")), "KIND_MISMATCH", at(4), id="pack-in-a-cell"),
    pytest.param(doc(CELL | {"model": "urn:x:m"}, {"type": "model", "key": "urn:x:m", "kind": "PACK"}), "KIND_MISMATCH", at(2, "model"), id="cell-of-a-pack-model"),
    pytest.param(doc(F.owned("cell", "p", from_="2026-11-03")), "FUTURE_START", at(2, "from"), id="owned-from-the-day-after-tomorrow"),
    pytest.param(doc(F.owned("cell", "p", to="2026-11-02")), "FUTURE_END", at(2, "to"), id="owned-until-tomorrow's-end"),
    pytest.param(doc(F.run("p", started="2026-11-03")), "FUTURE_PROCESS", at(2, "started"), id="runs-the-day-after-tomorrow"),
]  # fmt: skip

KNOWN = [
    pytest.param(doc(LOT), Known(nodes={("Item", "urn:x:lot"): MINE}), "ALREADY_STATED", at(2), id="my-own-lot"),
    pytest.param(doc(LOT), Known(nodes={("Item", "urn:x:lot"): OTHERS}), "STATED_BY_ANOTHER", at(2), id="another's-lot"),
    pytest.param(doc(F.consumed("p", "l", 1)), Known(links={("consumed", "urn:x:p", "urn:x:l", "MATERIAL"): OTHERS}), "STATED_BY_ANOTHER", at(2), id="another's-link"),
]  # fmt: skip

ELSEWHERE = {
    "UNKNOWN_PORTION": "a warning in both profiles, test_a_lot_from_several_runs_that_do_not_say_how_much_is_told",
    "TOO_MANY_FAULTS": "test_faults_are_listed_up_to_a_bound",
    "NOT_YOURS_TO_CORRECT": "tests/graph/test_corrections.py",
    "NOTHING_TO_WITHDRAW": "tests/graph/test_corrections.py",
    "NOT_WITHDRAWN": "of EPCIS error declarations: tests/seed/test_epcis_errors.py",
    "MODEL_CYCLE": "a warning in the native format too: tests/rules/test_model_cycle.py",
    "NOT_DELIVERED": "of answers of other services: tests/seed/test_irs.py",
    **dict.fromkeys(
        [
            "AMBIGUOUS_VALUE",
            "CONTRADICTING_ROWS",
            "DUPLICATE_ROW",
            "INVALID_TABLE",
            "NO_SENDER",
            "PARTY_WITHOUT_KEY",
            "UNKNOWN_COLUMN",
            "UNKNOWN_TABLE",
        ],
        "of lists: tests/seed/test_supplier_lists.py and test_lists_excel.py",
    ),
    "SUMMARY": "a remark of readers of other formats: tests/seed/test_catenax.py",
}
"""Codes that no case above earns, and why."""


@pytest.mark.parametrize(("content", "code", "pointer"), [*FORM, *CHECKED])
def test_a_fault_is_found_where_it_is(content: bytes, code: str, pointer: str | None) -> None:
    findings = judge_document(content)
    assert {finding.code for finding in findings} == {code}
    assert all(finding.severity is Severity.ERROR and finding.message and finding.remedy for finding in findings)
    if pointer is not None:
        assert [finding.pointer for finding in findings] == [pointer]


@pytest.mark.parametrize(
    ("content", "known", "pointer"),
    [
        pytest.param(
            doc(LOT, F.produced("lot", "p", 6), F.produced("lot", "q")), Known(), at(4), id="of-one-of-two-runs"
        ),
        pytest.param(
            doc(
                F.lot("in", 9, LITHIUM=0.2),
                F.lot("out", 10, LITHIUM=0.2),
                F.run("p"),
                F.run("q"),
                F.consumed("p", "in", 9),
                F.produced("out", "p"),
                F.produced("out", "q"),
            ),
            Known(),
            at(7),
            id="of-both-and-so-no-balance-is-judged",
        ),
        pytest.param(doc(F.produced("lot", "again")), KNOWN_LOT, at(2), id="of-a-run-told-later"),
    ],
)
def test_a_lot_from_several_runs_that_do_not_say_how_much_is_told(content: bytes, known: Known, pointer: str) -> None:
    (finding,) = judge_document(content, known)
    assert (finding.code, finding.pointer, finding.severity) == ("UNKNOWN_PORTION", pointer, Severity.WARNING)


@pytest.mark.parametrize(("content", "known", "code", "pointer"), KNOWN)
def test_a_conflict_with_what_is_known_is_found(content: bytes, known: Known, code: str, pointer: str) -> None:
    (finding,) = judge_document(content, known)
    assert (finding.code, finding.pointer, finding.severity) == (code, pointer, SEVERITY[code][0])


def test_every_code_has_a_case() -> None:
    earned = {case.values[-2] for case in (*FORM, *CHECKED, *KNOWN)}
    assert earned | ELSEWHERE.keys() == SEVERITY.keys()
    assert earned & ELSEWHERE.keys() == set()


@pytest.mark.parametrize(("content", "code", "pointer"), CHECKED)
def test_the_lenient_profile_judges_by_its_own_column(content: bytes, code: str, pointer: str | None) -> None:
    reading = replace(read("batlas", content), profile=Profile.LENIENT)
    findings = judge_reading(reading, Known())
    assert {(finding.code, finding.severity) for finding in findings} == {(code, SEVERITY[code][1])}


@pytest.mark.parametrize("code", SEVERITY)
def test_strict_is_never_milder_than_lenient(code: str) -> None:
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    strict, lenient = (found(profile, code, "", "", "").severity for profile in (Profile.STRICT, Profile.LENIENT))
    assert order.index(strict) <= order.index(lenient)


SOUND = [
    pytest.param(doc(F.lot("a", 10), F.lot("a", 10)), id="the-same-line-twice"),
    pytest.param(doc(LOT, F.consumed("p", "lot", 4), F.consumed("q", "lot", 6)), id="all-of-a-lot"),
    pytest.param(doc(F.lot("lot"), F.consumed("p", "lot", 1e9)), id="much-of-a-lot-of-unknown-quantity"),
    pytest.param(doc(F.lot("lot", 0.3), *(F.consumed(p, "lot", 0.1) for p in "pqr")), id="three-tenths-in-float64"),
    pytest.param(doc(LOT, F.consumed("p", "lot", 5), F.consumed("p", "lot", 5, role="HOME_SCRAP")), id="one-lot-in-two-roles"),
    pytest.param(doc(F.piece("lot") | {"quantity": 9}, F.contains("a", "lot", 5, from_="2025-01-01"), F.contains("b", "lot", 4)), id="a-lot-in-two-wholes"),
    pytest.param(doc(CELL, F.contains("a", "cell", from_="2025-01-01", to="2025-02-01"), F.contains("b", "cell", from_="2025-02-01")), id="moved-on-one-day"),
    pytest.param(doc(CELL, F.contains("a", "cell", from_="2025-01-01T10:00:00Z", to="2025-02-01T10:00:00Z"), F.contains("b", "cell", from_="2025-02-01T10:00:00Z")), id="moved-at-one-moment"),
    pytest.param(doc(CELL, F.contains("a", "cell", to="2025-02-01"), F.contains("b", "cell")), id="moved-once-nobody-knows-when"),
    pytest.param(doc(F.owned("cell", "p", from_="2025-01-01"), F.owned("cell", "p", from_="2025-01-01", to="2025-03-01")), id="opened-and-ended-in-one-document"),
    pytest.param(doc(F.run("make", ended="2025-03-10T09:00:00Z"), F.produced("cell", "make"), CELL, F.contains("pack", "cell", from_="2025-03-10")), id="built-in-on-the-day-it-was-made"),
    pytest.param(doc(F.run("dig", "EXTRACTION", started="2025-03-10T09:00:00Z"), F.produced("lot", "dig"), F.run("use", started="2025-03-10"), F.consumed("use", "lot", 1)), id="used-on-the-day-it-was-dug"),
    pytest.param(doc(F.run("dig", "EXTRACTION", ended="2025-03-10"), F.produced("lot", "dig"), F.run("use", ended="2025-03-10T08:00:00Z"), F.consumed("use", "lot", 1)), id="dug-some-time-that-day"),
    pytest.param(doc(F.lot("in", 10, LITHIUM=0.1), F.lot("out", 10, LITHIUM=0.10009), RUN, F.consumed("run", "in", 10), F.produced("out", "run")), id="closed-to-a-thousandth"),
    pytest.param(doc(F.lot("in", 10), F.lot("out", 10, LITHIUM=0.2), RUN, F.consumed("run", "in", 10), F.produced("out", "run")), id="input-of-unknown-content"),
    pytest.param(doc(F.lot("in", 1, LITHIUM=0.1), F.lot("out", 10, LITHIUM=0.2), F.run("dig", "EXTRACTION"), F.consumed("dig", "in", 1), F.produced("out", "dig")), id="lithium-from-the-ground"),
    pytest.param(doc(F.run("dig", "EXTRACTION", ended="2025-03-10T09:00:00Z"), F.produced("lot", "dig"), F.run("use", ended="2025-03-10T09:00:00Z"), F.consumed("use", "lot", 1)), id="used-at-the-moment-it-was-dug"),
    pytest.param(doc(F.owned("cell", "p", from_="2026-11-01T20:00:00Z")), id="a-clock-that-runs-ahead"),
    pytest.param(
        doc(
            {"type": "model", "key": "urn:x:roll", "kind": "MATERIAL", "massKg": 50, "composition": {"kind": "SPECIFICATION", "fractions": {"COPPER": 1}}},
            F.lot("rod", 60, COPPER=1), F.run("draw"), F.consumed("draw", "rod", 60),
            F.lot("foil") | {"unit": "M", "quantity": 1000, "model": "urn:x:roll"}, F.produced("foil", "draw"),
        ),
        id="a-model-weighs-a-piece-and-no-metre",
    ),
    pytest.param(doc(*(F.lot(n, 1) | {"identifiers": [{"scheme": "PART", "value": "P-1"}, {"scheme": "OTHER", "value": "x"}]} for n in "ab")), id="a-part-number-is-shared"),
    pytest.param(doc(F.lot("_:a", 1, lot="A"), F.consumed("p", F.made_key("maker", "material", "A"), 1)), id="a-local-item-by-its-made-up-key"),
    pytest.param(doc(F.lot("a", 1) | {"identifiers": [{"scheme": "LOT", "value": "A", "issuer": "urn:x:maker"}]}), id="its-own-number-as-identifier"),
    pytest.param(doc(CELL | {"model": "urn:x:m"}, {"type": "model", "key": "urn:x:m", "kind": "CELL"}), id="cell-of-a-cell-model"),
    pytest.param(doc(PACK, CELL, F.piece("module", "MODULE"), F.contains("pack", "module"), F.contains("module", "cell"), F.contains("pack", "c"), F.piece("c", "COMPONENT")), id="parts-in-order"),
    pytest.param(b"\xef\xbb\xbf" + doc(LOT, CELL).replace(b"\n", b"\r\n\r\n"), id="byte-order-mark-and-windows-lines"),
    pytest.param(doc(F.party("p", name="배터리 ⚡", nameKo=None)), id="unicode-and-null"),
    pytest.param(doc(F.owned("cell", "p", from_="2026-11-01T08:59:00+09:00")), id="owned-since-this-morning"),
]  # fmt: skip


@pytest.mark.parametrize("content", SOUND)
def test_what_is_sound_has_no_finding(content: bytes) -> None:
    assert judge_document(content) == []


def test_every_fault_is_told_at_once() -> None:
    content = doc(
        LOT | {"quantity": -1},
        F.run("_:p", kind="MAGIC"),
        F.produced("_:nowhere", "_:p"),
        F.lot("other", 10),
        F.consumed("_:p", "other", 60),
        F.contains("a", "a"),
    )
    # The process on line 3 could not be read, so its name does not dangle as well.
    assert [(f.code, f.pointer) for f in judge_document(content)] == [
        ("NON_POSITIVE_QUANTITY", "line 2 /quantity"),
        ("INVALID_VALUE", "line 3 /kind"),
        ("DANGLING_LOCAL_NAME", "line 4"),
        ("OVERDRAFT", "line 6"),
        ("CYCLE", "line 7"),
    ]


def test_what_unread_lines_may_set_right_is_not_judged() -> None:
    content = doc(
        F.lot("in", 10, LITHIUM=0.1),
        F.lot("out", 10, LITHIUM=0.2),
        RUN,
        F.consumed("run", "in", 10),
        F.produced("out", "run"),
        F.consumed("run", "more", -10),
        F.run("late", started="2025-03-11"),
        F.produced("in", "late"),
    )
    assert [f.code for f in judge_document(content)] == ["NON_POSITIVE_QUANTITY"]


def test_faults_are_listed_up_to_a_bound() -> None:
    many = judge_document(HEAD + b"{}\n" * 20_000)
    assert [f.code for f in many[-1:]] == ["TOO_MANY_FAULTS"]
    assert len(many) == 10_002
    fields = ", ".join(f'"f{n}": 1' for n in range(500))
    line = judge_document(HEAD + f'{{"type": "party", "key": "urn:x:p", {fields}}}'.encode())
    assert [f.code for f in line] == ["UNKNOWN_FIELD"] * 100 + ["TOO_MANY_FAULTS"]
    assert "500 faults" in line[-1].message


@pytest.mark.parametrize(
    ("records", "count"),
    [
        pytest.param([F.party(f"p{n}") for n in range(4)], 4, id="records"),
        pytest.param([CELL | {"identifiers": [{"scheme": "PART", "value": str(n)} for n in range(3)]}], 4, id="identifiers"),
        pytest.param([F.certificate("c", "maker", "a", "b"), F.owned("a", "b")], 5, id="subjects"),
    ],
)  # fmt: skip
def test_a_document_of_too_many_records_is_told_their_number(records: list[Record], count: int) -> None:
    (finding,) = [f for f in judge_document(doc(*records), max_records=3) if f.code == "TOO_MANY_RECORDS"]
    assert finding.params == {"count": count, "limit": 3}


def test_a_document_of_too_many_bytes_is_not_read() -> None:
    (finding,) = judge_document(HEAD + b" " * 33_554_432)
    assert (finding.code, finding.pointer) == ("TOO_MANY_RECORDS", "document")


def test_a_message_names_the_values_and_the_remedy_the_nearest_field() -> None:
    (finding,) = judge_document(doc(LOT, F.consumed("p", "lot", 12)))
    assert finding.message == "12 kg are taken from urn:x:lot, of which there are 10 kg; all submissions are counted."
    assert finding.params == {"total": 12, "quantity": 10, "unit": "kg"}
    (finding,) = judge_document(doc(CELL | {"masPerUnitKg": 1}))
    assert finding.remedy == "Did you mean `massPerUnitKg`?"
    (finding,) = judge_document(doc(F.lot("l", composition={"kind": "MEASURED"})))
    assert finding.remedy == "State fractions: kg of the mineral in one kg of the compound."
    (finding,) = judge_document(doc(F.lot("l", composition={"kind": "MEASURED", "fractions": {}, "colour": "red"})))
    assert finding.remedy == "Leave it out; the fields are kind, compound, fractions, complete."


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(f'{{"type": "party", "key": "urn:x:p", "{"n" * 100_000}": 1}}', id="field"),
        pytest.param(f'{{"type": "party", "key": "urn:x:p", "name": "{"n" * 100_000}"}}', id="text"),
        pytest.param(f'{{"type": "party", "key": "urn:x:p", "roles": ["{"n" * 100_000}"]}}', id="role"),
        pytest.param(f'{{"type": "process", "key": "urn:x:p", "kind": "OTHER", "recovery": {{"{"n" * 100_000}": 1}}}}', id="mineral"),
        pytest.param(f'{{"type": "{"n" * 100_000}"}}', id="type"),
    ],
)  # fmt: skip
def test_what_is_endless_is_told_in_short(line: str) -> None:
    (finding,) = judge_document(HEAD + line.encode())
    assert len(finding.message) < 300
    assert len(finding.pointer) < 200
    assert all(len(str(value)) < 200 for value in finding.params.values())


def test_several_cycles_are_told_together() -> None:
    findings = judge_document(
        doc(F.contains("a", "b"), F.contains("b", "a"), F.contains("c", "d"), F.contains("d", "c"))
    )
    assert [(f.code, f.about) for f in findings] == [
        ("CYCLE", ("urn:x:a", "urn:x:b")),
        ("CYCLE", ("urn:x:c", "urn:x:d")),
    ]
