"""From what a caller sends to the text of a document: the text itself, or the hash of one that was sent before (automatic persisted queries)."""

import re
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from typing import Protocol

from app.web.question import NONE, Question
from rules.errors import InvalidInput

HASH = re.compile("[0-9a-f]{64}")
PREFIX = "sha256:"
"""Of a `documentId` that is a hash."""


class PersistedQueryNotFound(InvalidInput):
    """Nobody has sent the text of this hash yet, or it was forgotten: the caller sends it with the hash."""

    code = "PERSISTED_QUERY_NOT_FOUND"

    def __init__(self) -> None:
        # Clients look for this very message.
        super().__init__("PersistedQueryNotFound")


class PersistedQueryNotSupported(InvalidInput):
    """Hashes are not taken: the caller sends texts from now on."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotSupported")


class Documents(Protocol):
    """Finds the text that is asked for."""

    def find(self, asked: Question) -> str:
        """The text. Raises InvalidInput where none is asked for, and a BatlasError with a code of its own where it may not run or is not known."""
        ...


class Remembered:
    """Every text may run; those that came with their hash are remembered, the longest unused forgotten first, within so many characters."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._texts: OrderedDict[str, str] = OrderedDict()
        self.size = 0

    def find(self, asked: Question) -> str:
        """The text. Raises InvalidInput, PersistedQueryNotFound, PersistedQueryNotSupported."""
        name = hash_of(asked)
        if asked.query:
            if name is not None and self._most:
                self._remember(name, asked.query)
            return asked.query
        if name is None:
            raise InvalidInput(NONE)
        if not self._most:
            raise PersistedQueryNotSupported
        if name not in self._texts:
            raise PersistedQueryNotFound
        self._texts.move_to_end(name)
        return self._texts[name]

    def _remember(self, name: str, text: str) -> None:
        if sha256(text.encode()).hexdigest() != name:
            raise InvalidInput("The SHA-256 of `query`, in UTF-8, is another than the one that came with it.")
        if name not in self._texts and len(text) <= self._most:
            self._texts[name] = text
            self.size += len(text)
        while self.size > self._most:
            self.size -= len(self._texts.popitem(last=False)[1])


def hash_of(asked: Question) -> str | None:
    """The hash that a document is asked for by, or a `documentId` that is none; none without either. Raises InvalidInput, PersistedQueryNotSupported."""
    told = (asked.extensions or {}).get("persistedQuery")
    if told is None:
        return None if asked.document_id is None else asked.document_id.removeprefix(PREFIX)
    if not isinstance(told, Mapping):
        raise InvalidInput("`extensions.persistedQuery` is an object.")
    if told.get("version") != 1:
        raise PersistedQueryNotSupported
    name = told.get("sha256Hash")
    if not isinstance(name, str) or not HASH.fullmatch(name):
        raise InvalidInput("`extensions.persistedQuery.sha256Hash` is a SHA-256 in 64 lower-case hex digits.")
    return name
