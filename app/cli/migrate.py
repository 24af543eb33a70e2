"""`batlas migrate`."""

import asyncio

from app.cli.console import answers, bar, server_progress
from app.settings import database_config, read_settings
from graph.database import connect
from graph.migrate import migrate as migrate_graph
from graph.migrations import NEWEST


def migrate() -> None:
    """Bring the graph to the schema of this version."""
    applied = asyncio.run(_migrate())
    what = f"Applied migration {', '.join(map(str, applied))}." if applied else "Nothing to do."
    answers.print(f"{what} The graph is at migration {NEWEST}.")


async def _migrate() -> list[int]:
    with bar() as progress:
        async with connect(database_config(read_settings()), progress=server_progress(progress)) as database:
            return await migrate_graph(database)
