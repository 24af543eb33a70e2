"""By which ways does this reach that?"""

from collections.abc import Sequence

from graph.database import Database
from graph.disclosure import admit, disclose
from graph.origin import MOST_NODES, SYSTEM_NOW, SYSTEM_PAST, read_system
from graph.upstream import findings
from graph.walk import walk
from rules.path import Path
from rules.scope import Scope
from rules.vocabulary import Mineral
from rules.way import find_path


async def find_paths(
    scope: Scope,
    database: Database,
    pairs: Sequence[tuple[str, str]],
    *,
    mineral: Mineral | None = None,
    ways: int = 1,
    through_recycling: bool = False,
    merged: bool = True,
) -> list[Path | None]:
    """The paths between the ends of each pair at `scope.at`, as known at `scope.revision`; none where the second is no known item.

    The first of a pair is the key of an item, process, facility or party; what is not upstream of the second has no way. Raises
    TooExpensive for more than 50 items that are reached, 100,000 things upstream of them or 2,000 steps.
    """
    beginnings = await admit(scope, database, [start for start, _ in pairs])
    ends = await admit(scope, database, [end for _, end in pairs])
    found, known = await walk(scope, database, SYSTEM_NOW, SYSTEM_PAST, ends, most=MOST_NODES + 1)
    system, warnings = read_system(found), findings(found)
    paths = [
        find_path(
            system,
            start,
            known[end],
            mineral,
            ways=ways,
            through_recycling=through_recycling,
            merged=merged,
            revision=found["revision"],
            at=scope.at,
            warnings=warnings,
        )
        if end in known
        else None
        for start, end in zip(beginnings, ends, strict=True)
    ]
    return await disclose(scope, database, paths)
