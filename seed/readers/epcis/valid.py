"""Which events hold: each once, and none that is declared an error."""

from seed.readers.epcis.capture import Capture
from seed.readers.epcis.event import Happening, read_event
from seed.readers.epcis.ledger import Ledger


def valid_events(capture: Capture, ledger: Ledger) -> tuple[list[Happening], list[Happening]]:
    """The events that hold, and those that are declared errors; of neither what the declarations speak of."""
    read = [read_event(pointer, raw, capture.prefixes, ledger) for pointer, raw in capture.events]
    happenings = [happening for happening in read if happening is not None]
    wrong: set[str] = set()
    in_error = [happening for happening in happenings if happening.event.error_declaration is not None]
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
        place = f"{happening.pointer}/errorDeclaration"
        if capture.sender is None:
            remedy = "If an earlier document stated it, its facts are still there: who may correct it is not known without a sender."
            ledger.say("UNKNOWN_RECORD_TYPE", place, message[:2000], remedy)
        else:
            remedy = "What it stated by itself is withdrawn where an earlier document of the sender stated it."
            ledger.say("SUMMARY", place, message[:2000], remedy)
        ledger.ignored["event declared an error"] += 1
    kept = [happening for happening in happenings if not {happening.key, happening.hash_id} & wrong]
    originals = len(happenings) - len(kept) - len(in_error)
    if originals:
        ledger.ignored["event that another declares an error"] += originals
    return _distinct(kept, ledger), in_error


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
