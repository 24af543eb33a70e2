"""Times as aspects write them."""

from datetime import UTC, date, datetime, time, timedelta

from seed.readers.catenax.twin import Ledger, Twin


def read_moment(twin: Twin, pointer: str, text: str, ledger: Ledger, *, begins: bool = False) -> datetime | None:
    """The time in UTC; of a bare date the day's end, or where something `begins` its beginning. None, with a finding, for what is no time."""
    try:
        if len(text) == len("2022-02-04"):
            return datetime.combine(date.fromisoformat(text), time.min, UTC) + timedelta(days=0 if begins else 1)
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        ledger.say("INVALID_VALUE", pointer, f"{text[:80]!r} is no time.", "Write ISO 8601 with a zone.", twin.key)
        return None
    message = f"{text} has no zone and is read as UTC."
    ledger.say("TIME_WITHOUT_ZONE", pointer, message, "Write the zone, as in 2022-02-04T14:48:54Z.", twin.key)
    return at.replace(tzinfo=UTC)
