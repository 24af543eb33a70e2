"""All items: by kind and sender along indexes, by owner, model and place of production from there."""

from typing import LiteralString

from graph.listing.statement import lists, next_to
from rules.listing import Sort

OWNED: LiteralString = """(n)-[r:OWNED_BY|OWNED_BEFORE|WAS_OWNED_BY]->(:Party {id: $owner})
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
    AND (r.to IS NULL OR coalesce(r.ended_rev, 0) > $revision)"""

MADE: LiteralString = """MATCH (n)-[r:PRODUCED_BY|WAS_PRODUCED_BY]->(p:Process)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  WITH CASE WHEN p.since_rev <= $revision THEN p
    ELSE head([(p)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS run
  OPTIONAL MATCH (run)-[:RAN_AT]->(f:Facility)
  WITH run, f, CASE WHEN f.since_rev <= $revision THEN f
    ELSE head([(f)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS place"""

FITS: LiteralString = f"""($kind IS NULL OR said.kind = $kind)
  AND ($sender IS NULL OR said.sender = $sender)
  AND ($stated_since IS NULL OR said.since_rev >= $stated_since)
  AND ($name IS NULL OR toLower(said.name) CONTAINS $name OR toLower(said.name_ko) CONTAINS $name)
  AND ($model IS NULL OR EXISTS {{ (said)-[:INSTANCE_OF]->(:Model {{id: $model}}) }})
  AND ($owner IS NULL OR EXISTS {{ {OWNED} }})
  AND (($produced_at IS NULL AND $country IS NULL) OR EXISTS {{ {MADE}
    WHERE ($produced_at IS NULL OR f.id = $produced_at) AND ($country IS NULL OR coalesce(place.country, run.country) = $country)
    RETURN 1 AS found }})"""

FROM_OWNER: LiteralString = """MATCH (:Party {id: $owner})<-[:OWNED_BY|OWNED_BEFORE|WAS_OWNED_BY]-(n:Item)
WITH DISTINCT n, CASE WHEN n.since_rev <= $revision THEN n
  ELSE head([(n)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS said
WHERE said IS NOT NULL"""

FROM_PLACE: LiteralString = """MATCH (:Facility {id: $produced_at})<-[:RAN_AT]-(run)
OPTIONAL MATCH (run)<-[:HAD_VERSION]-(present)
WITH DISTINCT coalesce(present, run) AS p
MATCH (p)<-[:PRODUCED_BY|WAS_PRODUCED_BY]-(n:Item)
WITH DISTINCT n, CASE WHEN n.since_rev <= $revision THEN n
  ELSE head([(n)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS said
WHERE said IS NOT NULL"""

ITEMS = lists(
    "Item",
    FITS,
    (Sort.KEY, Sort.NAME, Sort.REVISION),
    {"owner": FROM_OWNER, "produced_at": FROM_PLACE, "model": next_to("Item", "Model", "INSTANCE_OF", "model")},
    ("sender", "kind"),
    by_revision=True,
)
