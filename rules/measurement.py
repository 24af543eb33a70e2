"""Measurements: what an instrument found of an item or a run."""

from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from rules.record import LARGEST, Key, Record, Start, Text

Figure = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]
Hexadecimal = Annotated[str, StringConstraints(pattern="^([0-9A-Fa-f]{2})+$", max_length=500)]

SAID = (
    *("value", "minimum", "maximum", "mean", "standard_deviation", "percentile"),
    *("text", "flag", "hex_binary", "uri", "exception"),
)
"""Fields of which a measurement has at least one."""


class Measurement(Record):
    """What an instrument found of one item or of one run, at a time or over an interval."""

    type: Literal["measurement"] = "measurement"
    key: Key = Field(description="The measurement's URN, or a local name.")
    item: Key | None = Field(default=None, description="The item that it is of; else it is of a run.")
    process: Key | None = Field(default=None, description="The run that it is of.")
    time: Start = Field(description="When it was measured; of an interval its end.")
    started: Start | None = Field(default=None, description="Of an interval: when it began.")
    measured: Text | None = Field(
        default=None, description="What was measured, in the sender's word; in EPCIS a measurement type, Temperature."
    )
    uom: Text | None = Field(default=None, description="Unit of the figures, a code of UN/ECE Recommendation 20: CEL.")
    value: Figure | None = Field(default=None, description="The figure.")
    minimum: Figure | None = Field(default=None, description="The least figure of the interval.")
    maximum: Figure | None = Field(default=None, description="The greatest figure of the interval.")
    mean: Figure | None = Field(default=None, description="Mean over the interval.")
    standard_deviation: Annotated[Figure, Field(ge=0)] | None = Field(
        default=None, description="Standard deviation over the interval."
    )
    percentile_rank: Annotated[float, Field(ge=0, le=100)] | None = Field(
        default=None, description="Which percentile is told, 0 to 100."
    )
    percentile: Figure | None = Field(default=None, description="The figure that so many per cent do not exceed.")
    text: Text | None = Field(default=None, description="What was found, where that is a text.")
    flag: bool | None = Field(default=None, description="What was found, where that is true or false.")
    hex_binary: Hexadecimal | None = Field(default=None, description="What was found as bytes, in hexadecimal digits.")
    uri: Text | None = Field(default=None, description="What was found, where a URI names it.")
    component: Text | None = Field(default=None, description="Which component of a vector: x, latitude.")
    substance: Text | None = Field(default=None, description="The chemical substance that was measured, a URI.")
    exception: Text | None = Field(default=None, description="What the instrument raised, such as ALARM_CONDITION.")
    device: Text | None = Field(default=None, description="The instrument.")
    method: Text | None = Field(default=None, description="How its data were worked out, a URI.")
    raw_data: Text | None = Field(default=None, description="Where its raw data are, a URI.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.item is None) is (self.process is None):
            raise ValueError("a measurement is of an item or of a process, one of the two")
        if all(getattr(self, name) is None for name in SAID):
            raise ValueError("a measurement says what was found: state its value, or its minimum, text, exception ...")
        if (self.percentile is None) is not (self.percentile_rank is None):
            raise ValueError("percentile and percentileRank go together")
        if self.started is not None and self.started > self.time:
            raise ValueError(f"it started ({self.started.isoformat()}) after its time ({self.time.isoformat()})")
        return self


BEGINNING = datetime.min.replace(tzinfo=UTC)


def place_of(time: datetime, key: str) -> str:
    """Where a measurement stands in the order of time, and of keys where times are one, as a text."""
    return f"{time.astimezone(UTC).isoformat()} {key}"


def read_place(text: str) -> tuple[datetime, str]:
    """(time, key) of such a text; before everything for junk."""
    time, _, key = text.partition(" ")
    try:
        return datetime.fromisoformat(time).astimezone(UTC), key
    except (ValueError, OverflowError):
        return BEGINNING, ""
