"""Answers that are worked out once and asked again page by page: what was known at a revision does not change."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
A = TypeVar("A")


class Remembered(Generic[K, A]):
    """The answers that were asked for last, up to a sum of their sizes; the largest one alone may be larger."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[K, tuple[A, int]] = OrderedDict()

    def get(self, key: K) -> A | None:
        """The answer, where it is remembered."""
        found = self._held.get(key)
        if found is None:
            return None
        self._held.move_to_end(key)
        return found[0]

    def put(self, key: K, answer: A, size: int) -> None:
        """Remember it, and forget those that were not asked for the longest."""
        self._held[key] = (answer, size)
        self._held.move_to_end(key)
        while len(self._held) > 1 and sum(held for _, held in self._held.values()) > self._most:
            self._held.popitem(last=False)
