"""The command line as a person runs it: a process of its own, on a home that this run's tests of the command line share."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.settings import database_config, read_settings
from graph.server import ServerConfig, hold
from tests.conftest import QUICK

Run = Callable[..., "subprocess.CompletedProcess[str]"]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def cli_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose server is held for the run, so that each command joins it."""
    home = tmp_path_factory.mktemp("cli-home")
    config = ServerConfig(
        home, database_config(read_settings()).server.cache, heap_mb=384, page_cache_mb=64, java_options=QUICK
    )
    with hold(config):
        yield home


@pytest.fixture(scope="session")
def batlas(cli_home: Path) -> Run:
    """Run `batlas` with these arguments."""

    def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        own = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
        own |= {"BATLAS_HOME": str(cli_home), "COLUMNS": "200", "PYTHONPATH": str(ROOT), **environment}
        command = [sys.executable, "-c", "from app.cli.main import main; main()", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=own, cwd=cli_home, timeout=120, check=False)

    return run
