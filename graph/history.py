"""What happened to this?"""

from collections.abc import Iterator, Sequence
from typing import Any

from graph.database import Database
from graph.disclosure import admit, disclose
from graph.restore import as_of
from rules.errors import TooExpensive
from rules.history import Event, Happening, History, in_order
from rules.scope import Scope
from rules.vocabulary import ItemKind, ProcessKind

MOST = 50_000
"""Links of the items of one question."""

# By revision always, so that what comes in while it runs is all outside.
FETCH = """
MATCH (ledger:Ledger {id: 'ledger'})
WITH CASE WHEN $now THEN ledger.revision ELSE $revision END AS revision
CALL (revision) {
  UNWIND range(0, size($keys) - 1) AS number
  MATCH (n:Item {id: $keys[number]})
  MATCH (n)-[r:PRODUCED_BY|WAS_PRODUCED_BY|CONSUMED|HAD_CONSUMED|CONTAINS|CONTAINED|HAD_CONTAINED|OWNED_BY|OWNED_BEFORE|WAS_OWNED_BY
    |IN_CUSTODY_OF|IN_CUSTODY_BEFORE|WAS_IN_CUSTODY_OF|UNDER_DUTY_OF|UNDER_DUTY_BEFORE|WAS_UNDER_DUTY_OF]-(o)
  WHERE r.since_rev <= revision AND (r.until_rev IS NULL OR r.until_rev > revision)
  WITH number, n, r, o, revision LIMIT $most
  WITH number, n, r, o, revision, CASE WHEN o.since_rev <= revision THEN o
    ELSE head([(o)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= revision AND v.until_rev > revision | v]) END AS said
  OPTIONAL MATCH (said)-[:RAN_AT]->(site:Facility)
  OPTIONAL MATCH (said)-[:OPERATED_BY]->(own:Party)
  WITH number, n, r, o, said, site, own, revision, CASE WHEN site.since_rev <= revision THEN site
    ELSE head([(site)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= revision AND v.until_rev > revision | v]) END AS place
  OPTIONAL MATCH (place)-[:OPERATED_BY]->(of_site:Party)
  RETURN collect([number, type(r), startNode(r) = n, o.id, said.name, said.kind, coalesce(own.id, of_site.id), site.id,
    coalesce(place.country, said.country), r.quantity, r.submission, r.from,
    CASE WHEN coalesce(r.ended_rev, 0) <= revision THEN r.to END, r.ended_submission, coalesce(said.ended, said.started)]) AS rows
}
RETURN revision, rows
"""

RUNS = {"PRODUCED_BY": Happening.PRODUCED, "WAS_PRODUCED_BY": Happening.PRODUCED}
RUNS |= {"CONSUMED": Happening.USED, "HAD_CONSUMED": Happening.USED}

FITTED = (Happening.FITTED, Happening.REMOVED)
PART = (Happening.PART_FITTED, Happening.PART_REMOVED)

TENURES = {
    "OWNED": (Happening.OWNED, Happening.DISOWNED),
    "CUSTODY": (Happening.RECEIVED, Happening.HANDED_OVER),
    "DUTY": (Happening.DUTY_TAKEN, Happening.DUTY_ENDED),
}
"""A word in the relationship's type to what happens at its beginning and at its end."""


async def fetch_histories(scope: Scope, database: Database, keys: Sequence[str]) -> list[History]:
    """What happened to each item, as known at `scope.revision`. Raises TooExpensive for more than 50,000 links together."""
    (record,) = await database.read(FETCH, keys=await admit(scope, database, keys), most=MOST + 1, **as_of(scope))
    if len(record["rows"]) > MOST:
        raise TooExpensive(f"More than {MOST:,} things happened to these items; ask for fewer at once.")
    events: dict[int, list[Event]] = {}
    for number, *row in record["rows"]:
        events.setdefault(number, []).extend(_events(*row))
    found = [History(record["revision"], in_order(events.get(number, []))) for number in range(len(keys))]
    return await disclose(scope, database, found)


def _events(
    kind: str,
    out: bool,
    other: str,
    name: str | None,
    what: str | None,
    runner: str | None,
    site: str | None,
    country: str | None,
    quantity: float | None,
    submission: str,
    begin: Any,
    end: Any,
    ended_by: str | None,
    ran: Any,
) -> Iterator[Event]:
    if kind in RUNS:
        at = ran and ran.to_native()
        process = ProcessKind(what) if what else None
        yield Event(
            RUNS[kind],
            at,
            other,
            name,
            process_kind=process,
            party=runner,
            facility=site,
            country=country,
            quantity=quantity,
            submission=submission,
        )
        return
    party, item = None, None
    if "CONTAIN" in kind:
        begun, ended = PART if out else FITTED
        item = ItemKind(what) if what else None
    else:
        begun, ended = next(pair for word, pair in TENURES.items() if word in kind)
        party = other
    about = {"item_kind": item, "party": party, "quantity": quantity}
    yield Event(begun, begin and begin.to_native(), other, name, **about, submission=submission)
    if end is not None:
        yield Event(ended, end.to_native(), other, name, **about, submission=ended_by or submission)
