"""GS1 EPCIS 2.0 in JSON, written so that reading it gives the same facts again.

What happened is told by events that any EPCIS repository understands. What EPCIS has no field for stands in fields of the namespace
`urn:batlas:epcis:`, and facts that no event can tell (of a model, of an interval without any time) stand as records in the header.
"""

from seed.writers.epcis.document import write_epcis

__all__ = ["write_epcis"]
