"""The data directory: whose it is, what it may be called, and that it may be moved."""

import fcntl
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import LiteralString

import pytest
from neo4j import GraphDatabase

from graph.server import Address, ServerConfig, hold, status, stop
from graph.server.home import Home, Running
from graph.server.lock import open_lock, try_lock
from rules.errors import Unavailable
from tests.server.conftest import Start, address, end, ended, wait_for


@pytest.fixture
def somebody_else() -> Iterator[None]:
    """This process as a user who owns nothing here."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


@pytest.mark.parametrize("inside", ["", "below"])
def test_a_home_that_is_not_ours_is_told(config: ServerConfig, tmp_path: Path, inside: str, request: pytest.FixtureRequest) -> None:  # fmt: skip
    place = tmp_path / "place"
    place.mkdir(mode=0o500)
    request.getfixturevalue("somebody_else")
    with pytest.raises(Unavailable, match="BATLAS_HOME"), hold(replace(config, home=place / inside)):
        pass


def test_a_home_that_is_a_file_is_told(config: ServerConfig, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(Unavailable, match=r"file cannot be used .*set BATLAS_HOME"), hold(replace(config, home=file)):
        pass


def test_a_home_that_was_there_keeps_its_mode_and_a_new_one_is_private(tmp_path: Path) -> None:
    for name, mode in (("old", 0o755), ("new", 0o700)):
        home = Home(tmp_path / name)
        if name == "old":
            home.path.mkdir(mode=mode)
        home.prepare()
        assert (home.path.stat().st_mode & 0o777, home.neo4j.stat().st_mode & 0o777) == (mode, 0o700)


def test_a_home_with_nothing_in_it_is_asked_and_stopped_in_vain(config: ServerConfig, tmp_path: Path) -> None:
    nowhere = replace(config, home=tmp_path / "nowhere")
    assert (status(nowhere).running, stop(nowhere).running) == (None, None)
    assert not nowhere.home.exists(), "looking makes nothing"


def run(at: Address, statement: LiteralString) -> list[int]:
    """The first column of what the database answers."""
    with GraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
        return [record[0] for record in driver.execute_query(statement).records]


def test_one_that_is_moved_under_any_name_keeps_its_server_and_its_graph(
    use: Start, config: ServerConfig, home: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    moved = replace(config, home=home.parent / "배터리 a,b=c#d\\e")
    others = {*home.parent.iterdir()} - {home}
    with hold(config) as before:
        run(before, "CREATE (:Kept)")
        home.rename(moved.home)
        with hold(moved) as joined:
            assert joined == before
    assert ended(home)
    assert wait_for(lambda: not status(moved).supervised)
    user = use(of=moved)
    uri = address(user)
    with hold(moved) as after:
        assert after.uri == uri
        assert run(after, "MATCH (n:Kept) RETURN count(n)") == [1]
    end(user)
    assert ended(moved.home)
    assert {*home.parent.iterdir()} - others == {moved.home}, "nothing lies beside it"


def test_what_it_tells_of_a_server_is_told_whole_and_ends_with_it(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert home.running() is None
    home.announce(Running(1, 2, 3))
    assert home.running() is None, "no supervisor lives"
    for junk in ("", "{", "[]", '{"port": 1}'):
        (tmp_path / "server.json").write_text(junk)
        home.retract(1)
        assert home.running() is None
    home.announce(Running(1, 2, 3))
    home.retract(7)
    assert (tmp_path / "server.json").exists(), "that was another supervisor's"
    home.retract(1)
    assert not (tmp_path / "server.json").exists()


def test_two_that_ask_at_once_do_not_take_each_other_for_a_supervisor(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with open_lock(home.lock("supervisor")) as asked:
        assert try_lock(asked, fcntl.LOCK_SH), "as whoever asks holds it for a blink"
        assert not home.supervised()
    with open_lock(home.lock("supervisor")) as held:
        assert try_lock(held, fcntl.LOCK_EX)
        assert home.supervised()
