"""A point in time as an option."""

from app.moment import read_moment


def as_of(text: str | None) -> dict[str, object] | None:
    """`asOf` of GraphQL: a revision, or a time with its zone. Raises InvalidInput."""
    if text is None:
        return None
    return {"revision": int(text)} if text.isdecimal() else {"time": moment(text, "--as-of")}


def moment(text: str | None, option: str = "--at") -> str | None:
    """The time as GraphQL takes it. Raises InvalidInput."""
    at = read_moment(text, option)
    return at and at.isoformat()
