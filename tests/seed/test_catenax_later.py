"""Aspects of later generations, small: told by their names whatever their version, and read as far as their fields are known."""

from datetime import UTC, datetime
from typing import Any

import pytest

from rules.item import Item
from rules.link import Contains, HasPart, MadeAt
from rules.model import Model
from rules.process import Process
from rules.reading import Reading
from rules.vocabulary import IdentifierScheme, ItemKind, Severity, Unit
from seed.readers import read
from tests.seed.containers import ROOT, child, container, holds, part, twin
from tests.seed.later import Json, items_of, later, planned, urn, used_in


def site(number: str = "BPNS1", **more: str) -> Json:
    """Where a type is made by plan."""
    return {"catenaXSiteId": number, "function": "production"} | more


def sites(*places: Json) -> Json:
    """The content of PartSiteInformationAsPlanned."""
    return {"sites": list(places)}


def facts(reading: Reading, kind: type[Any]) -> list[Any]:
    """Those of one record."""
    return [placed.fact for placed in reading.facts if isinstance(placed.fact, kind)]


def links(reading: Reading) -> list[tuple[str, str, float | None]]:
    """Numbers of whole and part, and the quantity, of each built link."""
    return [(f.whole.rpartition(":")[2], f.part.rpartition(":")[2], f.quantity) for f in facts(reading, Contains)]


def plans(reading: Reading) -> list[tuple[str, str, float]]:
    """The same of each planned link."""
    return [(f.model.rpartition(":")[2], f.part.rpartition(":")[2], f.quantity) for f in facts(reading, HasPart)]


@pytest.mark.parametrize(
    ("aspect", "kind", "unit"),
    [
        pytest.param("SerialPart", ItemKind.COMPONENT, Unit.PIECE, id="serial"),
        pytest.param("JustInSequencePart", ItemKind.COMPONENT, Unit.PIECE, id="just-in-sequence"),
        pytest.param("Batch", ItemKind.MATERIAL, Unit.KG, id="batch"),
    ],
)
@pytest.mark.parametrize("version", ["1.0.0", "2.0.1", "3.0.0", "9.1.0"])
def test_a_part_is_read_in_any_version_that_has_its_fields(
    aspect: str, version: str, kind: ItemKind, unit: Unit
) -> None:
    content = container({"catenaXId": "urn:uuid:1", urn(aspect, version): [part()]})
    (item,) = facts(read("catenax", content), Item)
    assert (item.key, item.kind, item.unit) == ("urn:uuid:1", kind, unit)


def test_a_version_with_other_fields_is_a_warning_and_the_rest_is_read() -> None:
    strange = {"catenaXId": "urn:uuid:2", urn("Batch", "9.0.0"): [{"what": "Glue"}]}
    reading = read("catenax", container(twin(1, serial=part()), strange))
    assert [item.key for item in facts(reading, Item)] == ["urn:uuid:1"]
    (warning,) = [finding for finding in reading.findings if finding.code != "SUMMARY"]
    assert (warning.code, warning.severity) == ("UNKNOWN_RECORD_TYPE", Severity.WARNING)
    assert "Batch 9.0.0 is not understood" in warning.message
    assert warning.pointer == f"{ROOT}/1/{urn('Batch', '9.0.0')}/0"
    assert reading.ignored[urn("Batch", "9.0.0")] == 1


def test_a_known_version_without_its_fields_is_an_error() -> None:
    reading = read("catenax", container(twin(1, serial=part()), later(2, Batch={"what": "Glue"})))
    assert {(f.code, f.severity) for f in reading.findings} >= {("MISSING_FIELD", Severity.ERROR)}


def test_planned_parts_become_models_and_no_items() -> None:
    reading = read(
        "catenax",
        container(
            later(1, "BPNL1", PartAsPlanned=planned("Vehicle Model A"), SingleLevelBomAsPlanned=items_of(2, 5)),
            later(2, "BPNL2", PartAsPlanned=planned("OEM A High Voltage Battery"), SingleLevelBomAsPlanned=items_of(3)),
            later(3, PartAsPlanned=planned("HV Modul"), SingleLevelBomAsPlanned=items_of(4, value=12)),
            later(4, PartAsPlanned=planned("ZB ZELLE")),
            later(5, PartAsPlanned=planned("Battery")),
            later(6, PartAsPlanned=planned("b/test High Voltage Battery")),
        ),
    )
    assert facts(reading, Item) == []
    assert [(m.key[-1], m.kind, m.name, m.manufacturer) for m in facts(reading, Model)] == [
        ("1", ItemKind.VEHICLE, "Vehicle Model A", "urn:bpn:BPNL1"),
        ("2", ItemKind.PACK, "OEM A High Voltage Battery", "urn:bpn:BPNL2"),
        ("3", ItemKind.MODULE, "HV Modul", None),
        ("4", ItemKind.CELL, "ZB ZELLE", None),
        ("5", ItemKind.COMPONENT, "Battery", None),
        # A starter battery is not called that, whether its cells are stated or not.
        ("6", ItemKind.PACK, "b/test High Voltage Battery", None),
    ]
    assert plans(reading) == [("1", "2", 1), ("1", "5", 1), ("2", "3", 1), ("3", "4", 12)]
    (summary,) = reading.findings
    assert (summary.params["models"], summary.params["planned_relations"]) == (6, 4)


