"""What of an earlier document a later one of the same sender corrects or withdraws."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rules.checks.document import NOUNS, Document
from rules.checks.known import Known, KnownFact
from rules.checks.severity import found
from rules.finding import Finding
from rules.link import Interval
from rules.reading import Placed
from rules.record import digest
from rules.vocabulary import Profile

Who = tuple[str, ...]
"""Identity of a fact (rules/checks/document)."""


@dataclass(slots=True)
class Superseded:
    """What was stated before and does not hold as of this document."""

    documents: set[str] = field(default_factory=set)
    """Keys of the submissions that stated it."""
    nodes: list[tuple[str, str]] = field(default_factory=list)
    """(label, key)."""
    links: list[tuple[str, KnownFact]] = field(default_factory=list)
    """Record type and what is known."""
    reopened: list[tuple[str, KnownFact]] = field(default_factory=list)
    """Intervals of which only the end does not hold, for the corrected document stated no more of them."""

    def __len__(self) -> int:
        return len(self.nodes) + len(self.links) + len(self.reopened)


def find_superseded(
    document: Document, known: Known, corrects: str, profile: Profile
) -> tuple[Superseded, list[Finding]]:
    """What the corrected document stated otherwise, and what of it is withdrawn; findings: withdrawals of what it did not state."""
    answer = Superseded({corrects})
    for name, placed in document.nodes.items():
        stated = known.nodes.get(name)
        if stated is not None and stated.submission == corrects and stated.digest != digest(placed.fact):
            answer.nodes.append(name)
    for who, placed in document.links.items():
        stated = known.links.get(who)
        if stated is not None and _differs(placed, stated):
            _put(answer, who, stated, corrects)
    findings = list(_withdraw(answer, document, known, corrects, profile))
    return answer, findings


def find_retracted(document: Document, known: Known, sender: str, profile: Profile) -> tuple[Superseded, list[Finding]]:
    """What the sender stated in just the form in which the document withdraws it, whichever of its documents that was.

    What nobody has stated needs no withdrawal, and what the document states anew in the same form stays. Findings: what is stated in another form,
    or by another.
    """
    answer, findings = Superseded(), list[Finding]()
    for who, placed in document.withdrawn.items():
        label = NOUNS.get(who[0])
        stated = known.links.get(who) if label is None else known.nodes.get((label, who[1]))
        again = document.links.get(who) if label is None else document.nodes.get((label, who[1]))
        said = digest(placed.fact)
        if stated is None or (again is not None and digest(again.fact) == stated.digest == said):
            continue
        if stated.sender != sender or stated.digest != said:
            what = f"The {placed.fact.type} {' and '.join(filter(None, who[1:3]))}"
            why = f"{stated.sender} stated it" if stated.sender != sender else "it is stated in another form"
            remedy = "Correct the document that stated it: `submission` of the thing tells which."
            about = [part for part in who[1:3] if ":" in part]
            message = f"{what} is declared an error, and stays: {why}."
            findings.append(found(profile, "NOT_WITHDRAWN", placed.pointer, message, remedy, *about))
            continue
        answer.documents.add(stated.submission)
        if label is None:
            answer.links.append((who[0], stated))
        else:
            answer.nodes.append((label, who[1]))
    return answer, findings


def _differs(placed: Placed, stated: KnownFact) -> bool:
    fact = placed.fact
    if stated.digest != digest(fact):
        return True
    return isinstance(fact, Interval) and stated.ended is not None and fact.to != stated.ended


def _put(answer: Superseded, who: Who, stated: KnownFact, corrects: str) -> bool:
    """Put the link where it belongs; false where the corrected document stated nothing of it."""
    if stated.submission == corrects:
        answer.links.append((who[0], stated))
    elif stated.ended_by == corrects:
        answer.reopened.append((who[0], stated))
    else:
        return False
    return True


def _withdraw(
    answer: Superseded, document: Document, known: Known, corrects: str, profile: Profile
) -> Iterator[Finding]:
    for who, placed in document.withdrawn.items():
        label = NOUNS.get(who[0])
        stated = known.links.get(who) if label is None else known.nodes.get((label, who[1]))
        if stated is None or stated.digest != digest(placed.fact):
            stated = None
        elif label is None:
            stated = stated if _put(answer, who, stated, corrects) else None
        elif stated.submission == corrects:
            answer.nodes.append((label, who[1]))
        else:
            stated = None
        if stated is None:
            message = f"The {placed.fact.type} {' and '.join(filter(None, who[1:3]))} is not stated in this form by {corrects}, or not any more."
            remedy = "Withdraw the record as it was sent, and name the document that stated it; its submission is told by `submission` of the thing."
            about = [part for part in who[1:3] if ":" in part]
            yield found(profile, "NOTHING_TO_WITHDRAW", placed.pointer, message, remedy, *about, corrects=corrects)
