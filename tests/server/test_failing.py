"""A server that cannot start says why, in its own last words and without a foreign traceback."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from graph.server import ServerConfig
from graph.server.jars import locked, provide
from rules.errors import Unavailable
from tests.server.conftest import Start, address, end, ended


def failure(use: Start, config: ServerConfig, **environment: str) -> str:
    """What a user is told."""
    user = use(of=config, **environment)
    said, error = user.communicate(timeout=120)
    assert said == ""
    assert user.returncode == 1
    assert "Traceback" not in error
    assert error.startswith("UNAVAILABLE ")
    return error


def test_too_little_memory(use: Start, config: ServerConfig) -> None:
    error = failure(use, replace(config, heap_mb=60_000_000))
    assert "memory; lower BATLAS_HEAP_MB" in error
    assert "insufficient memory" in error, "the server's own lines"


def test_a_home_that_is_a_file(use: Start, config: ServerConfig, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert "BATLAS_HOME" in failure(use, replace(config, home=file))


def test_no_jars_and_no_network(use: Start, config: ServerConfig, tmp_path: Path) -> None:
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    error = failure(use, replace(config, cache=tmp_path), **nowhere)
    assert "could not be fetched" in error
    assert "make setup" in error


def test_with_the_jars_there_no_network_is_needed(use: Start, config: ServerConfig) -> None:
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    user = use(of=config, **nowhere)
    address(user)
    end(user)


def test_a_damaged_jar_is_not_used(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jars = locked()
    for jar in jars:
        jar.path(tmp_path).parent.mkdir(parents=True, exist_ok=True)
        os.link(jar.path(cache), jar.path(tmp_path))
    assert provide(tmp_path, lambda *_: None) == [jar.path(tmp_path) for jar in jars]
    damaged = jars[7].path(tmp_path)
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.unlink()
    damaged.write_bytes(content)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with pytest.raises(Unavailable, match=damaged.name):
        provide(tmp_path, lambda *_: None)
    assert jars[7].path(cache).read_bytes() != bytes(content)


def test_a_lost_password_and_then_a_broken_store(use: Start, config: ServerConfig, home: Path) -> None:
    user = use()
    address(user)
    end(user)
    assert ended(home)
    password = home / "credentials"
    assert password.stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o777 == 0o700
    kept = password.read_text()
    password.unlink()
    assert "is not the server's" in failure(use, config)
    assert ended(home)
    password.write_text(kept)
    user = use()
    address(user)
    end(user)
    assert ended(home)
    for file in (home / "neo4j" / "data" / "databases" / "neo4j").rglob("neostore*"):
        if file.is_file():
            file.write_bytes(b"garbage")
    error = failure(use, config)
    assert "cannot be opened" in error
    assert "Caused by" in error
    assert ended(home)
    shutil.rmtree(home / "neo4j")
