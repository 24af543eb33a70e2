"""Where the command line writes: answers to stdout, everything else to stderr."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from graph.server import Progress as ServerProgress
from rules.disclosure.cover import COVERED

# A key may hold `:car:`, which is no picture.
answers = Console(emoji=False)
errors = Console(stderr=True, emoji=False)


@contextmanager
def bar() -> Iterator[Progress]:
    """A progress bar on stderr; nothing moves where that is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}"), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as progress:
        yield progress


def server_progress(progress: Progress) -> ServerProgress:
    """Show what the managed server does while it is fetched and started; where that is no terminal, tell each tenth that came."""
    task = progress.add_task("Neo4j", total=None, done="")
    told = -1

    def show(what: str, done: int, total: int) -> None:
        nonlocal told
        megabytes = f"{done / 1e6:.0f} of {total / 1e6:.0f} MB" if total else ""
        progress.update(task, description=what, completed=done, total=total or None, done=megabytes)
        tenth = 10 * done // total if total else told
        if tenth != told and not errors.is_terminal:
            told = tenth
            errors.print(f"{what}: {megabytes}", highlight=False)

    return show


def known_as(key: str) -> str:
    """A key as people are shown it: of one that is withheld the end of the name that stands for it."""
    return f"withheld ...{key[-6:]}" if key.startswith(COVERED) else key
