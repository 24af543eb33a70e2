"""The application behind a real server on a port of its own, in the loop of the tests."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from starlette.applications import Starlette

from app.settings import Settings
from app.web.assemble import assemble
from app.web.serve import Server
from graph.database import Database


@dataclass(frozen=True, slots=True)
class Served:
    """An application and where it is."""

    app: Starlette
    host: str
    """With the port."""
    stop: Callable[[], Awaitable[None]]
    """Tell the server to end, and wait until it has."""

    @property
    def url(self) -> str:
        """Its GraphQL."""
        return f"http://{self.host}/graphql"


class _Server(Server):
    """Leaves Ctrl-C to pytest."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(settings: Settings, database: Database) -> AsyncIterator[Served]:
    """Served meanwhile."""
    app = assemble(settings, database)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        begun = asyncio.Event()
        server = _Server(app, settings.max_body_mb, begun.set)
        running = asyncio.create_task(server.serve([listening]))

        async def stop() -> None:
            server.should_exit = True
            await running

        try:
            await begun.wait()
            yield Served(app, f"127.0.0.1:{listening.getsockname()[1]}", stop)
        finally:
            await stop()
