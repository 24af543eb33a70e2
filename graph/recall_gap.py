"""What could carry these lots, for all that nobody has stated?"""

from collections.abc import Sequence
from typing import Any, LiteralString

from graph.database import Database
from graph.disclosure import forbid
from graph.flow import read_time
from graph.restore import as_of
from rules.errors import TooExpensive
from rules.lineage.gap import ORIGINS
from rules.recall.gap import Stuff, sought, suspect
from rules.recalls import PLAIN, Carried, Carriers, Certainty, RecallTerms, Unknown
from rules.scope import Scope
from rules.vocabulary import ItemKind, Mineral

MOST_GAPS = 100_000
MOST_REACHED = 3_000_000

# Of several runs one without a time may have been the first.
LOTS: LiteralString = """
UNWIND $keys AS key
MATCH (x:Item {id: key})
WITH x, CASE WHEN x.since_rev <= $revision THEN x
  ELSE head([(x)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS i
OPTIONAL MATCH (i)-[:INSTANCE_OF]->(model:Model)
WITH x, i, CASE WHEN model.since_rev <= $revision THEN model
  ELSE head([(model)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS m
CALL (x) {
  OPTIONAL MATCH (x)-[r:PRODUCED_BY|WAS_PRODUCED_BY]->(run:Process)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  WITH run, CASE WHEN run.since_rev <= $revision THEN run
    ELSE head([(run)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS p
  WITH count(run) AS runs, count(coalesce(p.started, p.ended)) AS dated, min(coalesce(p.started, p.ended)) AS first
  RETURN CASE WHEN runs = dated THEN first END AS made
}
RETURN collect([[x.id], i.kind, coalesce(i.composition_minerals, m.composition_minerals),
  coalesce(i.composition_fractions, m.composition_fractions), coalesce(i.composition_complete, m.composition_complete), made]) AS rows
"""

# Who asks for what is unknown looks at every item once: there is no shorter way to what nobody has stated. It is always asked as of the
# revision of its recall, so that there is no statement for now alone.
GAPS: LiteralString = """
CALL () {
  MATCH (g:Item)
  WHERE NOT EXISTS { (g)-[r:PRODUCED_BY|CONTAINS|CONTAINED|WAS_PRODUCED_BY|HAD_CONTAINED]->()
      WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision) }
    AND (g.since_rev <= $revision OR EXISTS { (g)-[r]-() WHERE r.since_rev <= $revision })
  RETURN g
  UNION
  MATCH (run:Process)
  WHERE NOT EXISTS { (run)-[r:CONSUMED|HAD_CONSUMED]->()
      WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision) }
  WITH run, CASE WHEN run.since_rev <= $revision THEN run
    ELSE head([(run)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS p
  WHERE NOT coalesce(p.kind IN $origins, false)
  MATCH (g:Item)-[made:PRODUCED_BY|WAS_PRODUCED_BY]->(run)
  WHERE made.since_rev <= $revision AND (made.until_rev IS NULL OR made.until_rev > $revision)
    AND NOT EXISTS { (g)-[r:CONTAINS|CONTAINED|HAD_CONTAINED]->()
      WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision) }
  RETURN g
}
WITH g LIMIT $most
WITH g, CASE WHEN g.since_rev <= $revision THEN g
  ELSE head([(g)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS i
OPTIONAL MATCH (i)-[:INSTANCE_OF]->(model:Model)
WITH g, i, CASE WHEN model.since_rev <= $revision THEN model
  ELSE head([(model)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS m
CALL (g) {
  OPTIONAL MATCH (g)<-[r:CONSUMED|HAD_CONSUMED]-(run:Process)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  WITH CASE WHEN run.since_rev <= $revision THEN run
    ELSE head([(run)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS p
  RETURN min(coalesce(p.started, p.ended)) AS taken
}
CALL (g) {
  OPTIONAL MATCH (g)<-[r:CONTAINS|CONTAINED|HAD_CONTAINED]-(:Item)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  RETURN min(r.from) AS fitted
}
WITH g.id AS key, i.kind AS kind, CASE WHEN taken < fitted THEN taken ELSE coalesce(fitted, taken) END AS used,
  i.composition_minerals AS minerals, i.composition_fractions AS fractions, i.composition_complete AS complete, m
WITH kind, used, minerals, fractions, complete, m, collect(key) AS keys
RETURN collect([keys, kind, coalesce(minerals, m.composition_minerals), coalesce(fractions, m.composition_fractions),
  coalesce(complete, m.composition_complete), used]) AS rows
"""

