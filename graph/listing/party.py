"""All parties."""

from typing import LiteralString

from graph.listing.statement import lists
from rules.listing import Sort

FITS: LiteralString = """($role IS NULL OR $role IN said.roles)
  AND ($country IS NULL OR said.country = $country)
  AND ($name IS NULL OR toLower(said.name) CONTAINS $name OR toLower(said.name_ko) CONTAINS $name)"""

PARTIES = lists("Party", FITS, (Sort.KEY, Sort.NAME, Sort.REVISION), {})
