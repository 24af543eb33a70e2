"""The one place that withholds: every answer of graph/ passes through `disclose` before it leaves."""

from enum import StrEnum, unique
from typing import TypeVar

from rules.errors import Forbidden
from rules.scope import Scope, ViewerKind

A = TypeVar("A")


@unique
class Withheld(StrEnum):
    """Why a part of an answer is not shown."""

    NOT_A_PARTNER = "NOT_A_PARTNER"
    NOT_PUBLIC = "NOT_PUBLIC"


def disclose(scope: Scope, answer: A) -> A:
    """What the viewer may see of the answer. Local viewers and authorities see all; nobody else may ask yet."""
    if scope.viewer.kind in (ViewerKind.LOCAL, ViewerKind.AUTHORITY):
        return answer
    raise Forbidden(f"A viewer of kind {scope.viewer.kind} may not read yet; run Batlas without sign-in on loopback.")
