"""The statements that list a noun, put together once from constant parts: a way to its things, a filter, a sort and an order.

A way gives rows of `n`, the thing, and `said`, what was known of it at `$revision`: the node itself or a Version.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import LiteralString

from rules.listing import Order, Sort

PARAMETER = re.compile(r"\$(\w+)")

SAID: LiteralString = """CASE WHEN n.since_rev <= $revision THEN n
  ELSE head([(n)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS said"""

# What others only refer to is listed for itself alone: it has nothing that a filter could ask for.
STATED: LiteralString = """CASE WHEN $stated THEN said IS NOT NULL
  ELSE said IS NULL AND EXISTS { (n)-[r]-() WHERE r.since_rev <= $revision } END"""

VALUES: dict[Sort, LiteralString] = {
    Sort.KEY: "null",
    Sort.NAME: "said.name",
    Sort.STARTED: "said.started",
    Sort.RECEIVED_AT: "said.received_at",
    Sort.REVISION: "said.since_rev",
}

BEHIND: dict[Order, LiteralString] = {Order.ASC: ">", Order.DESC: "<"}
WORDS: dict[Order, LiteralString] = {Order.ASC: "ASC", Order.DESC: "DESC"}


@dataclass(frozen=True, slots=True)
class Lists:
    """The statements of a noun: pages by way, sort and order, and counts by way."""

    pages: Mapping[str, LiteralString]
    counts: Mapping[str, LiteralString]
    filters: tuple[str, ...]
    """Names of all filters, which are parameters."""
    ways: tuple[str, ...]
    """Names of the filters that are ways too, the one that leads to the fewest first."""
    sorts: tuple[Sort, ...]
    public: bool
    """Whether anybody may list them; else a party lists what it has stated."""


def everything(label: LiteralString, said: LiteralString) -> LiteralString:
    """The way through the whole label."""
    return f"MATCH (n:{label}) WHERE n.id > '' WITH n, {said} WHERE {STATED}"


def next_to(label: LiteralString, other: LiteralString, relation: LiteralString, name: LiteralString) -> LiteralString:
    """The way from another thing over what records state: `(said)-[:MADE_BY]->(:Party {id: $manufacturer})`. A version has it too."""
    return f"""MATCH (:{other} {{id: ${name}}})<-[:{relation}]-(said)
WHERE said.since_rev <= $revision AND (said.until_rev IS NULL OR said.until_rev > $revision)
OPTIONAL MATCH (said)<-[:HAD_VERSION]-(present)
WITH DISTINCT coalesce(present, said) AS n, said WHERE n:{label}"""


def by_key(label: LiteralString, fits: LiteralString, order: Order, said: LiteralString) -> LiteralString:
    """The page of the whole label along its unique index: it reads what it shows and what does not fit in between."""
    word = WORDS[order]
    return f"""
MATCH (n:{label}) WHERE n.id {BEHIND[order]} $key
WITH n, {said} WHERE {STATED} AND {fits}
WITH n ORDER BY n.id {word} LIMIT $limit
RETURN collect([null, n.id]) AS rows
"""


def along(
    label: LiteralString, fits: LiteralString, sort: Sort, order: Order, indexed: LiteralString, seek: LiteralString
) -> LiteralString:
    """The page along an index over the property `indexed` and the key; what has been corrected since is merged in."""
    behind, word, value = BEHIND[order], WORDS[order], VALUES[sort]
    sorted_by: LiteralString = "" if sort is Sort.KEY else f"value {word}, "
    # Under one name for the node and what is said, else the planner does not see that the index gives the order; of a small graph it thinks
    # that any index does, and keeps to that for some time while the graph grows.
    return f"""
CALL () {{
  MATCH (n:{label}) USING INDEX n:{label}({indexed}, id) WHERE {seek}
    AND n.since_rev <= $revision AND {_behind(sort, "n.id", value, behind).replace("said", "n")} AND {fits.replace("said", "n")}
  WITH n ORDER BY n.{indexed} {word}, n.id {word} LIMIT $limit
  RETURN {value.replace("said", "n")} AS value, n.id AS key
  UNION ALL
  MATCH (said:Version)<-[:HAD_VERSION]-(n:{label}) WHERE said.until_rev > $revision AND said.since_rev <= $revision
  WITH n, said WHERE {_behind(sort, "n.id", value, behind)} AND {fits}
  RETURN {value} AS value, n.id AS key
}}
WITH value, key ORDER BY {sorted_by}key {word} LIMIT $limit
RETURN collect([value, key]) AS rows
"""


def among(way: LiteralString, fits: LiteralString, sort: Sort, order: Order) -> LiteralString:
    """The page of what a way leads to, of which the first are kept while all are read."""
    behind, word, value = BEHIND[order], WORDS[order], VALUES[sort]
    sorted_by: LiteralString = "" if sort is Sort.KEY else f"value IS NULL, value {word}, "
    return f"""
{way}
WITH n, said WHERE {fits}
WITH n.id AS key, {value} AS value
WITH key, value WHERE {_behind(sort, "key", "value", behind)}
WITH key, value ORDER BY {sorted_by}key {word} LIMIT $limit
RETURN collect([value, key]) AS rows
"""


def count(way: LiteralString, fits: LiteralString) -> LiteralString:
    """How many a way leads to."""
    return f"""
{way}
WITH n, said WHERE {fits}
RETURN count(DISTINCT n.id) AS number
"""


def _behind(sort: Sort, key: LiteralString, value: LiteralString, behind: LiteralString) -> LiteralString:
    # `$tail`: the page goes on among those without a value, which come last either way.
    if sort is Sort.KEY:
        return f"{key} {behind} $key"
    return f"""CASE WHEN $tail THEN {value} IS NULL AND {key} {behind} $key
    ELSE {value} IS NULL OR {value} {behind} $value OR ({value} = $value AND {key} {behind} $key) END"""


REVISIONS: dict[Order, LiteralString] = {
    Order.ASC: "n.since_rev >= $value AND n.id > ''",
    Order.DESC: "n.since_rev <= $value AND n.id > ''",
}


def lists(
    label: LiteralString,
    fits: LiteralString,
    sorts: tuple[Sort, ...],
    ways: Mapping[str, LiteralString],
    indexed: tuple[LiteralString, ...] = (),
    *,
    by_revision: bool = False,
    said: LiteralString = SAID,
    stated_by: LiteralString = "said.sender = $viewer",
    public: bool = False,
) -> Lists:
    """All statements of a noun. `ways` lead to its things from others; there are indexes over each of `indexed`, and the revision, and the key.

    What `fits` asks of the parameters are the filters. `stated_by` holds of what `$viewer` has stated; what is `public` all may list.
    """
    filters = tuple(dict.fromkeys(name for name in PARAMETER.findall(fits) if name != "revision"))
    if not public:
        fits = f"{fits}\n  AND ($viewer IS NULL OR {stated_by})"
    pages: dict[str, LiteralString] = {}
    for order in Order:
        for sort in sorts:
            name = f"{sort} {order}"
            if sort is Sort.KEY:
                pages[f" {name}"] = by_key(label, fits, order, said)
            elif sort is Sort.REVISION and by_revision:
                pages[f" {name}"] = along(label, fits, sort, order, "since_rev", REVISIONS[order])
            else:
                pages[f" {name}"] = among(everything(label, said), fits, sort, order)
            for way, text in ways.items():
                pages[f"{way} {name}"] = among(text, fits, sort, order)
        for way in indexed:
            seek: LiteralString = f"n.{way} = ${way} AND n.id {BEHIND[order]} $key"
            pages[f"{way} {Sort.KEY} {order}"] = along(label, fits, Sort.KEY, order, way, seek)
    counts: dict[str, LiteralString] = {"": count(everything(label, said), fits)}
    for way, text in ways.items():
        counts[way] = count(text, fits)
    return Lists(pages, counts, filters, (*ways, *indexed), sorts, public)
