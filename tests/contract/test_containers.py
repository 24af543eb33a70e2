"""A developer who asks for Neo4j in a container gets that, or is told why not; never another server in silence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        pytest.param({"BATLAS_TEST_NEO4J": "container"}, "BATLAS_TEST_NEO4J asks for a container, and", id="no-engine"),
        pytest.param({"BATLAS_TEST_NEO4J": "container", "NEO4J_URI": "bolt://127.0.0.1:9"}, "set one of the two", id="two-databases"),
        pytest.param({"BATLAS_TEST_NEO4J": "docker"}, "BATLAS_TEST_NEO4J is 'docker'", id="another-word"),
    ],
)  # fmt: skip
def test_a_run_without_the_container_that_is_asked_for_runs_no_test(environment: dict[str, str], said: str) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/rules/test_key.py"],
        cwd=ROOT,
        env=own | {"DOCKER_HOST": "unix:///nowhere/docker.sock"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert said in done.stderr
    assert "passed" not in done.stdout
