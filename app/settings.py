"""Settings, from the environment. Neo4j's own variables win over the managed server."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from graph.database import DatabaseConfig
from graph.server import Address, ServerConfig
from rules.errors import InvalidInput


def _folder(variable: str, default: str) -> Path:
    try:
        return Path(os.environ.get(variable) or Path.home() / default, "batlas")
    except RuntimeError as error:
        raise InvalidInput("This user has no home directory: set BATLAS_HOME and BATLAS_CACHE.") from error


def _place(path: Path) -> Path:
    try:
        return path.expanduser().absolute()
    except RuntimeError as error:
        raise InvalidInput(f"{path} of BATLAS_HOME or BATLAS_CACHE names a user who has no home directory.") from error


def _listed(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
"""Words with commas between them."""


class Settings(BaseSettings):
    """Each is an environment variable with the prefix BATLAS_."""

    model_config = SettingsConfigDict(env_prefix="BATLAS_", env_ignore_empty=True, frozen=True, extra="ignore")

    home: Path = Field(
        default_factory=lambda: _folder("XDG_DATA_HOME", ".local/share"),
        description="Data directory of the managed Neo4j.",
    )
    cache: Path = Field(
        default_factory=lambda: _folder("XDG_CACHE_HOME", ".cache"),
        description="Where Neo4j's jars are kept for all homes.",
    )
    heap_mb: int = Field(default=512, ge=128, le=65536, description="Heap of the managed Neo4j, MB.")
    page_cache_mb: int = Field(default=256, ge=16, le=1048576, description="Page cache of the managed Neo4j, MB.")
    java_options: str = Field(default="", description="More options of the managed Neo4j's java, blanks between them.")
    query_timeout_s: float = Field(default=30, gt=0, le=3600, description="How long one statement may take, seconds.")
    host: str = Field(
        default="127.0.0.1", description="Address that `batlas serve` listens on; without sign-in, loopback only."
    )
    port: int = Field(default=8000, ge=0, le=65535, description="Port that `batlas serve` listens on.")
    sign_in: bool = Field(
        default=False,
        description="Whether callers over HTTP see only what their credential opens; BATLAS_OIDC_ISSUER switches it on too.",
    )
    allowed_hosts: Listed = Field(
        default=(), description="Host names that are answered besides loopback's, `*.example.com` for all below one."
    )
    allowed_origins: Listed = Field(
        default=(), description="Pages of other addresses that browsers let call, as https://app.example.com."
    )
    oidc_issuer: str | None = Field(default=None, description="Issuer of OpenID Connect whose tokens are taken.")
    oidc_audience: str | None = Field(default=None, description="What its tokens for this Batlas name as audience.")
    oidc_algorithms: Listed = Field(
        default=("RS256", "PS256", "ES256", "EdDSA", "Ed25519"), description="Signatures that are taken."
    )
    oidc_kind_claim: str = Field(
        default="batlas_viewer", description="Claim of a token that says party, authority or public."
    )
    oidc_party_claim: str = Field(default="batlas_party", description="Claim that names the party by its key.")
    max_records: int = Field(default=25_000, ge=1, le=50_000, description="Records that one document may have.")
    max_body_mb: int = Field(default=32, ge=1, le=1024, description="Size of one HTTP request, MB.")
    max_intake_mb: int = Field(
        default=256, ge=1, le=4096, description="Size of one file that is sent to /intake, unpacked, MB."
    )
    max_depth: int = Field(default=12, ge=1, le=100, description="How deep a GraphQL query may nest.")
    max_tokens: int = Field(default=2_000, ge=10, le=100_000, description="Tokens that a GraphQL query may have.")
    max_aliases: int = Field(default=30, ge=0, le=10_000, description="Aliases that a GraphQL query may have.")
    operation_timeout_s: float = Field(
        default=60,
        gt=0,
        le=3600,
        description="How long one GraphQL operation may take, seconds; a subscription may go on.",
    )
    max_persisted: int = Field(
        default=4_000_000,
        ge=0,
        le=1_000_000_000,
        description="Characters of persisted queries that are remembered; 0: none.",
    )
    trusted_documents: Path | None = Field(
        default=None, description="JSON file of the GraphQL documents that may run; where set, nothing else does."
    )
    max_subscriptions: int = Field(
        default=1_000, ge=0, le=100_000, description="Subscriptions, and WebSockets, that one process holds at once."
    )
    max_operations_per_socket: int = Field(
        default=20, ge=1, le=1_000, description="Operations that one WebSocket may have at once."
    )
    compiled: bool = Field(
        default=True,
        description="Whether lists in answers are put together by compiled functions; the answers are the same.",
    )

    @property
    def signs_in(self) -> bool:
        """Whether whoever sends no credential is the public, and not whoever runs the process."""
        return self.sign_in or self.oidc_issuer is not None


class GivenNeo4j(BaseSettings):
    """A Neo4j that somebody else runs, by the variables that Neo4j's tools share."""

    model_config = SettingsConfigDict(env_prefix="NEO4J_", env_ignore_empty=True, frozen=True, extra="ignore")

    uri: str | None = Field(
        default=None, description="Address of a Neo4j of your own; where set, no server is managed."
    )
    user: str = Field(default="neo4j", description="Its user.")
    password: str = Field(default="", description="Its password.")
    database: str = Field(default="neo4j", description="Its database.")


def read_settings() -> Settings:
    """The settings of this process. Raises InvalidInput naming the variable."""
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(
            f"BATLAS_{str(fault['loc'][0]).upper()}: {fault['msg']}, not {fault['input']!r}" for fault in error.errors()
        )
        raise InvalidInput(f"A setting is wrong. {faults}") from error


def database_config(settings: Settings) -> DatabaseConfig:
    """The database that the settings and Neo4j's variables name."""
    given = GivenNeo4j()
    address = Address(given.uri, given.user, given.password, given.database) if given.uri else None
    server = ServerConfig(
        _place(settings.home),
        _place(settings.cache),
        settings.heap_mb,
        settings.page_cache_mb,
        settings.java_options,
    )
    return DatabaseConfig(server, address, settings.query_timeout_s)
