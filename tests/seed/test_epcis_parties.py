"""Sources and destinations, and the owners and holders that they become."""

import pytest

from tests.seed.captures import (
    CELL,
    FLEET,
    LOT,
    MAKER,
    PACK,
    SALE,
    amount,
    codes,
    event,
    facts,
    hour_of,
    made,
    reading,
    side,
)


def test_a_sale_ends_one_ownership_and_begins_another() -> None:
    read_ = reading(event("TransactionEvent", 9, action="ADD", bizStep="shipping", **SALE, **side(MAKER, FLEET)))
    assert facts(read_, "owned") == [
        {"type": "owned", "item": PACK, "party": MAKER, "to": "2024-03-01T09:00:00Z"},
        {"type": "owned", "item": PACK, "party": FLEET, "from": "2024-03-01T09:00:00Z"},
    ]
    assert codes(read_) == ["SUMMARY"]


def test_who_owns_already_does_not_begin_to_own_again() -> None:
    read_ = reading(
        event("TransactionEvent", 9, action="ADD", **SALE, **side(None, FLEET)),
        event("ObjectEvent", 12, epcList=[PACK], action="OBSERVE", bizStep="receiving", **side(None, FLEET)),
    )
    assert [(f["party"], hour_of(f["from"])) for f in facts(read_, "owned")] == [(FLEET, 9)]
    assert read_.ignored["ObjectEvent.destinationList owning_party of receiving"] == 1


def test_what_is_taken_back_from_a_sale_changes_no_owner() -> None:
    read_ = reading(made(CELL), event("TransactionEvent", 9, action="DELETE", **SALE, **side(None, FLEET)))
    assert facts(read_, "owned") == []
    assert read_.ignored["TransactionEvent.destinationList owning_party"] == 1


def test_one_party_may_stand_without_a_list() -> None:
    sold = event("TransactionEvent", 9, action="ADD", **SALE)
    read_ = reading({**sold, "destinationList": {"type": "owning_party", "destination": FLEET}})
    assert [fact["party"] for fact in facts(read_, "owned")] == [FLEET]


def test_custody_ends_when_shipped_and_begins_when_received() -> None:
    held = side(MAKER, FLEET, kind="https://ref.gs1.org/cbv/SDT-possessing_party")
    read_ = reading(
        event(
            "ObjectEvent",
            7,
            epcList=[PACK],
            action="OBSERVE",
            bizStep="receiving",
            **side(None, MAKER, "possessing_party"),
        ),
        event("ObjectEvent", 9, epcList=[PACK], action="OBSERVE", bizStep="shipping", **held),
        event("ObjectEvent", 12, epcList=[PACK], action="OBSERVE", bizStep="receiving", **held),
    )
    assert [(f["party"], hour_of(f.get("from")), hour_of(f.get("to"))) for f in facts(read_, "custody")] == [
        (MAKER, 7, 9),
        (FLEET, 12, None),
    ]
    # On the way nobody's custody is stated: who gets it at the shipping, and who gave it at the receiving.
    assert read_.ignored["ObjectEvent.destinationList possessing_party of shipping"] == 1
    assert read_.ignored["ObjectEvent.sourceList possessing_party of receiving"] == 1


def test_on_the_way_nobody_gets_or_gives_anything() -> None:
    held = side(MAKER, FLEET, kind="possessing_party")
    read_ = reading(made(CELL), event("ObjectEvent", 9, epcList=[PACK], action="OBSERVE", bizStep="loading", **held))
    assert facts(read_, "custody") == []
    assert read_.ignored["ObjectEvent.sourceList possessing_party"] == 1


@pytest.mark.parametrize(("quantity", "owners"), [(600, [FLEET]), (200, [])], ids=["all-of-it", "a-part"])
def test_a_part_of_a_lot_has_no_owner_of_its_own(quantity: float, owners: list[str]) -> None:
    read_ = reading(
        event("ObjectEvent", 8, quantityList=[amount(LOT, 600, "KGM")], action="ADD"),
        event("TransactionEvent", 9, action="ADD", quantityList=[amount(LOT, quantity, "KGM")], **side(None, FLEET)),
    )
    assert [fact["party"] for fact in facts(read_, "owned")] == owners
    assert ("TransactionEvent of a part of a lot, for who owns or holds it" in read_.ignored) == (not owners)
