"""`batlas serve`."""

from app.cli.ask import Desk, at_desk
from app.cli.console import errors
from app.settings import read_settings
from app.web.serve import check_serving
from app.web.serve import serve as serve_web


def serve() -> None:
    """Serve GraphQL on BATLAS_HOST and BATLAS_PORT until Ctrl-C."""
    check_serving(read_settings())
    at_desk(serve_desk)


async def serve_desk(desk: Desk) -> None:
    """Serve the database at hand."""
    await serve_web(desk.settings, desk.database, tell)


def tell(address: str) -> None:
    """Say where the API is."""
    errors.print(f"GraphQL at {address}/graphql, health at {address}/health/ready. Ctrl-C ends it.", soft_wrap=True)
