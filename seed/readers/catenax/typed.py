"""The aspects that say what a part is, as far as their fields are used.

Fields as in the SAMM models of Catena-X: serial_part_typization 1, serial_part 1 to 3, batch 1 to 3, just_in_sequence_part 1 to 3,
part_as_planned 1 and 2, part_site_information_as_planned 1, traction_battery_code 1 and 2, physical_dimension 1, vehicle.product_description 1.
"""

from typing import Literal

from pydantic import Field

from rules.record import Text
from seed.readers.catenax.aspect import Amount, Aspect, Part


class LocalIdentifier(Part):
    key: Text
    value: Text


class Site(Part):
    """Where a part was made; the two spellings are those of two versions."""

    catena_x_site_id: str | None = Field(default=None, alias="catenaXSiteId")
    catena_x_site_id_before: str | None = Field(default=None, alias="catenaXsiteId")
    function: str | None = None

    @property
    def number(self) -> str | None:
        """Its business partner number."""
        return self.catena_x_site_id or self.catena_x_site_id_before


class PlannedSite(Site):
    """Where a part is made by plan, and for how long that holds."""

    function_valid_from: str | None = None
    function_valid_until: str | None = None


class Manufacturing(Part):
    date: str
    country: str | None = None
    sites: list[Site] = Field(default_factory=list)


class PartType(Part):
    name_at_manufacturer: Text


class Typization(Aspect):
    """SerialPartTypization, SerialPart, JustInSequencePart and Batch: a thing that was built."""

    local_identifiers: list[LocalIdentifier]
    manufacturing_information: Manufacturing
    part_type_information: PartType


class Planned(Aspect):
    """PartAsPlanned: a type of parts."""

    part_type_information: PartType


class PlannedSites(Aspect):
    """PartSiteInformationAsPlanned: where parts of the type are made."""

    sites: list[PlannedSite] = Field(default_factory=list)


class BatteryPart(Part):
    """What a battery is made of, by its code. Its kind is not taken: whoever states the part says what it is."""

    traction_battery_code: Text
    subcomponents: list["BatteryPart"] = Field(default_factory=list)


class BatteryCode(Aspect):
    """TractionBatteryCode: the code under GB/T 34014 of a pack, module or cell, and of what it is made of."""

    traction_battery_code: Text
    product_type: Literal["pack", "module", "cell"]
    subcomponents: list[BatteryPart] = Field(default_factory=list)


class Dimension(Aspect):
    """PhysicalDimension; the weight is in kg and written as text."""

    weight: Amount


class VehicleDescription(Aspect):
    """vehicle ProductDescription: that there is one makes a twin a vehicle."""
