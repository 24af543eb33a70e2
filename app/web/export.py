"""`GET /export/{question}.{format}`: any answer as a file."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.export.ask import answer, check_terms, chosen, minerals
from app.export.formats import FORMATS, as_file
from app.export.questions import QUESTIONS, Ask
from app.moment import read_moment
from app.web.parameters import check_parameters, time_of, truth
from graph.database import Database
from rules.errors import InvalidInput, NotFound, TooExpensive
from rules.right import require
from rules.scope import Right, Viewer

PATH = "/export/"
PARAMETERS = ("item", "table", "at", "asOf", "maxDepth", "mineral", "throughRecycling", "ever")
OF_ANY = ("item", "table", "asOf")
REPEATED = ("item", "mineral")


class ExportDoor:
    """Gives answers out."""

    def __init__(self, database: Database, timeout_s: float) -> None:
        self._database = database
        self._timeout_s = timeout_s

    async def give(self, request: Request) -> Response:
        """The file. Raises Forbidden, NotFound for an unknown item, question or format, InvalidInput for wrong parameters, TooExpensive, Unavailable."""
        viewer: Viewer = request.state.viewer
        require(viewer, Right.READ)
        question, form = request.path_params["question"], request.path_params["format"]
        if question not in QUESTIONS or form not in FORMATS:
            raise NotFound(
                f"There is no {PATH}{question[:40]}.{form[:40]}; the questions are {', '.join(QUESTIONS)}, the formats {', '.join(FORMATS)}."
            )
        ask = _asked(request, question)
        told = request.query_params
        try:
            async with asyncio.timeout(self._timeout_s):
                found = await answer(viewer, self._database, question, ask, time_of(told, "asOf"))
        except TimeoutError as error:
            message = f"It took longer than the {self._timeout_s:g} s of BATLAS_OPERATION_TIMEOUT_S; ask for less."
            raise TooExpensive(message) from error
        file = await as_file(question, form, chosen(found, told.get("table")))
        headers = {
            "content-disposition": f'attachment; filename="{file.name}"',
            "x-batlas-revision": str(found.revision),
        }
        return StreamingResponse(file.chunks, media_type=file.media_type, headers=headers)


def _asked(request: Request, question: str) -> Ask:
    told = request.query_params
    check_parameters(told, PARAMETERS, REPEATED)
    items, depth = told.getlist("item"), told.get("maxDepth")
    if not items or not all(items):
        raise InvalidInput("Say by `item` which item it is about: its key, VIN, serial or lot number.")
    if depth is not None and not (depth.isdecimal() and len(depth) < 10):
        raise InvalidInput(f"maxDepth is {depth[:40]!r}; write how many steps, 0 or more.")
    check_terms(question, items, [(name, name) for name in told if name not in OF_ANY])
    return Ask(
        tuple(items),
        read_moment(time_of(told, "at"), "at"),
        None if depth is None else int(depth),
        minerals(told.getlist("mineral")),
        truth(told, "throughRecycling"),
        truth(told, "ever"),
    )
