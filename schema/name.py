"""Names in two languages."""

import strawberry


@strawberry.type(description="A name in the languages that it exists in.")
class Name:
    en: str | None = strawberry.field(description="English, or as its sender writes it.")
    ko: str | None = strawberry.field(description="Korean.")


def named(en: str | None, ko: str | None) -> Name | None:
    """The name; none where there is none in any language."""
    return None if en is None and ko is None else Name(en=en, ko=ko)
