"""Facilities: where processes run."""

from typing import Annotated, Literal

from pydantic import Field

from rules.record import Country, Key, Record, Text

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class Facility(Record):
    """A mine, plant, yard or store."""

    type: Literal["facility"] = "facility"
    key: Key = Field(description="The facility's URN, or a local name.")
    name: Text | None = Field(default=None, description="Name in English or as the sender writes it.")
    name_ko: Text | None = Field(default=None, description="Name in Korean.")
    operator: Key | None = Field(default=None, description="The party that runs it.")
    country: Country | None = Field(default=None, description="ISO 3166-1 alpha-2.")
    region: Text | None = Field(default=None, description="Region or province.")
    latitude: Latitude | None = Field(default=None, description="Degrees north, WGS 84.")
    longitude: Longitude | None = Field(default=None, description="Degrees east, WGS 84.")
