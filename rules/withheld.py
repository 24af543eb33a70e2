"""Why a part of an answer is not shown."""

from enum import StrEnum, unique


@unique
class Withheld(StrEnum):
    """Why a part of an answer is not shown."""

    NOT_A_PARTNER = "NOT_A_PARTNER"
    NOT_PUBLIC = "NOT_PUBLIC"
