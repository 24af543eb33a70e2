"""What a viewer may do at all."""

import pytest

from rules.errors import Forbidden
from rules.right import require, require_local, require_sender
from rules.scope import LOCAL, PUBLIC, Right, Viewer, ViewerKind

BOTH = frozenset(Right)


def test_whoever_runs_the_process_may_do_all() -> None:
    for right in Right:
        require(LOCAL, right)
    require_sender(LOCAL, "urn:x:anybody")
    require_local(LOCAL, "This")


def test_whoever_sends_no_credential_may_read_and_not_send() -> None:
    require(PUBLIC, Right.READ)
    with pytest.raises(Forbidden, match="without the scope `submit`"):
        require(PUBLIC, Right.SUBMIT)
    for sender in ("urn:x:a", None):
        with pytest.raises(Forbidden, match="without the scope `submit`"):
            require_sender(Viewer(ViewerKind.PARTY, "urn:x:a"), sender)


@pytest.mark.parametrize("kind", [ViewerKind.PARTY, ViewerKind.AUTHORITY])
def test_each_sends_its_own_documents(kind: ViewerKind) -> None:
    viewer = Viewer(kind, "urn:x:me", BOTH)
    require_sender(viewer, "urn:x:me")
    with pytest.raises(Forbidden, match=r"of urn:x:you.*for urn:x:me"):
        require_sender(viewer, "urn:x:you")
    with pytest.raises(Forbidden, match="of urn:x:me:too"):
        require_sender(viewer, "urn:x:me:too")


def test_who_speaks_for_no_party_sends_nothing() -> None:
    with pytest.raises(Forbidden, match="no party"):
        require_sender(Viewer(ViewerKind.AUTHORITY, rights=BOTH), "urn:x:a")


def test_a_viewer_with_other_rights_is_another() -> None:
    """Answers are remembered by viewer."""
    assert len({PUBLIC, Viewer(ViewerKind.PUBLIC), Viewer(ViewerKind.PUBLIC, rights=BOTH)}) == 2
    for kind in (ViewerKind.PARTY, ViewerKind.AUTHORITY, ViewerKind.PUBLIC):
        with pytest.raises(Forbidden, match="command line"):
            require_local(Viewer(kind, rights=BOTH), "This")
