"""`POST /intake/{format}`: a file in, the report out."""

import asyncio
from collections.abc import Mapping
from contextlib import nullcontext

import orjson
from starlette.requests import Request
from starlette.responses import Response

from app.intake import Intake
from app.report import as_answer
from app.web.body import read_body
from app.web.parameters import check_parameters, truth
from rules.errors import NotFound
from rules.reading import Terms
from rules.report import Outcome
from rules.right import require
from rules.scope import Right, Viewer
from seed.readers import FORMATS, LISTS

PATH = "/intake/"
SETTING = "BATLAS_MAX_INTAKE_MB"

STATUS: Mapping[Outcome, int] = {
    Outcome.ACCEPTED: 201,
    Outcome.UNCHANGED: 200,
    Outcome.CHECKED: 200,
    Outcome.REFUSED: 422,
}

PARAMETERS = ("title", "sender", "mapping", "dryRun")


class IntakeDoor:
    """Takes files in: the body is the file, whatever its Content-Type."""

    def __init__(self, intake: Intake, max_mb: int) -> None:
        self._intake = intake
        self._max_mb = max_mb
        self._lists = asyncio.Semaphore(1)
        """A list takes many times its size while it is read, so that several at once could take more than there is."""

    async def take(self, request: Request) -> Response:
        """The report. Raises Forbidden, NotFound for an unknown format, InvalidInput for wrong parameters, TooLarge, Unavailable."""
        viewer: Viewer = request.state.viewer
        require(viewer, Right.SUBMIT)
        form = request.path_params["format"]
        if form not in FORMATS:
            raise NotFound(f"The format {form[:40]!r} is not known; post to {PATH} and one of {', '.join(FORMATS)}.")
        dry_run, terms = _told(request)
        content = await read_body(request, self._max_mb, SETTING)
        async with self._lists if form in LISTS else nullcontext():
            report = await self._intake(form, content, viewer, dry_run=dry_run, terms=terms)
        return Response(orjson.dumps(as_answer(report)), STATUS[report.outcome], media_type="application/json")


def _told(request: Request) -> tuple[bool, Terms]:
    """(whether it is a dry run, the terms) of the query string."""
    told = request.query_params
    check_parameters(told, PARAMETERS)
    return truth(told, "dryRun"), Terms(told.get("title"), told.get("sender"), told.get("mapping"))
