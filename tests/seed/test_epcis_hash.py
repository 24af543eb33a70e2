"""Event hash ids of the Core Business Vocabulary 2.0, section 8.9.

Expected ids are those that the reference implementation publishes (RalphTro/epcis-event-hash-generator, MIT licence,
tests/examples/documents and tests/examples/expected/CBV2.0, each named as the case here).
"""

import time

import pytest

from seed.readers.epcis.event_hash import event_hash_id, pre_hash
from seed.readers.epcis.gs1_key import check_digit, parse_gs1
from seed.readers.epcis.term import prefixes_of
from tests.seed.published_events import (
    BOUGHT,
    COMMISSIONED,
    EXAMPLE,
    EXTENDED,
    KEYS,
    LOCATED,
    OWNED,
    PACKED,
    PACKED_LOTS,
    ROUNDED,
    SENSED,
    STANDARD,
    TURNED,
    WATCHED,
    Json,
    event,
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(
            KEYS, "028e1a1a0aef2be946fa8026eec361159033cab9d4da3f94bee1d58070b20198", id="epclist_normalisation"
        ),
        pytest.param(
            EXTENDED,
            "6ae96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7",
            id="ReferenceEventHashAlgorithm",
        ),
        pytest.param(
            SENSED,
            "271565c346ae2fb28c4583c4dca4ab4772d465eb4e0b6e548d77d8b49377d95c",
            id="ReferenceEventHashAlgorithm2",
        ),
        pytest.param(
            OWNED,
            "3ae14c02c4bdc220cc31942cf804f6845eb8dec96ba6483391c92a9b165f9329",
            id="ReferenceEventHashAlgorithm3",
        ),
        pytest.param(
            ROUNDED, "af7658e711574363633f20b3dadc7bc4c13c6f612cf96d95e03c421c0e58f3c6", id="TimeStampRoundOff-1"
        ),
        pytest.param(
            WATCHED, "bf052637920f56c28bd6bc4ce10bb296203fcddc543f1e293d5a77b07592dcec", id="TimeStampRoundOff-3"
        ),
        pytest.param(
            COMMISSIONED,
            "5f396ea5cb32fe4d0980cb79f5a5eb9640559e9f5a6cefa5c98a7d6ad554b50b",
            id="epcisDocWithVariousEventTypes-4",
        ),
        pytest.param(
            PACKED,
            "c941e6486c561c2be83c28dc228c150eaef9a6befb1015e6cc563982fb7414b6",
            id="epcisDocWithVariousEventTypes-5",
        ),
        pytest.param(
            PACKED_LOTS,
            "cfda50b7ff23682e989bafc3747ac9b752f405305fcde6618280f6be27344f35",
            id="epcisDocWithVariousEventTypes-6",
        ),
        pytest.param(
            BOUGHT,
            "cf6559dc931963f19ed9cd2fe33c02ef64c8cfd557e5a96b086a87db315b7122",
            id="epcisDocWithVariousEventTypes-9",
        ),
        pytest.param(
            TURNED,
            "36ab2ba0e3eac03d14a630148c63c31da00b8c4f1c311f501eb459e89a6e6350",
            id="epcisDocWithVariousEventTypes-12",
        ),
        pytest.param(
            LOCATED,
            "14faa21345eb49fa31e5578aed52a2c291b7dc8ded0d53c88135955173ea91fc",
            id="epcisDocWithSensorComponent",
        ),
    ],
)
def test_an_event_has_its_published_hash_id(given: Json, expected: str) -> None:
    assert event_hash_id(given, EXAMPLE) == f"ni:///sha-256;{expected}?ver=CBV2.0"


