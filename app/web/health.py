"""Whether the process lives, and whether it can answer."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from graph.database import Database
from graph.migrate import newest_applied
from graph.migrations import NEWEST
from rules.errors import BatlasError


async def live(_request: Request) -> JSONResponse:
    """200 as long as the process answers at all."""
    return JSONResponse({"status": "live"})


async def ready(request: Request) -> JSONResponse:
    """200 where the database answers and has this code's schema, else 503 with the reason."""
    database: Database = request.app.state.database
    try:
        newest = await newest_applied(database)
    except BatlasError as error:
        return JSONResponse({"status": "unavailable", "reason": str(error)}, 503)
    if newest != NEWEST:
        reason = f"the graph is at migration {newest}, this Batlas needs {NEWEST}"
        return JSONResponse({"status": "unavailable", "reason": reason}, 503)
    return JSONResponse({"status": "ready", "migration": newest})
