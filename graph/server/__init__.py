"""The managed Neo4j: a real Community server as a child process, one for each data directory."""

from graph.server.config import Address, Progress, ServerConfig
from graph.server.managed import Status, fetch, hold, keep, status, stop

__all__ = ["Address", "Progress", "ServerConfig", "Status", "fetch", "hold", "keep", "status", "stop"]
