"""API keys on the command line."""

import json
import re

import pytest

from tests.cli.conftest import Run


def test_a_key_is_made_told_once_listed_rotated_and_revoked(batlas: Run) -> None:
    made = batlas(
        "keys", "create", "--party", "urn:x:maker", "--scope", "read", "--scope", "submit", "--title", "[Plant] 1"
    )
    assert made.returncode == 0, made.stderr
    assert re.fullmatch(r"batlas_[a-z0-9]{8}_[A-Za-z0-9_-]{43}\n", made.stdout), "the key and nothing else"
    assert "cannot be told again" in made.stderr
    key = made.stdout.strip()
    listed = batlas("keys", "list").stdout
    assert key[7:15] in listed
    assert key[-43:] not in listed
    assert all(word in listed for word in ("party", "urn:x:maker", "read, submit", "[Plant] 1", "holds"))

    rotated = batlas("keys", "rotate", key[7:15], "--overlap", "2h", "--json")
    assert rotated.returncode == 0, rotated.stderr
    new = json.loads(rotated.stdout)
    assert (new["key"][7:15], new["party"], new["scopes"]) == (new["id"], "urn:x:maker", ["read", "submit"])
    assert f"The key {key[7:15]} holds until" in rotated.stderr
    again = batlas("keys", "rotate", key[7:15])
    assert (again.returncode, "CONFLICT" in again.stderr, new["id"] in again.stderr) == (1, True, True)

    assert "was revoked" in batlas("keys", "revoke", new["id"]).stdout
    states = {each["id"]: each for each in map(json.loads, batlas("keys", "list", "--json").stdout.splitlines())}
    assert (states[key[7:15]]["state"], states[key[7:15]]["replacedBy"]) == ("holds", new["id"])
    assert states[new["id"]]["state"] == "revoked"
    assert not {"hash", "key"} & set(states[new["id"]])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("create",), "Say whose key it is", id="nobody's"),
        pytest.param(("create", "--public", "--expires", "soon"), "--expires is soon", id="no-span"),
        pytest.param(("rotate", "nothing1"), "no API key nothing1", id="rotate-unknown"),
    ],
)
def test_what_is_wrong_is_told(batlas: Run, arguments: tuple[str, ...], said: str) -> None:
    done = batlas("keys", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr.replace("\n", " ")


def test_a_server_that_would_be_open_to_others_is_not_started(batlas: Run) -> None:
    for environment, said in (
        ({"BATLAS_HOST": "0.0.0.0"}, "BATLAS_SIGN_IN"),  # noqa: S104 - refused
        ({"BATLAS_OIDC_ISSUER": "https://id.example"}, "BATLAS_OIDC_AUDIENCE"),
    ):
        done = batlas("serve", **environment)
        assert (done.returncode, said in done.stderr) == (1, True), done.stderr
