"""Documents for a bulk load, read by a process of its own while those before are checked."""

import gc
import multiprocessing
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty
from typing import Any

from graph.intake.take import Prepared, prepare
from rules.checks.document import Document
from rules.errors import InvalidInput, Unavailable
from rules.reading import Placed
from seed.readers import read
from seed.world import WorldDocument

AHEAD = 4
"""Documents that are read and not yet checked."""
PATIENCE_S = 1

Named = tuple[str, bytes]
Source = Callable[[], Iterable[Named]]


def of_files(files: list[Path]) -> Source:
    """Name and content of each. Raises InvalidInput for one that cannot be read."""
    return partial(_files, [str(file) for file in files])


def of_world(documents: Callable[[int], Iterable[WorldDocument]], vehicles: int) -> Source:
    """Title and content of the documents of a demo world."""
    return partial(_world, documents, vehicles)


def read_ahead(source: Source, format: str, max_records: int) -> Iterator[tuple[str, Prepared]]:
    """The documents of the source, in order, as far as they can be judged without the graph."""
    context = multiprocessing.get_context("spawn")
    queue: Queue[bytes] = context.Queue(AHEAD)
    reader = context.Process(target=_work, args=(source, format, max_records, queue), daemon=True)
    reader.start()
    try:
        while True:
            try:
                came = pickle.loads(queue.get(timeout=PATIENCE_S))  # noqa: S301 - from a process of our own
            except Empty:
                if reader.is_alive():
                    continue
                raise Unavailable("The process that reads the documents has ended; nothing was loaded.") from None
            if came is None:
                return
            if isinstance(came, Exception):
                raise came
            yield _unpack(came)
    finally:
        reader.kill()
        reader.join()


def _work(source: Source, format: str, max_records: int, queue: "Queue[bytes]") -> None:
    # What a document is made of goes with it, and nothing of it points at itself.
    gc.disable()
    try:
        for title, content in source():
            queue.put(pickle.dumps(_pack(title, prepare(read(format, content), max_records)), 5))
        queue.put(pickle.dumps(None))
    except Exception as error:
        # Whatever it is, it is raised where the documents are waited for.
        queue.put(pickle.dumps(error))


def _pack(title: str, prepared: Prepared) -> tuple[Any, ...]:
    """The facts without what holds them together: that would take longer than they do."""
    document = prepared.document
    held = () if document is None else (document.nodes, document.links, document.withdrawn)
    facts = [[(who, *placed) for who, placed in placed_by.items()] for placed_by in held]
    bare = replace(
        prepared, reading=replace(prepared.reading, facts=(), withdrawn=prepared.reading.withdrawn[:1]), document=None
    )
    return title, bare, facts, {} if document is None else document.unread


def _unpack(packed: tuple[Any, ...]) -> tuple[str, Prepared]:
    title, bare, facts, unread = packed
    if not facts:
        return title, bare
    held = [{who: Placed(pointer, fact) for who, pointer, fact in rows} for rows in facts]
    return title, replace(bare, document=Document(*held, unread=unread))


def _files(files: list[str]) -> Iterator[Named]:
    for file in files:
        try:
            yield file, Path(file).read_bytes()
        except OSError as error:
            raise InvalidInput(f"{file} cannot be read: {error.strerror}.") from error


def _world(documents: Callable[[int], Iterable[WorldDocument]], vehicles: int) -> Iterator[Named]:
    return ((document.title, document.content) for document in documents(vehicles))
