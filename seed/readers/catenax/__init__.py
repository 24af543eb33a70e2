"""Catena-X: test-data containers of every generation, import files of Trace-X, and answers of the Item Relationship Service.

None of them names its sender: their facts are stated by `urn:batlas:party:catenax-test-data`, `...:catenax-trace-x` and
`...:catenax-irs`. They are judged leniently: what contradicts itself is kept and warned of, and what is not understood is counted by
name.
"""

from seed.readers.catenax.read import FORMAT, read_catenax

__all__ = ["FORMAT", "read_catenax"]
