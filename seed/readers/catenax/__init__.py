"""The Catena-X test-data container: `{".../TestDataContainer/...": [twin, ...]}`, each twin a catenaXId and its aspects by name.

The container does not name its sender: its facts are stated by `urn:batlas:party:catenax-test-data`. It is judged leniently: what
contradicts itself is kept and warned of, and what is not understood is counted by name.
"""

from seed.readers.catenax.container import FORMAT, read_catenax

__all__ = ["FORMAT", "read_catenax"]
