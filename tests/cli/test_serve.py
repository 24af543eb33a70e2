"""Serving from the command line."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from tests.cli.conftest import ROOT, Run


@contextmanager
def serving(home: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A process that serves, and its GraphQL."""
    environment = {**os.environ, "BATLAS_HOME": str(home), "BATLAS_PORT": "0", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "from app.cli.main import main; main()", "serve"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stderr is not None
        address = re.search(r"http://[0-9.:]+", server.stderr.readline())
        assert address is not None
        yield server, f"{address[0]}/graphql"


def question(url: str, query: str, accept: str) -> Request:
    """A request for it."""
    body = json.dumps({"query": query}).encode()
    return Request(url, body, {"content-type": "application/json", "accept": accept})  # noqa: S310 - http on loopback


def test_it_serves_until_ctrl_c(cli_home: Path) -> None:
    with serving(cli_home) as (server, url):
        with urlopen(question(url, "{ __typename }", "*/*"), timeout=10) as answer:  # noqa: S310
            assert json.load(answer) == {"data": {"__typename": "Query"}}
        server.send_signal(signal.SIGINT)
        said = server.communicate()[1]
    assert "Traceback" not in said
    assert server.returncode in (0, 130)


def test_ctrl_c_lets_go_who_subscribes(cli_home: Path) -> None:
    with serving(cli_home) as (server, url):
        asked = question(url, "subscription { submissions { key } }", "text/event-stream")
        with urlopen(asked, timeout=20) as answer:  # noqa: S310
            server.send_signal(signal.SIGINT)
            assert answer.read().decode() == "event: complete\ndata:\n\n"
        said = server.communicate()[1]
    assert said.strip() == "", "nothing had to be cancelled"
    assert server.returncode in (0, 130)


def test_a_port_in_use_is_told(batlas: Run) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = batlas("serve", BATLAS_PORT=str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "BATLAS_PORT" in done.stderr
