"""A page of a list, and how many there are."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from neo4j.time import DateTime

from graph.database import Database
from graph.disclosure import recognise, sees_all, stated_by
from graph.listing.statement import Lists
from graph.restore import as_of
from rules.errors import InvalidInput
from rules.listing import ENDS, FARTHEST, Listed, Order, Position, Sort
from rules.scope import Scope

NAMES = ("sender", "owner", "operator", "facility", "produced_at")
"""Filters that are keys of parties or facilities."""


async def list_things(
    scope: Scope,
    database: Database,
    lists: Lists,
    wanted: Mapping[str, Any],
    *,
    sort: Sort,
    order: Order,
    first: int,
    after: Position | None = None,
    stated: bool = True,
) -> Listed:
    """The `first` things behind `after` that fit `wanted`, a value for each filter that counts, as known at `scope.revision`.

    Without `stated` those that others refer to and nobody has stated. Raises InvalidInput for a sort that the noun does not have.
    """
    if sort not in lists.sorts:
        raise InvalidInput(f"These cannot be sorted by {sort}; sort them by {', '.join(lists.sorts)}.")
    if not stated and (sort is not Sort.KEY or any(value is not None for value in wanted.values())):
        raise InvalidInput(
            "Of what nobody has stated only keys are known: ask for it without other filters, sorted by KEY."
        )
    wanted = await _recognised(scope, database, lists, wanted)
    low, high = ENDS[sort]
    start = Position(low, "") if order is Order.ASC else Position(high, FARTHEST)
    position = after or start
    columns = await database.columns(
        lists.pages[f"{_way(lists.pages, lists, wanted, f' {sort} {order}')} {sort} {order}"],
        **_parameters(scope, lists, wanted, stated),
        key=position.key,
        value=start.value if position.value is None else position.value,
        tail=after is not None and after.value is None,
        limit=first + 1,
    )
    rows = [Position(_native(value), key) for value, key in columns["rows"]]
    return Listed(tuple(rows[:first]), more=len(rows) > first)


async def count_things(
    scope: Scope, database: Database, lists: Lists, wanted: Mapping[str, Any], *, stated: bool = True
) -> int:
    """How many fit; all of them are read."""
    wanted = await _recognised(scope, database, lists, wanted)
    way = _way(lists.counts, lists, wanted, "")
    columns = await database.columns(lists.counts[way], **_parameters(scope, lists, wanted, stated))
    return columns["number"]


def _way(statements: Mapping[str, Any], lists: Lists, wanted: Mapping[str, Any], suffix: str) -> str:
    ways = (way for way in lists.ways if wanted.get(way) is not None and f"{way}{suffix}" in statements)
    return next(ways, "")


def _parameters(scope: Scope, lists: Lists, wanted: Mapping[str, Any], stated: bool) -> dict[str, Any]:
    told = {"stated": stated, "revision": as_of(scope)["revision"]}
    if not lists.public:
        told["viewer"] = stated_by(scope)
    return {**dict.fromkeys(lists.filters), **wanted, **told}


async def _recognised(scope: Scope, database: Database, lists: Lists, wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    """The filters as the viewer may ask by them: a party by names that it knows, and among what it has stated."""
    if sees_all(scope.viewer) or lists.public:
        return wanted
    names = [name for name in NAMES if wanted.get(name) is not None]
    keys = await recognise(scope, database, [wanted[name] for name in names])
    own = {"sender": scope.viewer.party} if "sender" in lists.filters and wanted.get("sender") is None else {}
    return {**wanted, **own, **dict(zip(names, keys, strict=True))}


def _native(value: Any) -> Any:
    # Neo4j does not take a time with another zone for the same one when it compares.
    return value.to_native().astimezone(UTC) if isinstance(value, DateTime) else value