def test_extensions_of_places_sensors_and_events_stand_at_the_end() -> None:
    """TransformationEventWithUserExtensions, from its published pre-hash string."""
    prefixes = prefixes_of(
        [{"example": "http://ns.example.com/epcis/"}, {"example2": "http://ns.example.com/epcis-2/"}]
    )
    given = event(
        "TransformationEvent",
        "2020-09-29T14:00:00+02:00",
        "+02:00",
        inputQuantityList=[{"epcClass": "urn:epc:class:lgtin:4023333.055555.ABC123", "quantity": 25.0, "uom": "KGM"}],
        readPoint={"id": "urn:epc:id:sgln:4023333.00000.0", "example:gs1ES": "(414)4023333000000"},
        ilmd={"cbvmda:lotNumber": "LOTABC", "example:grading": "A"},
        sensorElementList=[
            {
                "sensorMetadata": {
                    "endTime": "2019-04-02T14:59:59.999+01:00",
                    "example:someFurtherMetaData": "someText",
                },
                "sensorReport": [{"type": "Temperature", "percRank": 50.0, "example:cv": "123"}],
                "example:someUserField": "abc123",
            }
        ],
    ) | {
        "example2:furtherData": {"example2:workingShift": "1"},
        "example:internalData": {"example:machine": "urn:epc:id:giai:4012345.ABC"},
    }
    example = "{http://ns.example.com/epcis/}"
    assert pre_hash(given, prefixes) == (
        "eventType=TransformationEventeventTime=2020-09-29T12:00:00.000ZeventTimeZoneOffset=+02:00"
        "inputQuantityListquantityElementepcClass=https://id.gs1.org/01/04023333555555/10/ABC123quantity=25uom=KGM"
        "readPointid=https://id.gs1.org/414/4023333000000"
        "sensorElementsensorMetadataendTime=2019-04-02T13:59:59.999Z"
        "sensorReporttype=https://ref.gs1.org/voc/TemperaturepercRank=50"
        f"ilmd{example}grading=A{{urn:epcglobal:cbv:mda}}lotNumber=LOTABC"
        f"readPoint{example}gs1ES=(414)4023333000000"
        f"sensorElementsensorMetadata{example}someFurtherMetaData=someTextsensorReport{example}cv=123"
        f"{example}someUserField=abc123"
        "{http://ns.example.com/epcis-2/}furtherData{http://ns.example.com/epcis-2/}workingShift=1"
        f"{example}internalData{example}machine=https://id.gs1.org/8004/4012345ABC"
    )


def test_what_is_said_of_an_event_does_not_change_its_hash_id() -> None:
    said = {"eventID": "urn:uuid:1", "recordTime": "2024-01-01T00:00:00Z", "errorDeclaration": {"reason": "x"}}
    assert event_hash_id(PACKED | said, STANDARD) == event_hash_id(PACKED, STANDARD)


def test_a_time_without_a_zone_is_hashed_as_utc_wherever_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    try:
        given = PACKED | {"eventTime": "2019-10-21T09:58:56.591"}
        assert event_hash_id(given, STANDARD) == event_hash_id(PACKED, STANDARD)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("given", "link"),
    [
        ("urn:epc:id:sgtin:4012345.011111.98%22", "01/04012345111118/21/98%22"),
        ("urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()", "01/80614141123458/21/6789%2F%26%25%22!%3F()"),
        ("urn:epc:id:sscc:4012345.3111111111", "00/340123451111111111"),
        ("urn:epc:id:sgln:4012345.00005.122", "414/4012345000054/254/122"),
        ("urn:epc:id:sgln:4012345.00005.0", "414/4012345000054"),
        ("urn:epc:id:grai:4012345.00022.334455", "8003/04012345000221334455"),
        ("urn:epc:id:giai:4012345.ABC345", "8004/4012345ABC345"),
        ("urn:epc:id:gsrn:4012345.0000006765", "8018/401234500000067657"),
        ("urn:epc:id:gdti:987659999999..9", "253/98765999999929"),
        ("urn:epc:id:pgln:4000001.00000", "417/4000001000005"),
        ("urn:epc:class:lgtin:4012345.012345.Lot987", "01/04012345123456/10/Lot987"),
        ("urn:epc:idpat:sgtin:4012345.066666.*", "01/04012345666663"),
        ("https://example.com/gtin/9780345418913/21/765tz?abc=211121", "01/09780345418913/21/765tz"),
        ("https://shop.example.com/a/01/09780345418913/10/L1/21/S1", "01/09780345418913/21/S1"),
        ("https://example.com/414/4012345000054/254/7", "414/4012345000054/254/7"),
    ],
)
def test_a_gs1_key_has_one_canonical_link(given: str, link: str) -> None:
    key = parse_gs1(given)
    assert key is not None
    assert key.uri == f"https://id.gs1.org/{link}"


@pytest.mark.parametrize(
    "given",
    [
        "urn:epc:id:sgtin:4012345.0.1",
        "urn:uuid:1",
        "https://example.com/01/12345",
        "https://example.com",
        "urn:epc:id:x:1",
    ],
)
def test_what_is_no_gs1_key_has_no_link(given: str) -> None:
    assert parse_gs1(given) is None


def test_the_check_digit_is_that_of_the_general_specifications() -> None:
    # From the right: 1x3 + 2x1 + 0x3 + 0x1 + 5x3 + 1x1 + 4x3 + 0x1 + 1x3 + 9x1 + 2x3 + 6x1 = 57; 60 - 57 = 3.
    assert check_digit("629104150021") == "3"
