"""Neo4j in a container, where a developer asks for it: `BATLAS_TEST_NEO4J=container`.

The run's database is then that one. Tests of the managed server and of the command line start theirs as ever. Whoever asks for a container
and cannot have it is told, and no test runs.
"""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest

from graph.server import Address

VARIABLE = "BATLAS_TEST_NEO4J"
IMAGE = "neo4j:5.26-community"
MISSING = (
    f"{VARIABLE} asks for a container, and testcontainers is not installed: .venv/bin/uv pip install --group containers"
)
SILENT = (
    f"{VARIABLE} asks for a container, and no Docker engine answers ({{}}). Start one, set DOCKER_HOST, or leave {VARIABLE} out: "
    "tests then run on the managed Neo4j."
)


def asked() -> bool:
    """Whether a container is asked for. Raises UsageError for another word than `container` or `managed`."""
    word = os.environ.get(VARIABLE) or "managed"
    if word not in ("container", "managed"):
        raise pytest.UsageError(f"{VARIABLE} is {word!r}: it is `container` or `managed`, which is the default.")
    return word == "container"


def require() -> None:
    """Raise UsageError where no container can be had."""
    if os.environ.get("NEO4J_URI"):
        raise pytest.UsageError(f"{VARIABLE} asks for a container, and NEO4J_URI names a database: set one of the two.")
    with _quiet():
        try:
            from docker import from_env  # pyright: ignore[reportMissingModuleSource, reportMissingImports] - optional
            from docker.errors import DockerException  # pyright: ignore[reportMissingModuleSource, reportMissingImports]
            from testcontainers.community import neo4j  # pyright: ignore[reportMissingImports]
        except ImportError as error:
            raise pytest.UsageError(MISSING) from error
        assert neo4j
        try:
            client = from_env(timeout=5)
            client.ping()
            client.close()
        except DockerException as error:
            raise pytest.UsageError(SILENT.format(" ".join(str(error).split()))) from error


@contextmanager
def contained() -> Iterator[Address]:
    """A Neo4j of its own, empty at first, ended with the block."""
    from testcontainers.community.neo4j import Neo4jContainer  # pyright: ignore[reportMissingImports]

    password = uuid4().hex
    container = (
        Neo4jContainer(IMAGE, username="neo4j", password=password)
        .with_env("NEO4J_server_memory_heap_max__size", "512m")
        .with_env("NEO4J_server_memory_pagecache_size", "128m")
        .with_env("NEO4J_dbms_usage__report_enabled", "false")
    )
    with _quiet():
        container.start()
    try:
        yield Address(container.get_connection_url(), "neo4j", password)
    finally:
        with _quiet():
            container.stop()


@contextmanager
def _quiet() -> Iterator[None]:
    """Warnings are errors here, and those of others' libraries are theirs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