def test_a_planned_quantity_in_litres_is_kept_as_a_number_with_a_warning() -> None:
    bill = items_of(2, unit="unit:litre", value=10)
    reading = read("catenax", container(later(1, PartAsPlanned=planned("Glue gun"), SingleLevelBomAsPlanned=bill)))
    assert plans(reading) == [("1", "2", 10)]
    (warning,) = [finding for finding in reading.findings if finding.code == "UNIT_MISMATCH"]
    assert warning.about == ("urn:uuid:1", "urn:uuid:2")
    assert "10 unit:litre" in warning.message


def test_a_link_is_read_from_either_side_and_stated_once() -> None:
    whole = later(1, SerialPart=part(), SingleLevelBomAsBuilt=items_of(2))
    below = (later(2, SerialPart=part(), SingleLevelUsageAsBuilt=used_in(1, 3)), later(3, SerialPart=part()))
    reading = read("catenax", container(whole, *below))
    assert links(reading) == [("1", "2", 1), ("3", "2", 1)]
    assert reading.counts["relation"] == 2


def test_what_the_whole_says_of_a_link_goes_before_what_the_part_says() -> None:
    part_first = later(2, Batch=part("Glue"), SingleLevelUsageAsBuilt=used_in(1, value=7))
    reading = read(
        "catenax", container(part_first, later(1, SerialPart=part(), SingleLevelBomAsBuilt=items_of(2, value=5)))
    )
    assert links(reading) == [("1", "2", 5), ("1", "2", 7)]


def test_planned_links_are_read_from_either_side() -> None:
    usage = {
        "parentParts": [
            {
                "parentCatenaXId": "urn:uuid:1",
                "quantity": {"quantityNumber": 3, "measurementUnit": "unit:piece"},
            }
        ]
    }
    reading = read("catenax", container(later(2, PartAsPlanned=planned("Key"), SingleLevelUsageAsPlanned=usage)))
    assert plans(reading) == [("1", "2", 3)]
    assert links(reading) == []


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(
            later(1, SerialPart=part(), SingleLevelUsageAsBuilt=used_in(2, isOnlyPotentialParent=True)),
            "SingleLevelUsageAsBuilt.parentItems that are only potential",
            id="parent-that-may-be",
        ),
        pytest.param(later(1, SerialPart=part(), PartSiteInformationAsPlanned=sites(site())), "PartSiteInformationAsPlanned.sites of a part that is not planned", id="planned-site-of-a-built-part"),
        pytest.param(later(1, PartAsPlanned=planned("Cell"), PartSiteInformationAsPlanned=sites(site(function="storage"))), "PartSiteInformationAsPlanned.sites storage", id="site-that-makes-nothing"),
        pytest.param(later(1, SerialPart=part(), SecondaryMaterialContent={}), urn("SecondaryMaterialContent"), id="recycled-content"),
        pytest.param(
            later(1, SerialPart=part(), JustInSequencePart=part()),
            f"{urn('JustInSequencePart')} (a further one of the same twin)",
            id="a-part-twice",
        ),
        pytest.param(
            later(1, TractionBatteryCode={"tractionBatteryCode": "C", "productType": "cell"}),
            "TractionBatteryCode.tractionBatteryCode",
            id="code-of-no-part",
        ),
        pytest.param(later(1, "BPNL9", SerialPart=part()), "bpnl", id="provider-that-is-not-the-maker"),
        pytest.param(later(1, "BPNL9"), "bpnl", id="provider-of-no-part"),
        pytest.param(
            later(1, SingleLevelUsageAsPlanned={"parentParts": [{"parentCatenaXId": "urn:uuid:2"}]}),
            "planned relation without a quantity",
            id="plan-of-how-many",
        ),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_counted_by_name(content: Json, name: str) -> None:
    reading = read("catenax", container(content, twin(9, serial=part())))
    assert reading.ignored[name] == 1
    assert links(reading) == []


