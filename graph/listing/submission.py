"""All submissions: by sender from there."""

from typing import LiteralString

from graph.listing.statement import lists
from rules.listing import Sort

SAID: LiteralString = "CASE WHEN n.revision <= $revision THEN n END AS said"

FITS: LiteralString = """($format IS NULL OR said.format = $format)
  AND ($received_from IS NULL OR said.received_at >= $received_from)
  AND ($received_before IS NULL OR said.received_at < $received_before)
  AND ($sender IS NULL OR EXISTS { (said)-[:SENT_BY]->(:Party {id: $sender}) })"""

FROM_SENDER: LiteralString = """MATCH (:Party {id: $sender})<-[:SENT_BY]-(n:Submission) WHERE n.revision <= $revision
WITH n, n AS said"""

STATED_BY: LiteralString = "EXISTS { (said)-[:SENT_BY]->(:Party {id: $viewer}) }"

SUBMISSIONS = lists(
    "Submission", FITS, (Sort.KEY, Sort.RECEIVED_AT), {"sender": FROM_SENDER}, said=SAID, stated_by=STATED_BY
)
