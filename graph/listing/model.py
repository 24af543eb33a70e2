"""All models: by manufacturer from there."""

from typing import LiteralString

from graph.listing.statement import lists, next_to
from rules.listing import Sort

FITS: LiteralString = """($kind IS NULL OR said.kind = $kind)
  AND ($name IS NULL OR toLower(said.name) CONTAINS $name OR toLower(said.name_ko) CONTAINS $name)
  AND ($manufacturer IS NULL OR EXISTS { (said)-[:MADE_BY]->(:Party {id: $manufacturer}) })"""

MODELS = lists(
    "Model",
    FITS,
    (Sort.KEY, Sort.NAME, Sort.REVISION),
    {"manufacturer": next_to("Model", "Party", "MADE_BY", "manufacturer")},
    public=True,
)
