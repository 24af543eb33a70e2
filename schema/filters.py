"""What lists can be asked for. Field names are those of the statements (graph/listing)."""

from datetime import datetime
from typing import Any

import strawberry

from rules.vocabulary import CertificateScope, CertificateStatus, ItemKind, PartyRole, ProcessKind

STATED = "True, or left out: what somebody has stated. False: what others only refer to, a list of gaps; then no other filter."
NAMED = "Its name in English or Korean holds this text, whatever the case."
COUNTRY = "ISO 3166-1 alpha-2."


def _one(description: str) -> Any:
    return strawberry.field(default=None, description=description)


@strawberry.input(description="Which items.")
class ItemFilter:
    kind: ItemKind | None = _one("What they are.")
    model: str | None = _one("Key of the model that they are instances of.")
    sender: str | None = _one("Key of the party that stated them.")
    produced_at: str | None = _one("Key of the facility that they were made at.")
    country: str | None = _one("Where they were made, ISO 3166-1 alpha-2.")
    owner: str | None = _one("Key of the party that owns them.")
    name: str | None = _one(NAMED)
    stated_since: int | None = _one("Stated, or stated anew, at this revision of the ledger or a later one.")
    stated: bool | None = _one(STATED)


@strawberry.input(description="Which processes.")
class ProcessFilter:
    kind: ProcessKind | None = _one("What they did.")
    facility: str | None = _one("Key of the facility that they ran at.")
    operator: str | None = _one(
        "Key of the party that ran them; where they state none, the operator of their facility."
    )
    country: str | None = _one("Where they ran, ISO 3166-1 alpha-2.")
    started_from: datetime | None = _one("They began at this time, with its zone, or later.")
    started_before: datetime | None = _one("They began before this time, with its zone.")
    name: str | None = _one(NAMED)
    stated: bool | None = _one(STATED)


@strawberry.input(description="Which parties.")
class PartyFilter:
    role: PartyRole | None = _one("What they do, perhaps among other things.")
    country: str | None = _one(COUNTRY)
    name: str | None = _one(NAMED)
    stated: bool | None = _one(STATED)


@strawberry.input(description="Which facilities.")
class FacilityFilter:
    country: str | None = _one(COUNTRY)
    operator: str | None = _one("Key of the party that runs them.")
    name: str | None = _one(NAMED)
    stated: bool | None = _one(STATED)


@strawberry.input(description="Which models.")
class ModelFilter:
    kind: ItemKind | None = _one("What their instances are.")
    manufacturer: str | None = _one("Key of the party that makes them.")
    name: str | None = _one(NAMED)
    stated: bool | None = _one(STATED)


@strawberry.input(description="Which chargers.")
class ChargerFilter:
    country: str | None = _one(COUNTRY)
    operator: str | None = _one("Key of the party that runs them.")
    name: str | None = _one(NAMED)
    stated: bool | None = _one(STATED)


@strawberry.input(description="Which certificates.")
class CertificateFilter:
    scope: CertificateScope | None = _one("What they speak for.")
    status: CertificateStatus | None = _one("Whether they are good.")
    issuer: str | None = _one("Key of the party that issued them.")
    valid_at: datetime | None = _one(
        "Their dates include this time, with its zone; one that is not stated includes it."
    )
    name: str | None = _one(NAMED)
    stated: bool | None = _one(STATED)


@strawberry.input(description="Which measurements.")
class MeasurementFilter:
    item: str | None = _one("Key of the item that they are of.")
    process: str | None = _one("Key of the run that they are of.")
    measured: str | None = _one("What was measured, in the very words of its sender.")
    device: str | None = _one("The instrument.")
    measured_from: datetime | None = _one("Measured at this time, with its zone, or later.")
    measured_before: datetime | None = _one("Measured before this time, with its zone.")
    stated: bool | None = _one(STATED)


@strawberry.input(description="Which submissions.")
class SubmissionFilter:
    format: str | None = _one("The format that they were read as.")
    sender: str | None = _one("Key of the party that sent them.")
    received_from: datetime | None = _one("Taken in at this time, with its zone, or later.")
    received_before: datetime | None = _one("Taken in before this time, with its zone.")


@strawberry.input(description="Which disputes.")
class DisputeFilter:
    sender: str | None = _one("Key of the party that states it otherwise.")
    type: str | None = _one("Type of the record, as the native format calls it: item, process, produced, contains.")
