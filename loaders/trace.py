"""Traces of many items at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph.database import Database
from graph.downstream import trace_downstream
from graph.upstream import trace_upstream
from loaders.batch import ask_alike
from rules.errors import BatlasError
from rules.scope import Scope
from rules.trace import Trace
from rules.vocabulary import ItemKind


@dataclass(frozen=True, slots=True)
class TraceTerms:
    """How far a trace goes and what it shows."""

    at: datetime | None = None
    max_depth: int | None = None
    kinds: frozenset[ItemKind] | None = None
    max_nodes: int = 10_000
    downstream: bool = False
    """What became of it, and not what it was made of."""


TraceQuestion = tuple[str, TraceTerms]
"""Key of the item, and the terms."""


async def load_traces(
    scope: Scope, database: Database, questions: Sequence[TraceQuestion]
) -> list[Trace | BatlasError | None]:
    """One statement for all items that are traced on the same terms."""

    async def ask(terms: TraceTerms, alike: list[TraceQuestion]) -> list[Trace | None]:
        trace = trace_downstream if terms.downstream else trace_upstream
        return await trace(
            replace(scope, at=terms.at),
            database,
            [key for key, _ in alike],
            max_depth=terms.max_depth,
            kinds=terms.kinds,
            max_nodes=terms.max_nodes,
        )

    return await ask_alike(questions, lambda question: question[1], ask)
