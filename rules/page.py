"""A page of a long answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Keys in their order, and whether there are more behind them."""

    keys: tuple[str, ...]
    more: bool
