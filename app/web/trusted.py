"""Trusted documents: where an operator lists them nothing else runs."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from graphql import GraphQLError, parse, validate

from app.web.documents import HASH, hash_of
from app.web.question import NONE, Question
from rules.errors import Forbidden, InvalidInput
from schema.build import Schema

SETTING = "BATLAS_TRUSTED_DOCUMENTS"
APOLLO = "apollo-persisted-query-manifest"
NAME = re.compile(r"\b(?:query|mutation|subscription)\s+(\w+)")


class NotInList(Forbidden):
    """The document is none of those that may run."""

    code = "PERSISTED_QUERY_NOT_IN_LIST"


class Trusted:
    """The documents of a manifest, by their ids or their exact texts."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self._hashes = {sha256(text.encode()).digest() for text in texts.values()}

    def find(self, asked: Question) -> str:
        """The text. Raises InvalidInput where none is asked for, NotInList."""
        if asked.query:
            if sha256(asked.query.encode()).digest() in self._hashes:
                return asked.query
            raise NotInList(f"This document is not among the trusted ones ({SETTING}), and nothing else runs here.")
        name = hash_of(asked)
        if name is None:
            raise InvalidInput(NONE)
        if name not in self._texts:
            raise NotInList(
                f"The document {name[:80]} is not among the trusted ones ({SETTING}), and nothing else runs here."
            )
        return self._texts[name]


def read_trusted(path: Path, schema: Schema) -> Trusted:
    """Of a JSON file {id: text}, or in the form of Apollo's manifests; an id of 64 hex digits is the SHA-256 of its text. Raises InvalidInput naming the document that is wrong."""
    try:
        told = orjson.loads(path.read_bytes())
    except OSError as error:
        raise InvalidInput(f"{SETTING}: {path} cannot be read ({error.strerror}).") from error
    except orjson.JSONDecodeError as error:
        raise InvalidInput(f"{SETTING}: {path} is no JSON: {error}.") from error
    texts: dict[str, str] = {}
    for name, text in _listed(path, told):
        fault = _fault(name, text, schema)
        if name in texts:
            fault = "is there twice"
        if fault is not None:
            raise InvalidInput(f"{SETTING}: in {path} the document {_named(name, text)} {fault}.")
        texts[name] = text
    return Trusted(texts)


def _listed(path: Path, told: Any) -> Iterator[tuple[str, str]]:
    if isinstance(told, dict) and told.get("format") == APOLLO and isinstance(told.get("operations"), list):
        entries = [
            (one.get("id"), one.get("body")) if isinstance(one, dict) else (None, None) for one in told["operations"]
        ]
    elif isinstance(told, dict):
        entries = list(told.items())
    else:
        entries = [(None, None)]
    for name, text in entries:
        if not isinstance(name, str) or not isinstance(text, str):
            raise InvalidInput(
                f'{SETTING}: {path} is no manifest: write {{"SHA-256 of the text": "text"}}, or a manifest of Apollo\'s, {APOLLO}.'
            )
        yield name, text


def _fault(name: str, text: str, schema: Schema) -> str | None:
    if HASH.fullmatch(name) and sha256(text.encode()).hexdigest() != name:
        return "has another SHA-256 than its id"
    try:
        errors = validate(schema._schema, parse(text))
    except GraphQLError as error:
        errors = [error]
    return f"does not fit the schema: {errors[0].message}" if errors else None


def _named(name: str, text: str) -> str:
    operation = NAME.search(text)
    return f"{name} ({operation[1]})" if operation else name
