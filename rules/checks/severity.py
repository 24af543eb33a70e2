"""Every code of a finding, and how severe it is by profile. Codes are stable: clients branch on them."""

from rules.finding import Finding, Value
from rules.vocabulary import Profile, Severity

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 - the table reads better

SEVERITY: dict[str, tuple[Severity, Severity]] = {
    # code: (strict, lenient)
    "INVALID_ENCODING": (E, E),
    "INVALID_JSON": (E, E),
    "LINE_TOO_LONG": (E, E),
    "EMPTY_DOCUMENT": (E, E),
    "NO_HEADER": (E, E),
    "SECOND_HEADER": (E, E),
    "TOO_MANY_RECORDS": (E, E),
    "TOO_MANY_FAULTS": (E, E),
    "UNKNOWN_RECORD_TYPE": (E, W),
    "UNKNOWN_FIELD": (E, W),
    "DUPLICATE_FIELD": (E, E),
    "MISSING_FIELD": (E, E),
    "INVALID_VALUE": (E, E),
    "NON_POSITIVE_QUANTITY": (E, E),
    "TIME_WITHOUT_ZONE": (E, W),
    "DANGLING_LOCAL_NAME": (E, E),
    "LOCAL_NAME_WITHOUT_NUMBER": (E, E),
    "RESERVED_KEY": (E, W),
    "NOUN_MISMATCH": (E, E),
    "DUPLICATE_IDENTITY": (E, W),
    "ALREADY_STATED": (E, W),
    "STATED_BY_ANOTHER": (W, W),
    "IDENTIFIER_TAKEN": (E, W),
    "UNKNOWN_SUBJECT": (E, E),
    "NOT_YOURS_TO_CORRECT": (E, E),
    "NOTHING_TO_WITHDRAW": (E, E),
    "NOT_WITHDRAWN": (W, W),
    "CYCLE": (E, E),
    "MODEL_CYCLE": (W, W),
    "UNIT_MISMATCH": (E, W),
    "OVERDRAFT": (E, W),
    "OVERPRODUCTION": (E, W),
    "UNKNOWN_PORTION": (W, W),
    "CLOSURE": (E, W),
    "PROCESS_BEFORE_INPUT": (E, W),
    "PART_AFTER_WHOLE": (E, W),
    "TWO_WHOLES": (E, W),
    "TWO_PRODUCERS": (E, W),
    "KIND_MISMATCH": (E, W),
    "FUTURE_START": (E, E),
    "FUTURE_END": (E, E),
    "FUTURE_PROCESS": (E, W),
    "NOT_DELIVERED": (E, W),
    "NO_SENDER": (E, E),
    "INVALID_TABLE": (E, E),
    "UNKNOWN_TABLE": (E, W),
    "UNKNOWN_COLUMN": (E, W),
    "AMBIGUOUS_VALUE": (E, E),
    "DUPLICATE_ROW": (E, W),
    "CONTRADICTING_ROWS": (E, E),
    "PARTY_WITHOUT_KEY": (I, I),
    "SUMMARY": (I, I),
}


def found(
    profile: Profile, code: str, pointer: str, message: str, remedy: str, *about: str, **params: Value
) -> Finding:
    """A finding with the severity that the profile gives its code."""
    strict, lenient = SEVERITY[code]
    severity = strict if profile is Profile.STRICT else lenient
    return Finding(code, severity, pointer, message, remedy, about, params)
