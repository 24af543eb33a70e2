"""Whom the claims of a token speak for."""

from typing import Any

import pytest

from rules.claims import viewer_of
from rules.errors import Unauthenticated
from rules.scope import Right, Viewer, ViewerKind

BOTH = frozenset(Right)
READ = frozenset({Right.READ})
NONE: frozenset[Right] = frozenset()
MAKER = "urn:x:maker"


def of(claims: dict[str, Any]) -> Viewer:
    """The viewer, by the claims of the default settings."""
    return viewer_of(claims, "batlas_viewer", "batlas_party")


@pytest.mark.parametrize(
    ("claims", "viewer"),
    [
        pytest.param({"batlas_viewer": "party", "batlas_party": MAKER, "scope": "batlas.read"}, Viewer(ViewerKind.PARTY, MAKER, READ), id="party"),
        pytest.param({"batlas_party": MAKER, "scope": "read submit"}, Viewer(ViewerKind.PARTY, MAKER, BOTH), id="a-party-alone-says-enough"),
        pytest.param({"batlas_viewer": "Authority", "scp": "read"}, Viewer(ViewerKind.AUTHORITY, None, READ), id="authority"),
        pytest.param({"batlas_viewer": "authority", "batlas_party": MAKER, "scp": ["batlas.submit", "batlas.read"]}, Viewer(ViewerKind.AUTHORITY, MAKER, BOTH), id="authority-that-sends"),
        pytest.param({"scope": "openid profile batlas.read"}, Viewer(ViewerKind.PUBLIC, None, READ), id="nobody-in-particular"),
        pytest.param({"batlas_viewer": "authority"}, Viewer(ViewerKind.AUTHORITY, None, NONE), id="no-scope-no-right"),
        pytest.param({"batlas_viewer": "authority", "scope": "other.read reader READ"}, Viewer(ViewerKind.AUTHORITY, None, NONE), id="scopes-of-others"),
        pytest.param({"batlas_viewer": "authority", "scope": 7, "scp": [7, None]}, Viewer(ViewerKind.AUTHORITY, None, NONE), id="scopes-that-are-none"),
        pytest.param({"batlas_party": None, "scope": "read"}, Viewer(ViewerKind.PUBLIC, None, READ), id="party-null"),
    ],
)  # fmt: skip
def test_claims_that_say_who_calls(claims: dict[str, Any], viewer: Viewer) -> None:
    assert of(claims) == viewer


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"batlas_viewer": "local"}, id="local"),
        pytest.param({"batlas_viewer": "LOCAL", "batlas_party": MAKER}, id="local-in-upper-case"),
        pytest.param({"batlas_viewer": "admin"}, id="unknown"),
        pytest.param({"batlas_viewer": ["authority"]}, id="a-list"),
        pytest.param({"batlas_viewer": None}, id="null"),
        pytest.param({"batlas_viewer": "party"}, id="party-without-a-party"),
        pytest.param({"batlas_viewer": "public", "batlas_party": MAKER}, id="public-with-a-party"),
        pytest.param({"batlas_party": "maker"}, id="a-name"),
        pytest.param({"batlas_party": "_:maker"}, id="a-local-name"),
        pytest.param({"batlas_party": ""}, id="empty"),
        pytest.param({"batlas_party": [MAKER]}, id="a-list-of-parties"),
    ],
)
def test_claims_that_say_nothing_clear_are_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(Unauthenticated, match="claim `batlas_"):
        of({"scope": "read", **claims})


def test_the_claims_are_named_by_the_settings() -> None:
    claims = {"https://x.example/role": "party", "org": MAKER, "scope": "read", "batlas_viewer": "authority"}
    assert viewer_of(claims, "https://x.example/role", "org") == Viewer(ViewerKind.PARTY, MAKER, READ)
