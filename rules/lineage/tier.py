"""Tiers: how many changes of party away a thing is."""

from collections import deque

from rules.lineage.chain import Chain
from rules.vocabulary import ProcessKind


def count_tiers(chain: Chain, start: str) -> dict[str, int]:
    """Fewest changes of party from the start to all that was walked to: 0-1 breadth-first.

    What nobody is stated for belongs to whom the way came from, so a way through it still changes from one party to the next.
    A transport belongs to whom it comes from.
    """
    parties: dict[str, str | None] = {}
    tiers: dict[str, int] = {}
    seen: set[tuple[str, str | None]] = set()
    pending = deque([(start, _party(chain, start, parties), 0)])
    while pending:
        source, here, tier = pending.popleft()
        if (source, here) in seen:
            continue
        seen.add((source, here))
        tiers.setdefault(source, tier)
        for step in chain.steps_from(source):
            there = _party(chain, step.target, parties) or here
            if (step.target, there) in seen:
                continue
            if here is None or there == here:
                pending.appendleft((step.target, there, tier))
            else:
                pending.append((step.target, there, tier + 1))
    return tiers


def _party(chain: Chain, key: str, known: dict[str, str | None]) -> str | None:
    """Who made it or ran it; a stub is somebody else's, named by its own key; none where nobody, or more than one, is stated."""
    way: list[str] = []
    while key not in known:
        way.append(key)
        process = chain.processes.get(key)
        runs = chain.runs.get(key, ()) if process is None else (process,)
        if not runs:
            found = None if chain.items[key].stated else key
            break
        if len(runs) > 1 or runs[0].kind is not ProcessKind.TRANSPORT:
            parties = {run.party for run in runs}
            found = parties.pop() if len(parties) == 1 else None
            break
        carried = min(chain.inputs.get(runs[0].key, ()), default=None)
        if carried is None or carried in way:
            found = None
            break
        key = carried
    else:
        found = known[key]
    known.update(dict.fromkeys(way, found))
    return found
