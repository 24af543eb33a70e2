"""All certificates: by issuer from there."""

from typing import LiteralString

from graph.listing.statement import lists, next_to
from rules.listing import Sort

FITS: LiteralString = """($scope IS NULL OR said.scope = $scope)
  AND ($status IS NULL OR said.status = $status)
  AND ($name IS NULL OR toLower(said.name) CONTAINS $name OR toLower(said.name_ko) CONTAINS $name)
  AND ($valid_at IS NULL OR ((said.valid_from IS NULL OR said.valid_from <= $valid_at)
    AND (said.valid_to IS NULL OR said.valid_to > $valid_at)))
  AND ($issuer IS NULL OR EXISTS { (said)-[:ISSUED_BY]->(:Party {id: $issuer}) })"""

CERTIFICATES = lists(
    "Certificate",
    FITS,
    (Sort.KEY, Sort.NAME, Sort.REVISION),
    {"issuer": next_to("Certificate", "Party", "ISSUED_BY", "issuer")},
    public=True,
)
