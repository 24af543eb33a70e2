"""Origins of several minerals in many items at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph.database import Database
from graph.origin import find_origins
from loaders.batch import ask_alike
from rules.errors import BatlasError
from rules.origins import Origins
from rules.scope import Scope
from rules.vocabulary import Basis, Mineral


@dataclass(frozen=True, slots=True)
class OriginTerms:
    """How origins are asked for."""

    basis: Basis = Basis.PHYSICAL
    through_recycling: bool = False
    at: datetime | None = None


OriginQuestion = tuple[str, Mineral, OriginTerms]
"""Key of the item, the mineral, and the terms."""


async def load_origins(
    scope: Scope, database: Database, questions: Sequence[OriginQuestion]
) -> list[Origins | BatlasError | None]:
    """One statement for all items and minerals that are asked for on the same terms."""

    async def ask(terms: OriginTerms, alike: list[OriginQuestion]) -> list[Origins | None]:
        keys = list(dict.fromkeys(key for key, _, _ in alike))
        minerals = list(dict.fromkeys(mineral for _, mineral, _ in alike))
        found = await find_origins(
            replace(scope, at=terms.at),
            database,
            keys,
            minerals,
            basis=terms.basis,
            through_recycling=terms.through_recycling,
        )
        by_key = dict(zip(keys, found, strict=True))
        return [(by_key[key] or {}).get(mineral) for key, mineral, _ in alike]

    return await ask_alike(questions, lambda question: question[2], ask)
