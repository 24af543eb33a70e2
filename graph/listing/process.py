"""All processes: by kind along an index, by facility and operator from there."""

from typing import LiteralString

from graph.listing.statement import lists, next_to
from rules.listing import Sort

# Who ran a process is its own operator, else that of its facility; its country is the facility's, else its own.
RAN: LiteralString = """OPTIONAL MATCH (said)-[:RAN_AT]->(f:Facility)
  WITH CASE WHEN f.since_rev <= $revision THEN f
    ELSE head([(f)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS place
  OPTIONAL MATCH (place)-[:OPERATED_BY]->(of_place:Party)
  OPTIONAL MATCH (said)-[:OPERATED_BY]->(own:Party)
  WITH place, coalesce(own.id, of_place.id) AS runner"""

FITS: LiteralString = f"""($kind IS NULL OR said.kind = $kind)
  AND ($name IS NULL OR toLower(said.name) CONTAINS $name OR toLower(said.name_ko) CONTAINS $name)
  AND ($started_from IS NULL OR said.started >= $started_from)
  AND ($started_before IS NULL OR said.started < $started_before)
  AND ($facility IS NULL OR EXISTS {{ (said)-[:RAN_AT]->(:Facility {{id: $facility}}) }})
  AND (($operator IS NULL AND $country IS NULL) OR EXISTS {{ {RAN}
    WHERE ($operator IS NULL OR runner = $operator) AND ($country IS NULL OR coalesce(place.country, said.country) = $country)
    RETURN 1 AS found }})"""

FROM_OPERATOR: LiteralString = """CALL () {
  MATCH (:Party {id: $operator})<-[:OPERATED_BY]-(said) RETURN said
  UNION
  MATCH (:Party {id: $operator})<-[:OPERATED_BY]-(place)
  OPTIONAL MATCH (place)<-[:HAD_VERSION]-(standing)
  WITH DISTINCT coalesce(standing, place) AS f WHERE f:Facility
  MATCH (f)<-[:RAN_AT]-(said) RETURN said
}
WITH said WHERE said.since_rev <= $revision AND (said.until_rev IS NULL OR said.until_rev > $revision)
OPTIONAL MATCH (said)<-[:HAD_VERSION]-(present)
WITH DISTINCT coalesce(present, said) AS n, said WHERE n:Process"""

PROCESSES = lists(
    "Process",
    FITS,
    (Sort.KEY, Sort.NAME, Sort.STARTED, Sort.REVISION),
    {"facility": next_to("Process", "Facility", "RAN_AT", "facility"), "operator": FROM_OPERATOR},
    ("kind",),
    by_revision=True,
)
