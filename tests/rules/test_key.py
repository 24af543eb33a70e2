"""The committed forms of made-up keys, written out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.key import document_key, identifier_key, is_alias, item_key, parse_item_key, submission_key
from rules.vocabulary import IdentifierScheme, ItemKind

TEXT = st.text(st.characters(codec="utf-8"), min_size=1)


def test_a_lot_is_named_by_party_kind_and_number() -> None:
    assert item_key("urn:example:acme", "CELL", "A/1 b") == "urn:batlas:item:urn%3Aexample%3Aacme:cell:A%2F1%20b"


def test_what_is_not_ascii_is_encoded_as_utf_8() -> None:
    assert item_key("urn:x:y", "MATERIAL", "가") == "urn:batlas:item:urn%3Ax%3Ay:material:%EA%B0%80"


def test_other_local_names_are_bound_to_the_document() -> None:
    assert (
        document_key("process", "0123456789abcdef" * 4, "_:a b")
        == "urn:batlas:process:" + "0123456789abcdef" * 2 + ":a%20b"
    )


def test_a_submission_is_named_by_its_bytes() -> None:
    assert submission_key("ab") == "urn:batlas:submission:ab"


@pytest.mark.parametrize(
    ("scheme", "issuer", "key", "alias"),
    [
        pytest.param("LOT", "urn:x:y", "urn:batlas:item:urn%3Ax%3Ay:cell:1", True, id="lot"),
        pytest.param("SERIAL", "urn:x:y", "urn:batlas:item:urn%3Ax%3Ay:cell:1", True, id="serial"),
        pytest.param("OTHER", "urn:x:y", "urn:batlas:item:urn%3Ax%3Ay:cell:1", True, id="other-with-issuer"),
        pytest.param("OTHER", None, "urn:batlas:identifier:other::1", False, id="other"),
        pytest.param("VIN", None, "urn:batlas:identifier:vin:1", True, id="vin"),
        pytest.param("VIN", "urn:x:y", "urn:batlas:identifier:vin:1", True, id="vin-whoever-gives-it"),
        pytest.param("GBT34014", "urn:x:y", "urn:batlas:identifier:gbt34014:1", True, id="battery-code"),
        pytest.param("PART", "urn:x:y", "urn:batlas:identifier:part:urn%3Ax%3Ay:1", False, id="part-number"),
        pytest.param("GTIN", None, "urn:batlas:identifier:gtin::1", False, id="trade-item-number"),
    ],
)
def test_an_identifier_names_a_thing_or_many(scheme: str, issuer: str | None, key: str, alias: bool) -> None:
    assert identifier_key(IdentifierScheme(scheme), issuer, "CELL", "1") == key
    assert is_alias(IdentifierScheme(scheme), issuer) is alias


@given(TEXT, st.sampled_from(ItemKind), TEXT)
def test_an_item_key_is_read_back(party: str, kind: ItemKind, number: str) -> None:
    assert parse_item_key(item_key(party, kind, number)) == (party, kind, number)


@pytest.mark.parametrize(
    "key",
    [
        "urn:x:y",
        "urn:batlas:item:",
        "urn:batlas:item:a:cell",
        "urn:batlas:item:a:cell:1:2",
        "urn:batlas:item:a:Cell:1",
        "urn:batlas:item:a:engine:1",
        "urn:batlas:item:urn%3aa:cell:1",
        "urn:batlas:item:a:cell:1 ",
    ],
)
def test_what_is_no_item_key_is_not_read(key: str) -> None:
    assert parse_item_key(key) is None
