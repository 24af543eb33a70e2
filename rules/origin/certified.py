"""What certificates cover: for each scope the share that passed at least one thing that it covers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rules.origin.split import Split
from rules.origin.system import System
from rules.origins import CertifiedShare
from rules.vocabulary import CertificateScope


def cover(system: System, passed: Sequence[str], splits: Mapping[str, Split]) -> tuple[CertifiedShare, ...]:
    """By scope. A way with two certificates of a scope is not counted twice. `passed` goes from the start to the origins."""
    if not passed or not system.certified:
        return ()
    seen = set(passed) | {run.key for key in passed if key in system.items for run in system.items[key].runs}
    by_scope: dict[CertificateScope, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for certified in system.certified:
        if certified.about in seen:
            by_scope[certified.scope][certified.about].add(certified.certificate)
    answer = []
    for scope, about in sorted(by_scope.items()):
        covered: dict[str, float] = {}
        for key in reversed(passed):
            item = system.items.get(key)
            # All of a whole passed the run that assembled it, though its parts do not come from there.
            whole = item is not None and item.parts and item.runs and all(run.key in about for run in item.runs)
            if key in about or whole:
                covered[key] = 1.0
            else:
                covered[key] = sum(share * covered.get(target, 0.0) for target, share in splits[key].to)
        names = tuple(sorted(set().union(*about.values())))
        answer.append(CertifiedShare(scope, covered[passed[0]], names))
    return tuple(answer)
