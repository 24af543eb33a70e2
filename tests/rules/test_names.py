"""Local names become keys, and alias keys the keys of their items."""

import pytest

from rules.certificate import Certificate
from rules.checks.document import Document
from rules.checks.names import resolve, with_aliases
from rules.item import Item
from rules.link import Contains
from rules.vocabulary import Profile
from seed.readers import read
from tests.facts import Facts, Record

F = Facts()


def resolved(*records: Record) -> Document:
    """The document of the records, which has no finding."""
    reading = read("batlas", F.document(*records))
    assert reading.header is not None
    document, findings = resolve(reading, reading.header.sender)
    assert (list(reading.findings), findings) == ([], [])
    return document


def test_a_local_item_gets_its_key_wherever_it_is_named() -> None:
    document = resolved(F.piece("_:c", serial="S-1"), F.contains("pack", "_:c"), F.certificate("z", "_:c"))
    key = F.made_key("maker", "cell", "S-1")
    assert document.items.keys() == {key}
    assert ("contains", "urn:x:pack", key, "") in document.links
    certificate = document.nodes["Certificate", "urn:x:z"].fact
    assert isinstance(certificate, Certificate)
    assert certificate.subjects == (key,)


def test_an_issuer_may_be_a_local_party() -> None:
    document = resolved(
        F.party("_:p"), F.lot("a", 1) | {"identifiers": [{"scheme": "LOT", "value": "1", "issuer": "_:p"}]}
    )
    (party,) = (key for label, key in document.nodes if label == "Party")
    (item,) = document.items.values()
    assert isinstance(item, Item)
    assert party.startswith("urn:batlas:party:")
    assert item.identifiers[0].issuer == party


def test_the_name_of_a_process_is_another_in_another_document() -> None:
    one = resolved(F.run("_:p"))
    other = resolved(F.run("_:p"), F.run("q"))
    assert one.nodes.keys() & other.nodes.keys() == set()


def test_the_end_of_an_interval_counts_in_whatever_order() -> None:
    opened, ended = F.contains("p", "c", from_="2025-01-01"), F.contains("p", "c", from_="2025-01-01", to="2025-02-01")
    for records in ((opened, ended), (ended, opened)):
        (placed,) = resolved(*records).links.values()
        assert isinstance(placed.fact, Contains)
        assert placed.fact.to is not None


@pytest.mark.parametrize(
    ("quantity", "codes"),
    [pytest.param(5, [], id="the-same"), pytest.param(6, ["DUPLICATE_IDENTITY"], id="another")],
)
def test_links_that_turn_out_to_be_one_are_compared(quantity: float, codes: list[str]) -> None:
    document = resolved(F.consumed("p", "a", 5), F.consumed("p", "b", quantity))
    one, findings = with_aliases(document, {"urn:x:a": "urn:x:b"}, Profile.STRICT)
    assert len(one.links) == 1
    assert [finding.code for finding in findings] == codes