def test_a_planned_type_is_made_at_its_sites_for_as_long_as_is_said() -> None:
    days = {"functionValidFrom": "2024-01-01", "functionValidUntil": "2999-12-31"}
    said = sites(site("BPNS2", **days), {"catenaXsiteId": "BPNS1", "functionValidFrom": "2024-01-01T09:00:00+09:00"})
    reading = read("catenax", container(later(1, PartAsPlanned=planned("Cell"), PartSiteInformationAsPlanned=said)))
    assert [(f.model, f.facility, f.valid_from, f.valid_to) for f in facts(reading, MadeAt)] == [
        # A bare date: from its beginning, and until its end.
        ("urn:uuid:1", "urn:bpn:BPNS2", datetime(2024, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)),
        ("urn:uuid:1", "urn:bpn:BPNS1", datetime(2024, 1, 1, tzinfo=UTC), None),
    ]
    assert [finding.code for finding in reading.findings] == ["SUMMARY"]


@pytest.mark.parametrize(
    ("given", "code", "where"),
    [
        pytest.param(site("not one"), "INVALID_VALUE", "", id="no-number"),
        pytest.param(site(functionValidFrom="soon"), "INVALID_VALUE", "/functionValidFrom", id="no-time"),
        pytest.param(
            site(functionValidUntil="2024-01-01T00:00:00"), "TIME_WITHOUT_ZONE", "/functionValidUntil", id="no-zone"
        ),
        pytest.param(
            site(functionValidFrom="2024-01-02", functionValidUntil="2024-01-01"),
            "INVALID_VALUE",
            "",
            id="ends-before-it-begins",
        ),
    ],
)
def test_what_is_wrong_with_a_site_is_told_with_its_place(given: Json, code: str, where: str) -> None:
    twin_ = later(1, PartAsPlanned=planned("Cell"), PartSiteInformationAsPlanned=sites(given))
    reading = read("catenax", container(twin_))
    finding, summary = reading.findings
    assert (finding.code, finding.pointer.rpartition("/0/sites/0")[2], summary.code) == (code, where, "SUMMARY")


def test_who_provides_a_part_without_a_maker_makes_it() -> None:
    content = part() | {"localIdentifiers": [{"key": "jisNumber", "value": "J-1"}]}
    reading = read("catenax", container(later(1, "BPNL7", JustInSequencePart=content)))
    (run,) = facts(reading, Process)
    assert run.operator == "urn:bpn:BPNL7"
    (item,) = facts(reading, Item)
    # A number in a sequence is used again: it names no one part, and is no serial number.
    assert [(i.scheme, i.value, i.issuer) for i in item.identifiers] == [(IdentifierScheme.OTHER, "J-1", None)]
    assert item.serial is None


def test_a_part_with_a_vehicle_number_is_a_vehicle() -> None:
    hybrid = part("Hybrid", "2024-01-01", ("partInstanceId", "OMA"), ("van", "OMA"))
    (item,) = facts(read("catenax", container(later(1, SerialPart=hybrid))), Item)
    assert item.kind is ItemKind.VEHICLE


def test_the_site_for_production_is_where_it_was_made() -> None:
    sites = [
        {"catenaXSiteId": "BPNS1", "function": "warehouse"},
        {"catenaXsiteId": "BPNS2", "function": "production"},
    ]
    made = {"date": "2024-01-01", "country": "DEU", "sites": sites}
    reading = read("catenax", container(later(1, SerialPart=part() | {"manufacturingInformation": made})))
    (run,) = facts(reading, Process)
    assert run.facility == "urn:bpn:BPNS2"
    assert reading.ignored["manufacturingInformation.sites warehouse"] == 1


def test_a_battery_holds_what_its_codes_say_at_every_depth() -> None:
    cell = {"tractionBatteryCode": "C-1", "productType": "cell"}
    module = {"tractionBatteryCode": "M-1", "productType": "module", "subcomponents": [cell]}
    pack = {"tractionBatteryCode": "P-1", "productType": "pack", "subcomponents": [module]}
    reading = read("catenax", container(later(1, SerialPart=part("Key"), TractionBatteryCode=pack)))
    (item,) = facts(reading, Item)
    assert item.kind is ItemKind.PACK
    assert (IdentifierScheme.GBT34014, "P-1") in {(i.scheme, i.value) for i in item.identifiers}
    assert links(reading) == [("1", "M-1", 1), ("M-1", "C-1", 1)]


