"""Which of the media types that can be answered a caller likes best (RFC 9110, 12.5.1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.web.media import is_utf8, media_type

NAMED = 2
"""How exactly `type/subtype` says what is wanted; `type/*` does by 1, `*/*` by 0."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One entry of an Accept header."""

    kind: str
    quality: float

    def fits(self, offer: str) -> int | None:
        """How exactly it means the type; none where it does not."""
        if self.kind == offer:
            return NAMED
        if self.kind == "*/*":
            return 0
        return 1 if self.kind == f"{offer.partition('/')[0]}/*" else None


def wishes(accept: str | None) -> tuple[Wish, ...]:
    """The entries in their order; anything where nothing is said. What cannot be read, and what is wanted in another charset, counts for nothing."""
    if accept is None or not accept.strip():
        return (Wish("*/*", 1),)
    return tuple(wish for entry in accept.split(",") if (wish := _wish(entry)) is not None)


def choose(wished: Sequence[Wish], offered: Sequence[str]) -> str | None:
    """The offer of the highest quality, of equals the one that is wished for first, and then offered first; none where none fits.

    What an offer is worth is said by the entry that means it most exactly.
    """
    worth: list[tuple[float, int, str]] = []
    for offer in offered:
        fitting = [
            (exactly, -place, wish.quality)
            for place, wish in enumerate(wished)
            if (exactly := wish.fits(offer)) is not None
        ]
        _, place, quality = max(fitting, default=(0, 0, 0.0))
        if quality > 0:
            worth.append((quality, place, offer))
    # Of equals the first is the greatest.
    return max(worth, key=lambda one: one[:2])[2] if worth else None


def names(wished: Sequence[Wish], kind: str) -> bool:
    """Whether the type is wished for by its name."""
    return any(wish.kind == kind and wish.quality > 0 for wish in wished)


def _wish(entry: str) -> Wish | None:
    kind, told = media_type(entry)
    try:
        quality = float(told.get("q", "1"))
    except ValueError:
        return None
    return Wish(kind, quality) if "/" in kind and 0 <= quality <= 1 and is_utf8(told) else None
