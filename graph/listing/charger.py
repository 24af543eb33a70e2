"""All chargers: by operator from there."""

from typing import LiteralString

from graph.listing.statement import lists, next_to
from rules.listing import Sort

FITS: LiteralString = """($country IS NULL OR said.country = $country)
  AND ($name IS NULL OR toLower(said.name) CONTAINS $name OR toLower(said.name_ko) CONTAINS $name)
  AND ($operator IS NULL OR EXISTS { (said)-[:OPERATED_BY]->(:Party {id: $operator}) })"""

CHARGERS = lists(
    "Charger",
    FITS,
    (Sort.KEY, Sort.NAME, Sort.REVISION),
    {"operator": next_to("Charger", "Party", "OPERATED_BY", "operator")},
)
