"""Disputes: what somebody states of a thing otherwise than what answers rest on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dispute:
    """A record that differs from what was stated before it."""

    sender: str
    submission: str
    revision: int
    """The revision that it came in at."""
    record: str | None
    """The record as a line of the native format, with its keys resolved; none where it is withheld."""
