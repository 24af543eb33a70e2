"""What of a document is new, known already, the end of something known, or in conflict with it."""

from dataclasses import dataclass, field

from rules.checks.document import Document
from rules.checks.known import Known, KnownFact
from rules.checks.severity import found
from rules.finding import Finding
from rules.link import Interval
from rules.reading import Placed
from rules.record import digest
from rules.vocabulary import Profile


@dataclass(slots=True)
class Novelty:
    """The facts of a document by what they mean to the graph."""

    new: list[Placed] = field(default_factory=list)
    closing: list[Placed] = field(default_factory=list)
    """Intervals that are known as open and that the document ends."""
    disputed: list[Placed] = field(default_factory=list)
    """Facts that differ from what is stated; those that are not refused are kept beside it."""
    unchanged: int = 0
    findings: list[Finding] = field(default_factory=list)


def sort_by_novelty(document: Document, known: Known, sender: str, profile: Profile) -> Novelty:
    """Compare every fact with what is stated already, by digest."""
    answer = Novelty()
    for (label, key), placed in document.nodes.items():
        _sort(answer, placed, known.nodes.get((label, key)), (key,), sender, profile)
    for who, placed in document.links.items():
        _sort(answer, placed, known.links.get(who), tuple(filter(None, who[1:3])), sender, profile)
    return answer


def _sort(
    answer: Novelty, placed: Placed, stated: KnownFact | None, about: tuple[str, ...], sender: str, profile: Profile
) -> None:
    fact = placed.fact
    if stated is None:
        answer.new.append(placed)
    elif stated.digest == digest(fact):
        # What is known to have ended does not begin again by an older document that did not know the end.
        if not isinstance(fact, Interval) or fact.to in (None, stated.ended):
            answer.unchanged += 1
        elif stated.ended is None:
            answer.closing.append(placed)
        else:
            ends = f"ended at {stated.ended.isoformat()} by what is stated already, and at {fact.to.isoformat()} by this line"
            message = f"The {fact.type} {' and '.join(about)} {ends}."
            answer.disputed.append(placed)
            answer.findings.append(_conflict(placed, stated, about, sender, profile, message))
    else:
        who = "you" if stated.sender == sender else stated.sender
        message = f"The {fact.type} {' and '.join(about)} is already stated by {who} with other content."
        answer.disputed.append(placed)
        answer.findings.append(_conflict(placed, stated, about, sender, profile, message))


def _conflict(
    placed: Placed, stated: KnownFact, about: tuple[str, ...], sender: str, profile: Profile, message: str
) -> Finding:
    if stated.sender == sender:
        remedy = f"Leave it out, or send it exactly as before. To correct it, send a document with `corrects`: {stated.submission}."
        return found(profile, "ALREADY_STATED", placed.pointer, message, remedy, *about, sender=sender)
    remedy = (
        "Both are kept, and answers rest on what was stated first. Settle it with that party: one of the two corrects."
    )
    return found(profile, "STATED_BY_ANOTHER", placed.pointer, message, remedy, *about, sender=stated.sender)
