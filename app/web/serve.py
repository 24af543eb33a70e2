"""Serve the application until the process is told to stop."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from app.settings import Settings
from app.web.assemble import assemble
from app.web.hosts import check_hosts
from app.web.trust import oidc_of
from graph.database import Database
from rules.errors import Unavailable

STOP_S = 5
"""How long a request may go on after the process was told to stop."""


class Server(uvicorn.Server):
    """Serves an application; tells when it listens."""

    def __init__(self, app: Starlette, most_mb: int, begun: Callable[[], None]) -> None:
        super().__init__(_config(app, most_mb))
        self._app = app
        self._begun = begun

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._begun()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let those go who subscribe, who would else be waited for, and then the rest."""
        self._app.state.feed.end()
        await super().shutdown(sockets)


def check_serving(settings: Settings) -> None:
    """Raise InvalidInput for settings under which Batlas is not served."""
    check_hosts(settings)
    oidc_of(settings)


async def serve(settings: Settings, database: Database, begun: Callable[[str], None]) -> None:
    """Serve; `begun` is told the address once it listens. Raises InvalidInput for settings under which others would see more than they may,
    Unavailable for a port in use."""
    check_serving(settings)
    listening = _listen(settings.host, settings.port)
    host, port = listening.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    server = Server(assemble(settings, database), settings.max_body_mb, lambda: begun(address))
    await server.serve([listening])


def _config(app: Starlette, most_mb: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_max_size=most_mb * 1_000_000,
        # Small messages gain nothing by being packed, and each connection would hold what packs them.
        ws_per_message_deflate=False,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=STOP_S,
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise Unavailable(
            f"Port {port} of {host} cannot be used ({error.strerror}); set BATLAS_PORT to another, or 0 for any that is free."
        ) from error
    return listening
