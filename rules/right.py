"""What a viewer must have the right to before anything is done for it."""

from rules.errors import Forbidden
from rules.scope import Right, Viewer, ViewerKind


def require(viewer: Viewer, right: Right) -> None:
    """Raise Forbidden for a viewer without the right."""
    if right not in viewer.rights:
        raise Forbidden(
            f"A {viewer.kind} viewer without the scope `{right}` may not {right}; send an API key or a token that has it."
        )


def require_sender(viewer: Viewer, sender: str | None) -> None:
    """Raise Forbidden unless the viewer may send documents, and those of this sender. Whoever runs the process may send any.

    A document that does not say who sends it is refused for that, and not here.
    """
    require(viewer, Right.SUBMIT)
    if viewer.kind is ViewerKind.LOCAL or sender is None:
        return
    if viewer.party is None:
        raise Forbidden(f"The document is of {sender}, and the credential speaks for no party; send one of that party.")
    if sender != viewer.party:
        raise Forbidden(
            f"The document is of {sender}, and the credential speaks for {viewer.party}; each sends its own documents."
        )


def require_local(viewer: Viewer, what: str) -> None:
    """Raise Forbidden for anybody but whoever runs the process; `what` cannot be done from outside."""
    if viewer.kind is not ViewerKind.LOCAL:
        raise Forbidden(f"{what} is for whoever runs Batlas, on the command line.")
