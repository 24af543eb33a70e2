"""`make setup` finds a Python that fits, or says what to install; settings that are wrong are told."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from app.settings import database_config, read_settings
from rules.errors import InvalidInput
from tests.server.conftest import ROOT


def set_up(path: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the script with the programs of one directory only."""
    return subprocess.run(
        ["/bin/sh", ROOT / "requirements" / "setup.sh", path / "venv"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(path), **environment},
    )


def python(path: Path, code: int) -> Path:
    """A program that is called python3 and answers each question about itself with this exit code."""
    program = path / "python3"
    program.write_text(f"#!/bin/sh\nexit {code}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.mark.parametrize("unfit", [False, True], ids=["none", "too-old"])
def test_without_a_python_that_fits_it_says_what_to_install(tmp_path: Path, unfit: bool) -> None:
    if unfit:
        python(tmp_path, 1)
    done = set_up(tmp_path)
    assert done.returncode == 1
    assert "Batlas needs Python 3.11, 3.12 or 3.13 with its venv module" in done.stderr
    assert "apt install python3 python3-venv" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_python_that_was_named_and_does_not_fit_is_told(tmp_path: Path) -> None:
    named = python(tmp_path, 1)
    done = set_up(tmp_path, PYTHON=str(named))
    assert done.returncode == 1
    assert f"PYTHON is {named}, which is no Python 3.11, 3.12 or 3.13" in done.stderr


def test_the_locked_requirements_name_no_place(tmp_path: Path) -> None:
    for name in ("run.txt", "checks.txt"):
        text = (ROOT / "requirements" / name).read_text()
        assert "://" not in text
        assert "--index" not in text
        wanted = [line for line in text.splitlines() if "==" in line]
        assert text.count("--hash=sha256:") > len(wanted) > 30


def test_an_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("BATLAS_", "NEO4J_"))]:
        monkeypatch.delenv(name)
    unset = database_config(read_settings())
    for name in ("BATLAS_HOME", "BATLAS_CACHE", "BATLAS_HEAP_MB", "NEO4J_URI", "NEO4J_USER", "NEO4J_DATABASE"):
        monkeypatch.setenv(name, "")
    assert database_config(read_settings()) == unset
    assert unset.address is None


def test_neo4js_own_variables_win(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"URI": "bolt://x", "USER": "u", "PASSWORD": "p", "DATABASE": "d"}.items():
        monkeypatch.setenv(f"NEO4J_{name}", value)
    given = database_config(read_settings()).address
    assert given is not None
    assert (given.uri, given.user, given.password, given.database) == ("bolt://x", "u", "p", "d")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BATLAS_HEAP_MB", "much"),
        ("BATLAS_HEAP_MB", "1"),
        ("BATLAS_PORT", "70000"),
        ("BATLAS_HOME", "~nobody-at-all/x"),
    ],
)
def test_a_setting_that_is_wrong_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidInput, match=name):
        database_config(read_settings())
