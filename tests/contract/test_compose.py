"""compose.yaml and the Dockerfile as far as they can be looked at without an engine."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import GivenNeo4j, Settings
from app.web.hosts import LOOPBACK
from graph.server.jars import locked

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "compose.yaml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def command(instruction: str) -> list[str]:
    """The words of an instruction of the Dockerfile in its exec form."""
    (words,) = re.findall(rf"^{instruction}\b.*?(\[.*\])$", DOCKERFILE, re.MULTILINE)
    return json.loads(words)


def test_neo4j_is_the_one_that_is_managed_elsewhere() -> None:
    (version,) = {jar.version for jar in locked() if jar.artifact == "neo4j"}
    minor = ".".join(version.split(".")[:2])
    assert f"image: neo4j:{minor}-community" in COMPOSE


def test_images_are_named_without_a_registry() -> None:
    images = [
        *re.findall(r"^\s+image: (\S+)", COMPOSE, re.MULTILINE),
        *re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE),
    ]
    assert len(images) == 3
    assert [image for image in images if "/" in image] == []


def test_nothing_is_reached_from_another_machine() -> None:
    ports = re.findall(r'^\s+- "(\S+:\d+)"$', COMPOSE, re.MULTILINE)
    assert len(ports) == 1
    assert all(port.startswith("127.0.0.1:") for port in ports)
    # Batlas publishes no port: on the host's network it listens on the host's loopback, for nothing else is set.
    assert "network_mode: host" in COMPOSE
    assert "BATLAS_HOST" not in COMPOSE + DOCKERFILE
    assert Settings.model_fields["host"].default in LOOPBACK


def test_what_batlas_is_told_are_its_settings() -> None:
    told = set(re.findall(r"^\s+((?:BATLAS|NEO4J)_[A-Z_]+): ", COMPOSE, re.MULTILINE)) - {"NEO4J_AUTH"}
    told |= set(re.findall(r"(BATLAS_[A-Z_]+)=", DOCKERFILE))
    known = {f"BATLAS_{name.upper()}" for name in Settings.model_fields} | {
        f"NEO4J_{name.upper()}" for name in GivenNeo4j.model_fields
    }
    assert told == {"NEO4J_URI", "NEO4J_PASSWORD", "BATLAS_PORT"}
    assert told <= known


def test_the_image_has_what_the_commands_need_and_no_rights() -> None:
    copied = {source for line in re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE) for source in line.split()[:-1]}
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert {"app", "schema", "graph", "loaders", "rules", "seed"} <= copied
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == sent
    assert re.search(r"^USER batlas$.*^ENTRYPOINT", DOCKERFILE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("arguments", [command("CMD"), ["migrate"]], ids=lambda words: words[0])
def test_the_commands_of_the_image_are_there(arguments: list[str]) -> None:
    program, *words = command("ENTRYPOINT")
    assert program == "python"
    own = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "BATLAS_"))}
    done = subprocess.run(
        [sys.executable, *words, *arguments, "--help"], env=own | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert arguments[0] in done.stdout


def test_health_is_asked_where_it_is_answered() -> None:
    (asked,) = re.findall(r"'(/health/\w+)'", command("HEALTHCHECK .*?CMD")[-1])
    assert f'Route("{asked}"' in (ROOT / "app" / "web" / "assemble.py").read_text()
