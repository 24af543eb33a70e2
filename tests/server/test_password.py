"""The password is made once, kept private, and its loss is told."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError

from graph.server import Address, ServerConfig, hold
from graph.server.home import Home
from rules.errors import Unavailable

UNSET = "written-and-not-yet-set"


@pytest.fixture(scope="module")
def held(config: ServerConfig) -> Iterator[Address]:
    """The server of this file, whose first start was killed between writing the password and setting it."""
    home = Home(config.home)
    home.prepare()
    home.write_private(home.credentials, UNSET)
    with hold(config) as address:
        yield address


@pytest.fixture
def credentials(held: Address, home: Path) -> Iterator[Path]:
    """The file, put back after the test."""
    file = home / "credentials"
    yield file
    Home(home).write_private(file, held.password)


def test_one_that_was_written_and_not_yet_set_is_set(held: Address) -> None:
    assert held.password == UNSET
    with (
        GraphDatabase.driver(held.uri, auth=("neo4j", "neo4j")) as driver,
        pytest.raises(AuthError),
    ):
        driver.verify_connectivity()


def test_whoever_joins_is_given_the_same(held: Address, config: ServerConfig) -> None:
    with hold(config) as joined:
        assert joined == held


def test_a_line_end_that_an_editor_left_is_no_part_of_it(
    held: Address, config: ServerConfig, credentials: Path
) -> None:
    credentials.write_text(f"{held.password}\n")
    with hold(config) as joined:
        assert joined == held


@pytest.mark.parametrize("content", [None, "", "short"], ids=["lost", "empty", "half-written"])
def test_its_loss_is_told_and_leaves_no_wrong_one_behind(
    config: ServerConfig, credentials: Path, content: str | None
) -> None:
    if content is None:
        credentials.unlink()
    else:
        credentials.write_text(content)
    with (
        pytest.raises(Unavailable, match=r"was set before, and .*credentials is lost. Restore that file"),
        hold(config),
    ):
        pass
    assert not credentials.exists()


def test_a_wrong_one_is_told_and_left_as_it_is(config: ServerConfig, credentials: Path) -> None:
    wrong = secrets.token_urlsafe(24)
    credentials.write_text(wrong)
    for _ in range(3):
        # Neo4j refuses to look at a password for some seconds after three wrong ones.
        with pytest.raises(Unavailable, match="credentials holds another"), hold(config):
            pass
    assert credentials.read_text() == wrong


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path)
    home.write_private(home.credentials, "the-first-one")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        home.write_private(home.credentials, "the-second-one")
    assert home.credentials.read_text() == "the-first-one"
