"""Errors that a caller may see; each has the code that GraphQL answers in `extensions.code`."""

from typing import ClassVar


class BatlasError(Exception):
    """What went wrong and what to do about it, in one message for people."""

    code: ClassVar[str] = "INTERNAL"


class InvalidInput(BatlasError):
    """The question or document itself is wrong."""

    code = "INVALID_INPUT"


class NotFound(BatlasError):
    """What was named does not exist or is not visible."""

    code = "NOT_FOUND"


class Unauthenticated(BatlasError):
    """The credential that was sent is none, or holds no longer."""

    code = "UNAUTHENTICATED"


class Forbidden(BatlasError):
    """The viewer has no right to do this."""

    code = "FORBIDDEN"


class Conflict(BatlasError):
    """It contradicts what is already stated."""

    code = "CONFLICT"


class Unavailable(BatlasError):
    """The database cannot answer now."""

    code = "UNAVAILABLE"


class TooExpensive(BatlasError):
    """It asks for more than the limits allow."""

    code = "TOO_EXPENSIVE"
