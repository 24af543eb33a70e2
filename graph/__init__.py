"""Everything that speaks to Neo4j."""

import logging

# What the driver has to say of its retries is told by our own errors.
logging.getLogger("neo4j").addHandler(logging.NullHandler())
