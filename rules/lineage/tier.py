"""Tiers: how many changes of party away a thing is."""

from collections import deque

from rules.lineage.chain import Chain, Made
from rules.trace import EdgeType
from rules.vocabulary import ProcessKind


def producer(chain: Chain, key: str) -> Made | None:
    """The process that made an item; of several, the first by key."""
    runs = [step.target for step in chain.targets.get(key, ()) if step.type is EdgeType.PRODUCED_BY]
    return chain.processes.get(min(runs)) if runs else None


def count_tiers(chain: Chain, start: str) -> dict[str, int]:
    """Fewest changes of party from the start to all that is upstream of it: 0-1 breadth-first. A transport belongs to whom it comes from."""
    parties: dict[str, str | None] = {}
    tiers: dict[str, int] = {}
    pending = deque([(start, 0)])
    while pending:
        source, tier = pending.popleft()
        if source in tiers:
            continue
        tiers[source] = tier
        here = _party(chain, source, parties)
        for step in chain.back(source):
            if step.target in tiers:
                continue
            there = _party(chain, step.target, parties)
            if there is None or here is None or there == here:
                pending.appendleft((step.target, tier))
            else:
                pending.append((step.target, tier + 1))
    return tiers


def _party(chain: Chain, key: str, known: dict[str, str | None]) -> str | None:
    """Who made it or ran it; a stub is somebody else's, named by its own key; none where nobody is stated."""
    way: list[str] = []
    while key not in known:
        way.append(key)
        process = chain.processes.get(key) or producer(chain, key)
        if process is None:
            found = None if chain.items[key].stated else key
            break
        carried = next((s.target for s in chain.back(process.key) if s.type is EdgeType.CONSUMED), None)
        if process.kind is not ProcessKind.TRANSPORT or carried is None or carried in way:
            found = process.party
            break
        key = carried
    else:
        found = known[key]
    known.update(dict.fromkeys(way, found))
    return found
