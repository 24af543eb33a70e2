"""All disputes that are open."""

from typing import LiteralString

from graph.listing.statement import lists
from rules.listing import Sort

# Settled where one of the two has corrected to what the other says (graph/dispute).
OPEN: LiteralString = """MATCH (said)-[:DISPUTES]->(t)
  WITH CASE WHEN t.since_rev <= $revision THEN t
    ELSE head([(t)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS held
  WHERE held.digest IS NULL OR held.digest <> said.digest
  RETURN 1 AS found"""

FITS: LiteralString = f"""($sender IS NULL OR said.sender = $sender)
  AND ($type IS NULL OR said.type = $type)
  AND EXISTS {{ {OPEN} }}"""

DISPUTES = lists("Dispute", FITS, (Sort.KEY, Sort.REVISION), {})
