"""What a job of the Item Relationship Service could not have, and why."""

from typing import Any

from pydantic import Field, ValidationError

from seed.readers.catenax.aspect import CatenaXId, Part
from seed.readers.catenax.twin import Ledger


class Failure(Part):
    """What went wrong."""

    process_step: str | None = None
    error_detail: str | None = None


class Tombstone(Part):
    catena_x_id: CatenaXId = Field(alias="catenaXId")
    endpoint: str | None = Field(default=None, alias="endpointURL")
    processing_error: Failure | None = None


def read_tombstone(content: Any, pointer: str, ledger: Ledger) -> None:
    """A finding about the part. What refers to the part makes it a stub, so that the gap shows in every answer."""
    try:
        stone = Tombstone.model_validate(content)
    except ValidationError as error:
        ledger.fault(error, "The tombstone", pointer)
        return
    ledger.ignored.update(f"tombstones{path}" for path in stone.left_over())
    failure = stone.processing_error or Failure()
    at = f" from {stone.endpoint[:200]}" if stone.endpoint else ""
    step = f" ({failure.process_step[:80]})" if failure.process_step else ""
    detail = (failure.error_detail or "no error is told").strip()[:200].rstrip(".")
    message = f"{stone.catena_x_id} could not be had{at}{step}: {detail}. What it is made of is a gap here."
    remedy = "Ask its provider, run the job again, or send the part's own data."
    ledger.say("NOT_DELIVERED", pointer, message, remedy, stone.catena_x_id)
