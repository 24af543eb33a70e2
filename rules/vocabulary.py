"""The closed vocabularies. A foreign value is OTHER, with its own text in the field beside it."""

from enum import StrEnum, unique


@unique
class ItemKind(StrEnum):
    """What kind of thing an item or a model is."""

    MATERIAL = "MATERIAL"
    COMPONENT = "COMPONENT"
    CELL = "CELL"
    MODULE = "MODULE"
    PACK = "PACK"
    VEHICLE = "VEHICLE"


@unique
class ProcessKind(StrEnum):
    """What a process does; an origin ends at EXTRACTION, SYNTHESIS_OF_GRAPHITE and RECYCLING."""

    EXTRACTION = "EXTRACTION"
    CONCENTRATION = "CONCENTRATION"
    REFINING = "REFINING"
    SYNTHESIS_OF_GRAPHITE = "SYNTHESIS_OF_GRAPHITE"
    PRECURSOR_PRODUCTION = "PRECURSOR_PRODUCTION"
    CATHODE_PRODUCTION = "CATHODE_PRODUCTION"
    ANODE_PRODUCTION = "ANODE_PRODUCTION"
    COMPONENT_PRODUCTION = "COMPONENT_PRODUCTION"
    CELL_PRODUCTION = "CELL_PRODUCTION"
    MODULE_ASSEMBLY = "MODULE_ASSEMBLY"
    PACK_ASSEMBLY = "PACK_ASSEMBLY"
    VEHICLE_ASSEMBLY = "VEHICLE_ASSEMBLY"
    MANUFACTURING = "MANUFACTURING"
    BLENDING = "BLENDING"
    TRANSPORT = "TRANSPORT"
    REPAIR = "REPAIR"
    REPURPOSING = "REPURPOSING"
    DISMANTLING = "DISMANTLING"
    SHREDDING = "SHREDDING"
    RECYCLING = "RECYCLING"
    OTHER = "OTHER"


@unique
class Mineral(StrEnum):
    """A mineral whose origin is asked for; natural and synthetic graphite are different minerals."""

    LITHIUM = "LITHIUM"
    NICKEL = "NICKEL"
    COBALT = "COBALT"
    MANGANESE = "MANGANESE"
    NATURAL_GRAPHITE = "NATURAL_GRAPHITE"
    SYNTHETIC_GRAPHITE = "SYNTHETIC_GRAPHITE"
    COPPER = "COPPER"
    ALUMINIUM = "ALUMINIUM"


@unique
class Chemistry(StrEnum):
    """Chemistry of a cell, as its cathode and, where it is not graphite, its anode are called."""

    NMC111 = "NMC111"
    NMC532 = "NMC532"
    NMC622 = "NMC622"
    NMC811 = "NMC811"
    NCA = "NCA"
    LFP = "LFP"
    LMFP = "LMFP"
    LMO = "LMO"
    LCO = "LCO"
    LTO = "LTO"
    SODIUM_ION = "SODIUM_ION"
    OTHER = "OTHER"


@unique
class Unit(StrEnum):
    """The unit an item is counted in."""

    KG = "KG"
    PIECE = "PIECE"
    M = "M"
    M2 = "M2"
    L = "L"
    KWH = "KWH"


@unique
class Mixing(StrEnum):
    """How inputs meet in a process: BLENDED makes shares physical, POOLED makes them expectations, TRACKED has an edge per piece."""

    BLENDED = "BLENDED"
    POOLED = "POOLED"
    TRACKED = "TRACKED"


@unique
class InputRole(StrEnum):
    """What an input is to a process. END_OF_LIFE and the two kinds of scrap are what makes recycled content post- or pre-consumer."""

    ACTIVE_MATERIAL = "ACTIVE_MATERIAL"
    MATERIAL = "MATERIAL"
    COMPONENT = "COMPONENT"
    AUXILIARY = "AUXILIARY"
    END_OF_LIFE = "END_OF_LIFE"
    PRODUCTION_SCRAP = "PRODUCTION_SCRAP"
    HOME_SCRAP = "HOME_SCRAP"


@unique
class OutputRole(StrEnum):
    """What an output is to its process."""

    PRODUCT = "PRODUCT"
    CO_PRODUCT = "CO_PRODUCT"
    SCRAP = "SCRAP"
    WASTE = "WASTE"


@unique
class CompositionKind(StrEnum):
    """Where the figures of a composition come from."""

    MEASURED = "MEASURED"
    SPECIFICATION = "SPECIFICATION"
    DERIVED = "DERIVED"


@unique
class PartyRole(StrEnum):
    """What a company or person does; one party may have several."""

    MINER = "MINER"
    REFINER = "REFINER"
    MANUFACTURER = "MANUFACTURER"
    CARRIER = "CARRIER"
    OPERATOR = "OPERATOR"
    OWNER = "OWNER"
    REPAIRER = "REPAIRER"
    RECYCLER = "RECYCLER"
    CERTIFIER = "CERTIFIER"
    AUTHORITY = "AUTHORITY"
    OTHER = "OTHER"


@unique
class IdentifierScheme(StrEnum):
    """What a second name of an item is. LOT and SERIAL are unique for their issuer, VIN and GBT34014 everywhere; PART and GTIN name a type."""

    LOT = "LOT"
    SERIAL = "SERIAL"
    VIN = "VIN"
    PART = "PART"
    GTIN = "GTIN"
    GBT34014 = "GBT34014"
    OTHER = "OTHER"


@unique
class ChainOfCustody(StrEnum):
    """Chain-of-custody models of ISO 22095:2020, clause 5."""

    IDENTITY_PRESERVED = "IDENTITY_PRESERVED"
    SEGREGATED = "SEGREGATED"
    CONTROLLED_BLENDING = "CONTROLLED_BLENDING"
    MASS_BALANCE = "MASS_BALANCE"
    BOOK_AND_CLAIM = "BOOK_AND_CLAIM"


@unique
class CertificateStatus(StrEnum):
    """Whether a certificate is good; its validity interval comes on top."""

    VALID = "VALID"
    SUSPENDED = "SUSPENDED"
    WITHDRAWN = "WITHDRAWN"


@unique
class CertificateScope(StrEnum):
    """What a certificate speaks for."""

    RESPONSIBLE_MINING = "RESPONSIBLE_MINING"
    RESPONSIBLE_SOURCING = "RESPONSIBLE_SOURCING"
    CHAIN_OF_CUSTODY = "CHAIN_OF_CUSTODY"
    RECYCLED_CONTENT = "RECYCLED_CONTENT"
    CARBON_FOOTPRINT = "CARBON_FOOTPRINT"
    ENVIRONMENT = "ENVIRONMENT"
    QUALITY = "QUALITY"
    OTHER = "OTHER"


@unique
class Basis(StrEnum):
    """Whether a share follows the matter or a chain-of-custody claim; the two are never mixed."""

    PHYSICAL = "PHYSICAL"
    CLAIMED = "CLAIMED"


@unique
class Severity(StrEnum):
    """ERROR refuses the document; WARNING is stored and carried by answers; INFO is only reported."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    INFO = "INFO"


@unique
class Profile(StrEnum):
    """How strictly a document is judged: STRICT for the native format, LENIENT for others' data as it is."""

    STRICT = "STRICT"
    LENIENT = "LENIENT"
