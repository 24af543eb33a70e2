"""Which events hold: each once, and none that is declared an error."""

from seed.readers.epcis.capture import Capture
from seed.readers.epcis.event import Happening, read_event
from seed.readers.epcis.ledger import Ledger


def valid_events(capture: Capture, ledger: Ledger) -> list[Happening]:
    """The events that hold: neither declared errors nor what the declarations speak of."""
    read = [read_event(pointer, raw, capture.prefixes, ledger) for pointer, raw in capture.events]
    happenings = [happening for happening in read if happening is not None]
    wrong: set[str] = set()
    for happening in happenings:
        declared = happening.event.error_declaration
        if declared is None:
            continue
        wrong |= {happening.key, happening.hash_id}
        by = ", ".join(declared.corrective_event_ids)
        message = (
            f"The event {happening.key} is declared an error ({declared.reason or 'no reason given'}) and is left out; "
            f"{f'it is corrected by {by}' if by else 'no event corrects it'}."
        )
        remedy = "If an earlier document stated it, its facts are still there: correct that document."
        ledger.say("UNKNOWN_RECORD_TYPE", f"{happening.pointer}/errorDeclaration", message[:2000], remedy)
        ledger.ignored["event declared an error"] += 1
    kept = [happening for happening in happenings if not {happening.key, happening.hash_id} & wrong]
    originals = len(happenings) - len(kept) - sum(h.event.error_declaration is not None for h in happenings)
    if originals:
        ledger.ignored["event that another declares an error"] += originals
    return _distinct(kept, ledger)


def _distinct(happenings: list[Happening], ledger: Ledger) -> list[Happening]:
    """Each event once: the same content under the same name is one event."""
    first: dict[str, Happening] = {}
    answer: list[Happening] = []
    for happening in happenings:
        other = first.setdefault(happening.key, happening)
        if other is happening:
            answer.append(happening)
        elif other.hash_id == happening.hash_id and other.at == happening.at:
            ledger.ignored["event that is there twice"] += 1
        elif happening.event.event_id is None:
            # Within one millisecond; a hash id is no finer than that.
            answer.append(happening)
        else:
            message = f"The event {happening.key} is there twice with different content, first at {other.pointer}; the first one counts."
            ledger.say("DUPLICATE_IDENTITY", happening.pointer, message, "Give each event an eventID of its own.")
    return answer
