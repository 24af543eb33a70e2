"""Chargers."""

from typing import Literal

from pydantic import Field

from rules.facility import Latitude, Longitude
from rules.record import Country, Key, Positive, Record, Text


class Charger(Record):
    """A charging point for vehicles."""

    type: Literal["charger"] = "charger"
    key: Key = Field(description="The charger's URN, such as its EVSE id as a URN.")
    name: Text | None = Field(default=None, description="Name in English or as the sender writes it.")
    name_ko: Text | None = Field(default=None, description="Name in Korean.")
    operator: Key | None = Field(default=None, description="The party that runs it.")
    country: Country | None = Field(default=None, description="ISO 3166-1 alpha-2.")
    region: Text | None = Field(default=None, description="Region or province.")
    latitude: Latitude | None = Field(default=None, description="Degrees north, WGS 84.")
    longitude: Longitude | None = Field(default=None, description="Degrees east, WGS 84.")
    power_kw: Positive | None = Field(default=None, description="Greatest power that it delivers, kW.")
