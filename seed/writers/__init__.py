"""Writers: one for each outside format that facts are written in."""

from seed.writers.epcis import write_epcis

__all__ = ["write_epcis"]
