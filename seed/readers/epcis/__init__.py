"""GS1 EPCIS 2.0 in JSON: a capture document, one event, or a list of events.

It is judged leniently. What happened becomes processes with what came out and went in, intervals of wholes and parts, owners and
holders; what EPCIS has no field for may stand in fields of the namespace `urn:batlas:epcis:`.
"""

from seed.readers.epcis.read import FORMAT, read_epcis

__all__ = ["FORMAT", "read_epcis"]
