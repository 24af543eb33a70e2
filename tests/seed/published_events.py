"""Events that the reference implementation of event hash ids publishes.

RalphTro/epcis-event-hash-generator, MIT licence, tests/examples/documents.
"""

from typing import Any

from seed.readers.epcis.term import prefixes_of

EXAMPLE = prefixes_of([{"example": "https://ns.example.com/epcis/"}, {"cbvmda": "urn:epcglobal:cbv:mda:"}])
STANDARD = prefixes_of("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld")

Json = dict[str, Any]


def event(kind: str, moment: str, offset: str, **fields: Any) -> Json:
    """An event with its common fields."""
    return {"type": kind, "eventTime": moment, "eventTimeZoneOffset": offset, **fields}


def at(point: str, **more: str) -> Json:
    """A place."""
    return {"id": point, **more}


KEYS = event(
    "ObjectEvent",
    "2019-04-02T15:00:00.000+01:00",
    "+01:00",
    epcList=[
        "urn:epc:id:sgtin:4012345.011111.9876",
        "urn:epc:id:sgtin:4012345.011111.98%22",
        "urn:epc:id:sgtin:415056789012.0.987654",
        "urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()",
        "urn:epc:id:sscc:4012345.3111111111",
        "urn:epc:id:sgln:4012345.00005.122",
        "urn:epc:id:sgln:4012345.00005.0",
        "urn:epc:id:grai:4012345.00022.334455",
        "urn:epc:id:giai:4012345.ABC345",
        "urn:epc:id:gsrn:4012345.0000006765",
        "urn:epc:id:gsrnp:4012345.0000000007",
        "urn:epc:id:gdti:4012345.00009.PO-4711",
        "urn:epc:id:gdti:987659999999..9",
        "urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234",
        "urn:epc:id:ginc:0614141.xyz47%2F11",
        "urn:epc:id:gsin:4012345.222333444",
        "urn:epc:id:itip:4012345.011111.01.02.987",
        "urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7'SDB",
        "urn:epc:id:pgln:4000001.00000",
        "urn:epc:id:pgln:999999999999.",
        "urn:epc:class:lgtin:4012345.012345.Lot987",
        "https://id.gs1.org/gtin/09780345418913",
        "https://example.com/gtin/09780345418913/21/765tz?abc=211121",
    ],
    action="OBSERVE",
    bizStep="inspecting",
    readPoint=at("urn:epc:id:sgln:4012345.00005.0"),
)
EXTENDED = event(
    "ObjectEvent",
    "2020-03-04T11:00:30.000+01:00",
    "+01:00",
    recordTime="2020-03-04T11:00:30.999+01:00",
    epcList=[f"urn:epc:id:sscc:4012345.0000000{number}" for number in (333, 111, 222)],
    action="OBSERVE",
    bizStep="departing",
    readPoint=at("urn:epc:id:sgln:4012345.00011.987"),
) | {
    "example:myField1": {"example:mySubField1": "2", "example:mySubField2": "5"},
    "example:myField2": "0",
    "example:myField3": {"example:mySubField3": ["3", "1"]},
}
SENSED = event(
    "ObjectEvent",
    "2020-04-01T15:00:00+01:00",
    "+01:00",
    epcList=["urn:epc:id:sgtin:4012345.011111.9876"],
    action="OBSERVE",
    bizStep="inspecting",
    readPoint=at("urn:epc:id:sgln:4012345.00005.0"),
    sensorElementList=[
        {
            "sensorMetadata": {
                "deviceID": "urn:epc:id:giai:4000001.111",
                "deviceMetadata": "https://id.gs1.org/8004/4000001111",
            },
            "sensorReport": [
                {"type": "Temperature", "value": 26, "sDev": 0.1, "uom": "CEL"},
                {"type": "AbsoluteHumidity", "value": 12.1, "uom": "A93"},
                {
                    "type": "Dimensionless",
                    "microorganism": "https://www.ncbi.nlm.nih.gov/taxonomy/1126011",
                    "value": 0.05,
                    "uom": "C35",
                },
                {
                    "type": "Dimensionless",
                    "chemicalSubstance": "https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N",
                    "value": 0.18,
                    "uom": "C35",
                },
            ],
        }
    ],
)
OWNED = event(
    "ObjectEvent",
    "2020-03-04T11:00:30+01:00",
    "+01:00",
    epcList=["urn:epc:id:sgtin:0614141.011111.987"],
    action="OBSERVE",
    bizStep="departing",
    disposition="in_transit",
    readPoint={"id": "urn:epc:id:sgln:4012345.00011.0", "example:myField1": "AB-12"},
    bizTransactionList=[{"type": "po", "bizTransaction": "urn:epc:id:gdti:4012345.11111.123"}],
    sourceList=[{"type": "owning_party", "source": "urn:epc:id:pgln:4012345.00000"}],
    destinationList=[{"type": "owning_party", "destination": "urn:epc:id:pgln:0614141.00000"}],
) | {"example:userExt": "CD-34"}
ROUNDED = event(
    "ObjectEvent",
    "2023-02-02T11:04:03.1415Z",
    "+01:00",
    epcList=["https://id.gs1.de/00/040123451111111110"],
    action="OBSERVE",
    bizStep="shipping",
    disposition="in_transit",
    readPoint=at("https://id.gs1.de/414/4012345000115"),
)
WATCHED = event(
    "ObjectEvent",
    "2023-02-12T11:04:03.1415Z",
    "+01:00",
    certificationInfo="https://accreditation-council.example.org/certificate/ABC12345",
    epcList=["https://id.gs1.de/01/04012345999990/21/XYZ-1234"],
    action="OBSERVE",
    bizStep="receiving",
    disposition="in_progress",
    readPoint=at("https://id.gs1.de/414/4012345000115"),
    sensorElementList=[
        {
            "sensorMetadata": {
                "time": "2023-02-12T11:04:03.1007Z",
                "bizRules": "https://id.example.com/253/4012345000054987",
            },
            "sensorReport": [
                {
                    "type": "Dimensionless",
                    "exception": "ALARM_CONDITION",
                    "coordinateReferenceSystem": "http://www.opengis.net/def/crs/EPSG/0/27700",
                }
            ],
        }
    ],
)
COMMISSIONED = event(
    "ObjectEvent",
    "2019-10-21T14:58:56.000+02:00",
    "+02:00",
    quantityList=[{"epcClass": "urn:epc:class:lgtin:4054739.099914.20160711", "quantity": 600, "uom": "KGM"}],
    action="ADD",
    bizStep="commissioning",
    readPoint=at("urn:epc:id:sgln:4054739.00001.0"),
    ilmd={"cbvmda:bestBeforeDate": "2019-10-21"},
)
PACKED = event(
    "AggregationEvent",
    "2019-10-21T11:58:56.591+02:00",
    "+02:00",
    parentID="urn:epc:id:sscc:4047023.0111111122",
    childEPCs=[f"urn:epc:id:sgtin:4047023.077551.{serial}" for serial in (98, 97, 107, 109)],
    action="ADD",
    bizStep="packing",
    readPoint=at("urn:epc:id:sgln:4047023.00012.0"),
)
PACKED_LOTS = event(
    "AggregationEvent",
    "2019-10-21T17:30:56.591+02:00",
    "+02:00",
    parentID="urn:epc:id:sscc:4012344.0111111133",
    childQuantityList=[
        {"epcClass": "urn:epc:class:lgtin:4054739.099902.P2", "quantity": 12, "uom": "KGM"},
        {"epcClass": "urn:epc:class:lgtin:4054739.012345.lot2", "quantity": 17},
    ],
    action="ADD",
    bizStep="packing",
    readPoint=at("urn:epc:id:sgln:4012345.00025.0"),
)
BOUGHT = event(
    "TransactionEvent",
    "2019-10-21T00:05:00-06:00",
    "-06:00",
    epcList=["urn:epc:id:sgtin:0614141.107340.1", "urn:epc:id:sgtin:0614141.107340.2"],
    action="ADD",
    bizStep="shipping",
    readPoint=at("urn:epc:id:sgln:4012345.00000.5"),
    bizLocation=at("urn:epc:id:sgln:4012345.00000.0"),
    bizTransactionList=[{"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:4012345123456:RE100099"}],
)
TURNED = event(
    "TransformationEvent",
    "2019-10-21T14:58:56.591+02:00",
    "+02:00",
    inputEPCList=["urn:epc:id:sgtin:4012345.011122.25", "urn:epc:id:sgtin:4000001.065432.99886655"],
    outputEPCList=[f"urn:epc:id:sgtin:4012345.077889.{serial}" for serial in (25, 26, 27, 28)],
    inputQuantityList=[
        {"epcClass": "urn:epc:class:lgtin:4012345.011111.4444", "quantity": 10, "uom": "KGM"},
        {"epcClass": "urn:epc:class:lgtin:0614141.077777.987", "quantity": 30},
        {"epcClass": "urn:epc:idpat:sgtin:4012345.066666.*", "quantity": 220},
    ],
    bizStep="commissioning",
    readPoint=at("urn:epc:id:sgln:4012345.00001.0"),
    ilmd={"example:bestBeforeDate": "2015-11-10", "example:batch": "XYZ"},
)
LOCATED = event(
    "ObjectEvent",
    "2022-04-07T10:00:00.000Z",
    "+01:00",
    epcList=["https://id.example.com/8003/040123450007718765"],
    action="OBSERVE",
    bizStep="sensor_reporting",
    readPoint=at("https://id.example.com/414/4012345000054"),
    sensorElementList=[
        {
            "sensorReport": [
                {
                    "type": "Angle",
                    "value": value,
                    "component": f"cbv:Comp-{name}",
                    "uom": "DD",
                    "coordinateReferenceSystem": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
                }
                for name, value in (("latitude", 42.698334), ("longitude", 23.319941))
            ]
        }
    ],
)
