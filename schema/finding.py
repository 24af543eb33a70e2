"""What intake had to say."""

from typing import cast

import strawberry
from strawberry.scalars import JSON

from rules import finding
from rules.vocabulary import Severity


@strawberry.type(description="One fault or remark of intake.")
class Finding:
    code: str = strawberry.field(description="Stable code; docs/FORMAT.md lists them.")
    severity: Severity = strawberry.field(description="How bad it is.")
    pointer: str = strawberry.field(description="Where in the document.")
    message: str = strawberry.field(description="What is wrong, with the values.")
    params: JSON = strawberry.field(description="The values that the message speaks of, by name.")
    remedy: str = strawberry.field(description="What to do about it.")
    about: list[str] = strawberry.field(description="Keys of the things that it concerns.")

    @classmethod
    def of(cls, record: finding.Finding) -> "Finding":
        """From the record."""
        return cls(
            code=record.code,
            severity=record.severity,
            pointer=record.pointer,
            message=record.message,
            params=cast("JSON", dict(record.params)),
            remedy=record.remedy,
            about=list(record.about),
        )
