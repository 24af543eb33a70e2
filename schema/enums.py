"""The vocabularies as GraphQL enums, each value with what it means."""

from enum import Enum
from typing import TypeVar

import strawberry

from rules import changes, disclosure, history, origins, report, search, trace, vocabulary

E = TypeVar("E", bound=type[Enum])

MEANINGS: dict[type[Enum], dict[str, str]] = {
    vocabulary.ItemKind: {
        "MATERIAL": "Ore, concentrate, salt, active material, foil or another lot of matter.",
        "COMPONENT": "A part that is no cell, module or pack.",
        "CELL": "A battery cell.",
        "MODULE": "A module of cells.",
        "PACK": "A battery pack.",
        "VEHICLE": "A vehicle.",
    },
    vocabulary.ProcessKind: {
        "EXTRACTION": "Mining, or pumping of brine; an origin.",
        "CONCENTRATION": "Dressing of ore to concentrate.",
        "REFINING": "Refining to a salt or metal.",
        "SYNTHESIS_OF_GRAPHITE": "Graphitisation of coke; the origin of synthetic graphite.",
        "PRECURSOR_PRODUCTION": "Precursor of cathode active material.",
        "CATHODE_PRODUCTION": "Cathode active material.",
        "ANODE_PRODUCTION": "Anode active material.",
        "COMPONENT_PRODUCTION": "Foils, separators, casings and other components.",
        "CELL_PRODUCTION": "Cells.",
        "MODULE_ASSEMBLY": "Modules from cells.",
        "PACK_ASSEMBLY": "Packs from modules or cells.",
        "VEHICLE_ASSEMBLY": "Vehicles.",
        "MANUFACTURING": "Manufacturing of a kind that is not said.",
        "BLENDING": "Mixing of lots of one material, as in a tank or silo.",
        "TRANSPORT": "Carriage, or the splitting of a lot for it.",
        "REPAIR": "Repair.",
        "REPURPOSING": "Preparation for a second life.",
        "DISMANTLING": "Taking apart.",
        "SHREDDING": "Shredding to black mass.",
        "RECYCLING": "Recovery of materials.",
        "OTHER": "Something else, in the sender's words.",
    },
    vocabulary.Mineral: {
        "LITHIUM": "Li.",
        "NICKEL": "Ni.",
        "COBALT": "Co.",
        "MANGANESE": "Mn.",
        "NATURAL_GRAPHITE": "Mined graphite.",
        "SYNTHETIC_GRAPHITE": "Graphite made from coke.",
        "COPPER": "Cu.",
        "ALUMINIUM": "Al.",
    },
    vocabulary.Chemistry: {
        "NMC111": "LiNi1/3Mn1/3Co1/3O2.",
        "NMC532": "LiNi0.5Mn0.3Co0.2O2.",
        "NMC622": "LiNi0.6Mn0.2Co0.2O2.",
        "NMC811": "LiNi0.8Mn0.1Co0.1O2.",
        "NCA": "Lithium nickel cobalt aluminium oxide.",
        "LFP": "LiFePO4.",
        "LMFP": "Lithium manganese iron phosphate.",
        "LMO": "LiMn2O4.",
        "LCO": "LiCoO2.",
        "LTO": "Lithium titanate anode.",
        "SODIUM_ION": "Sodium ion.",
        "OTHER": "Something else, in the sender's words.",
    },
    vocabulary.Unit: {
        "KG": "Kilogram.",
        "PIECE": "Piece.",
        "M": "Metre.",
        "M2": "Square metre.",
        "L": "Litre.",
        "KWH": "Kilowatt-hour.",
    },
    vocabulary.Mixing: {
        "BLENDED": "In bulk: shares are physical.",
        "POOLED": "Which piece got which lot is not known: shares are expectations.",
        "TRACKED": "Known for each piece.",
    },
    vocabulary.InputRole: {
        "ACTIVE_MATERIAL": "Cathode or anode active material.",
        "MATERIAL": "Another material that stays in the product.",
        "COMPONENT": "A component.",
        "AUXILIARY": "A solvent, reagent or the like that does not stay in the product.",
        "END_OF_LIFE": "A waste battery or part of one: what is recovered is post-consumer.",
        "PRODUCTION_SCRAP": "Battery manufacturing waste: what is recovered is pre-consumer.",
        "HOME_SCRAP": "Scrap that goes back into the process that it came from; no recycled content.",
    },
    vocabulary.CompositionKind: {
        "MEASURED": "Measured on the item.",
        "SPECIFICATION": "By specification of the model.",
        "DERIVED": "Calculated from other statements.",
    },
    vocabulary.PartyRole: {
        "MINER": "Extracts.",
        "REFINER": "Refines.",
        "MANUFACTURER": "Makes materials, components, cells, packs or vehicles.",
        "CARRIER": "Carries.",
        "OPERATOR": "Operates vehicles or chargers.",
        "OWNER": "Owns vehicles or packs.",
        "REPAIRER": "Repairs.",
        "RECYCLER": "Recycles.",
        "CERTIFIER": "Certifies.",
        "AUTHORITY": "A public authority.",
        "OTHER": "Something else.",
    },
    vocabulary.IdentifierScheme: {
        "LOT": "Lot number, unique for its issuer.",
        "SERIAL": "Serial number, unique for its issuer.",
        "VIN": "Vehicle identification number, ISO 3779.",
        "PART": "Part number.",
        "GTIN": "GS1 trade item number.",
        "GBT34014": "Traction battery code, GB/T 34014-2017.",
        "OTHER": "Something else.",
    },
    vocabulary.ChainOfCustody: {
        "IDENTITY_PRESERVED": "Identity preserved (ISO 22095).",
        "SEGREGATED": "Segregated (ISO 22095).",
        "CONTROLLED_BLENDING": "Controlled blending (ISO 22095).",
        "MASS_BALANCE": "Mass balance (ISO 22095).",
        "BOOK_AND_CLAIM": "Book and claim (ISO 22095).",
    },
    vocabulary.CertificateStatus: {
        "VALID": "In force within its dates.",
        "SUSPENDED": "Suspended.",
        "WITHDRAWN": "Withdrawn.",
    },
    vocabulary.CertificateScope: {
        "RESPONSIBLE_MINING": "How a mine is run.",
        "RESPONSIBLE_SOURCING": "How a buyer chooses and checks its sources.",
        "CHAIN_OF_CUSTODY": "How matter is kept apart or accounted for.",
        "RECYCLED_CONTENT": "A recycled share.",
        "CARBON_FOOTPRINT": "A footprint.",
        "ENVIRONMENT": "Environmental management.",
        "QUALITY": "Quality management.",
        "OTHER": "Something else, in the issuer's words.",
    },
    vocabulary.Basis: {
        "PHYSICAL": "Shares follow the matter.",
        "CLAIMED": "Shares follow chain-of-custody claims.",
    },
    vocabulary.Severity: {
        "ERROR": "The document was refused.",
        "WARNING": "Kept, and carried by every answer that rests on it.",
        "INFO": "A remark.",
    },
    vocabulary.Profile: {
        "STRICT": "Contradictions refuse the document.",
        "LENIENT": "Contradictions become warnings.",
    },
    disclosure.Withheld: {
        "NOT_A_PARTNER": "The viewer is no direct partner.",
        "NOT_PUBLIC": "It is not public.",
    },
    trace.NodeType: {"ITEM": "A lot or piece.", "PROCESS": "A run of a step."},
    trace.EdgeType: {
        "PRODUCED_BY": "The item came out of the process.",
        "CONSUMED": "The process used the item up.",
        "CONTAINS": "The whole holds the part.",
    },
    changes.ChangeKind: {
        "STATED": "It was not known then.",
        "CORRECTED": "It was known then in another form.",
        "GONE": "It was known then and does not belong to the chain any more: withdrawn, or behind something that was.",
    },
    history.Happening: {
        "PRODUCED": "It came out of a run.",
        "USED": "A run used it, or a part of it, up: it was recycled, shredded, made into something else.",
        "FITTED": "It was put into a whole.",
        "REMOVED": "It was taken out of a whole.",
        "PART_FITTED": "A part was put into it.",
        "PART_REMOVED": "A part was taken out of it.",
        "OWNED": "A party became its owner.",
        "DISOWNED": "A party ceased to own it.",
        "RECEIVED": "A party took it into custody.",
        "HANDED_OVER": "A party gave it out of custody.",
        "DUTY_TAKEN": "A party began to answer for it by law.",
        "DUTY_ENDED": "A party ceased to answer for it by law.",
    },
    trace.GapReason: {
        "NOT_STATED": "Others refer to it and nobody has stated it yet.",
        "NO_ORIGIN": "It is stated, without a producing process and without parts.",
        "NO_INPUTS": "The process that made it states no input and is no origin.",
    },
    origins.OriginKind: {
        "EXTRACTION": "Extracted.",
        "SYNTHESIS": "Synthesised.",
        "RECYCLED_PRE_CONSUMER": "Recycled from battery manufacturing waste.",
        "RECYCLED_POST_CONSUMER": "Recycled from batteries once on the market.",
        "RECYCLED": "Recycled, and nobody has stated whether waste or scrap went in, or how much of each.",
    },
    origins.UnknownReason: {
        "NOT_STATED": "Nobody has stated this item yet.",
        "NO_ORIGIN": "The item is stated without a producing process.",
        "NO_INPUTS": "The process states no input and is no origin.",
        "INPUTS_INCOMPLETE": "The stated inputs hold less of the mineral than the outputs and losses.",
        "CONTENT_NOT_STATED": "An input may have brought the mineral in, or one of several runs may have made a part of a lot; how much is not stated.",
    },
    search.Noun: {
        "ITEM": "A lot or piece.",
        "PARTY": "A company, authority or person.",
        "FACILITY": "A mine, plant, yard or store.",
        "MODEL": "A type of item.",
        "PROCESS": "A run of a step.",
        "CHARGER": "A charging point.",
        "CERTIFICATE": "A certificate.",
    },
    search.SearchField: {
        "SERIAL": "Its serial number.",
        "LOT": "Its lot number.",
        "IDENTIFIER": "A number that it is known by elsewhere: a VIN, a lot at the customer, a part number.",
        "NAME": "Its name in English or as its sender writes it.",
        "NAME_KO": "Its name in Korean.",
        "KEY": "Its key.",
    },
    report.Outcome: {
        "ACCEPTED": "Taken in whole.",
        "UNCHANGED": "The same document was taken in before.",
        "REFUSED": "Nothing was written; the findings say why.",
        "CHECKED": "A dry run: it would be accepted, and nothing was written.",
    },
}


for kind, meanings in MEANINGS.items():
    strawberry.enum(kind, description=(kind.__doc__ or "").splitlines()[0])
    for value in kind.__strawberry_definition__.values:  # pyright: ignore[reportAttributeAccessIssue] - set by the line above
        value.description = meanings[value.name]
