"""Serving from the command line."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

from tests.cli.conftest import ROOT, Run


def test_it_serves_until_ctrl_c(cli_home: Path) -> None:
    environment = {**os.environ, "BATLAS_HOME": str(cli_home), "BATLAS_PORT": "0", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "from app.cli.main import main; main()", "serve"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stderr is not None
        address = re.search(r"http://[0-9.:]+", server.stderr.readline())
        assert address is not None
        body = json.dumps({"query": "{ __typename }"}).encode()
        request = Request(f"{address[0]}/graphql", body, {"content-type": "application/json"})  # noqa: S310 - http on loopback
        with urlopen(request, timeout=10) as answer:  # noqa: S310
            assert json.load(answer) == {"data": {"__typename": "Query"}}
        server.send_signal(signal.SIGINT)
        said = server.stderr.read()
    assert "Traceback" not in said
    assert server.returncode in (0, 130)


def test_a_port_in_use_is_told(batlas: Run) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = batlas("serve", BATLAS_PORT=str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "BATLAS_PORT" in done.stderr