def test_an_aspect_about_another_part_is_left_out_of_a_twin_that_is_described_without_it() -> None:
    stray = part("Other") | {"catenaXId": "urn:uuid:7"}
    reading = read("catenax", container(later(1, JustInSequencePart=stray, SerialPart=part("Key"))))
    (item,) = facts(reading, Item)
    assert (item.key, item.name) == ("urn:uuid:1", "Key")
    (warning,) = [finding for finding in reading.findings if finding.code != "SUMMARY"]
    assert (warning.code, warning.severity) == ("DUPLICATE_IDENTITY", Severity.WARNING)
    assert reading.ignored[f"{urn('JustInSequencePart')} (about another part)"] == 1


@pytest.mark.parametrize("there", ["built", "used"])
def test_a_planned_bill_of_a_part_that_was_built_is_left_out_with_a_warning(there: str) -> None:
    plan = later(1, PartAsPlanned=planned("Key"), SingleLevelBomAsPlanned=items_of(2))
    other = (
        later(2, SerialPart=part()) if there == "built" else twin(3, serial=part(), assembly=holds(child("urn:uuid:2")))
    )
    reading = read("catenax", container(plan, other))
    assert plans(reading) == []
    warnings = [(f.code, f.severity, f.about) for f in reading.findings if f.code != "SUMMARY"]
    assert warnings == [("KIND_MISMATCH", Severity.WARNING, ("urn:uuid:2",))]


def test_a_part_that_is_planned_and_built_is_the_part_that_was_built() -> None:
    reading = read("catenax", container(later(1, SerialPart=part(), PartAsPlanned=planned("Key"))))
    assert (len(facts(reading, Item)), len(facts(reading, Model))) == (1, 0)
    assert [f.code for f in reading.findings] == ["KIND_MISMATCH", "SUMMARY"]
    assert reading.ignored["PartAsPlanned of a part that was built"] == 1


@pytest.mark.parametrize(
    ("quantity", "place"),
    [
        pytest.param({"value": 1}, "/quantity", id="no-unit"),
        pytest.param({"unit": "unit:piece"}, "/quantity", id="no-number"),
        pytest.param({"value": 1, "quantityNumber": 2, "unit": "unit:piece"}, "/quantity", id="two-numbers"),
        pytest.param({"value": 0, "unit": "unit:piece"}, "/quantity/value", id="nothing"),
        pytest.param({"value": 1, "unit": 5}, "/quantity/unit", id="unit-is-a-number"),
    ],
)
def test_a_quantity_that_cannot_be_read_is_told_with_its_place(quantity: Json, place: str) -> None:
    bill = {"childItems": [{"catenaXId": "urn:uuid:2", "quantity": quantity}]}
    reading = read("catenax", container(later(1, SerialPart=part(), SingleLevelBomAsBuilt=bill)))
    (fault,) = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    assert fault.pointer == f"{ROOT}/0/{urn('SingleLevelBomAsBuilt')}/0/childItems/0{place}"


LONG = {"tractionBatteryCode": "가" * 60, "productType": "cell"}
SITES = {"date": "2024-01-01", "sites": [{"catenaXSiteId": "BPN S"}]}
ONE = {"value": 1, "unit": "unit:piece"}


@pytest.mark.parametrize(
    ("aspect", "content", "place"),
    [
        pytest.param("SerialPart", part() | {"manufacturingInformation": SITES}, "manufacturingInformation/sites/0", id="site-with-blank"),
        pytest.param("TractionBatteryCode", LONG | {"tractionBatteryCode": "C", "subcomponents": [LONG]}, "subcomponents/0/tractionBatteryCode", id="endless-code"),
        pytest.param("SingleLevelBomAsBuilt", {"childItems": [{"quantity": ONE}]}, "childItems/0", id="child-without-id"),
        pytest.param("SingleLevelUsageAsBuilt", {"parentItems": [{"quantity": ONE}]}, "parentItems/0", id="parent-without-id"),
        pytest.param("SingleLevelUsageAsBuilt", {"parentItems": [{"catenaXId": "urn:a:b", "parentCatenaXId": "urn:a:b"}]}, "parentItems/0", id="parent-with-two-ids"),
    ],
)  # fmt: skip
def test_a_fault_of_a_later_aspect_is_told_with_its_place(aspect: str, content: Json, place: str) -> None:
    entry = {"catenaXId": "urn:uuid:1", urn("SerialPart"): [part()]} | {urn(aspect): [content]}
    reading = read("catenax", container(entry))
    (fault,) = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    assert fault.pointer == f"{ROOT}/0/{urn(aspect)}/0/{place}"
    assert fault.code in ("INVALID_VALUE", "MISSING_FIELD")