# Nothing goes on through what states a composition in which the minerals cannot be.
REACH: LiteralString = """
UNWIND $keys AS key
MATCH (root:Item {id: key})
MATCH p = (root)<-[:PRODUCED_BY|CONSUMED|CONTAINS|CONTAINED|WAS_PRODUCED_BY|HAD_CONSUMED|HAD_CONTAINED*0..2000]-(x)
WHERE all(n IN nodes(p) WHERE $minerals IS NULL OR n.composition_minerals IS NULL OR n.since_rev > $revision
    OR (NOT n.composition_complete AND reduce(held = 0.0, f IN n.composition_fractions | held + f) < 0.999999)
    OR any(m IN n.composition_minerals WHERE m IN $minerals))
  AND all(r IN relationships(p) WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  AND ($through OR r.role IS NULL OR NOT r.role IN ['END_OF_LIFE', 'PRODUCTION_SCRAP'])
  AND ($ever OR (($at IS NULL OR r.from IS NULL OR r.from <= $at)
    AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision))))
WITH DISTINCT x LIMIT $most
WITH x WHERE x:Item
WITH x, CASE WHEN x.since_rev <= $revision THEN x
  ELSE head([(x)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS i
WITH i.kind AS kind, collect(x.id) AS keys
RETURN collect([kind, keys]) AS rows
"""


async def find_unknown(
    scope: Scope,
    database: Database,
    lots: Sequence[str],
    known: Sequence[Carried],
    terms: RecallTerms = PLAIN,
) -> Unknown:
    """Items that a gap is upstream of which could hide the lots, without those that are known to carry (`known`) or are the lots.

    A gap is an item of which nobody has stated what it was made of: a stub, one without a run and parts, or one of a run without inputs. It
    could hide a lot unless it comes before it by its kind (save through recycling), was used before the lot was made, or states a composition in which the
    lot's minerals cannot be. Raises TooExpensive for more than 100,000 gaps.
    """
    forbid(scope, "What is unknown to a recall")
    revision = as_of(scope)["revision"]
    told = await database.columns(LOTS, keys=list(lots), revision=revision)
    found = await database.columns(GAPS, origins=list(ORIGINS), most=MOST_GAPS + 1, revision=revision)
    gaps = [_stuff(row) for row in found["rows"]]
    if sum(len(gap.keys) for gap in gaps) > MOST_GAPS:
        raise TooExpensive(f"There are more than {MOST_GAPS:,} gaps; what is unknown cannot be told at once.")
    recalled = [_stuff(row) for row in told["rows"]]
    keys = suspect(recalled, gaps, terms.mineral, through=terms.through_recycling)
    reached = await database.columns(
        REACH,
        keys=keys,
        through=terms.through_recycling,
        most=MOST_REACHED,
        minerals=sought(recalled, terms.mineral),
        at=scope.at,
        ever=terms.ever,
        revision=revision,
    )
    sure = {key for group in known for key in group.keys} | set(lots)
    groups = [
        Carried(
            [key for key in of_kind if key not in sure],
            kind and ItemKind(kind),
            Certainty.UNKNOWN,
            None,
            None,
            None,
            (),
        )
        for kind, of_kind in reached["rows"]
    ]
    return Unknown(tuple(keys), Carriers([group for group in groups if group.keys]))


def _stuff(row: Sequence[Any]) -> Stuff:
    keys, kind, minerals, fractions, complete, time = row
    held = None if minerals is None else {Mineral(m): f for m, f in zip(minerals, fractions, strict=True)}
    return Stuff(keys, kind and ItemKind(kind), held, bool(complete), read_time(time))
