"""Ask the graph in GraphQL, in this process."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any, TypeVar
from uuid import uuid4

from app.cli.console import bar, server_progress
from app.feed import Feed
from app.intake import Intake
from app.settings import Settings, database_config, read_settings
from graph.database import Database
from graph.migrate import open_database
from loaders import Loaders
from rules.errors import BatlasError
from rules.scope import LOCAL, Scope, Viewer
from schema.build import build
from schema.context import Context

A = TypeVar("A")


CODES = {kind.code: kind for kind in (BatlasError, *BatlasError.__subclasses__())}


class Desk:
    """A database at hand: asks questions and takes documents in."""

    def __init__(self, settings: Settings, database: Database, viewer: Viewer = LOCAL) -> None:
        self.settings = settings
        self.database = database
        self._viewer = viewer
        self.intake = Intake(database, settings.max_records)
        self._feed = Feed(database)
        self._schema = build(compiled=settings.compiled)

    def seen_by(self, viewer: Viewer) -> "Desk":
        """The same database, asked by somebody else."""
        return Desk(self.settings, self.database, viewer)

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of the answer. Raises its first error as what it is."""
        scope = Scope(self._viewer)
        context = Context(scope, self.database, Loaders(scope, self.database), self.intake, uuid4().hex, self._feed)
        result = await self._schema.execute(query, variable_values=variables, context_value=context)
        if result.errors:
            error = result.errors[0]
            raise CODES[(error.extensions or {})["code"]](error.message)
        assert result.data is not None  # noqa: S101 - there are no errors
        return result.data


def at_desk(work: Callable[[Desk], Awaitable[A]]) -> A:
    """Run the work with the database of the settings, whose server is started where it is needed."""

    async def run() -> A:
        settings = read_settings()
        async with AsyncExitStack() as stack:
            with bar() as progress:
                opening = open_database(database_config(settings), progress=server_progress(progress))
                database = await stack.enter_async_context(opening)
            return await work(Desk(settings, database))

    return asyncio.run(run())
