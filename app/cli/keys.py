"""`batlas keys`."""

from datetime import UTC, datetime
from typing import Annotated, Any

import orjson
from rich.markup import escape
from rich.table import Table
from typer import Argument, Option, Typer

from app.cli.ask import Desk, at_desk
from app.cli.console import answers, errors
from app.moment import read_span
from graph.api_key import create_api_key, list_api_keys, revoke_api_key, rotate_api_key
from rules.api_key import ApiKey
from rules.errors import InvalidInput
from rules.scope import LOCAL, Right, Scope, Viewer, ViewerKind

SCOPE = Scope(LOCAL)

app = Typer(help="API keys: who may ask and send over the network.", no_args_is_help=True)

Id = Annotated[str, Argument(help="The 8 characters behind `batlas_`; `batlas keys list` tells them.")]
AsJson = Annotated[bool, Option("--json", help="Print JSON.")]


@app.command()
def create(
    party: Annotated[str | None, Option(help="Key of the party that it speaks for.")] = None,
    authority: Annotated[
        bool, Option("--authority", help="It speaks for an authority; with --party, that party's.")
    ] = False,
    public: Annotated[bool, Option("--public", help="It sees what everybody sees.")] = False,
    scopes: Annotated[
        list[Right] | None, Option("--scope", help="What it may be used for, as often as needed; left out: read.")
    ] = None,
    expires: Annotated[str, Option(help="How long it holds, as in 12h or 90d.")] = "90d",
    title: Annotated[str | None, Option(help="What it is for, for people.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a key. It is told this once; of it only its SHA-256 is kept."""
    if authority + public + (party is not None and not authority) != 1:
        raise InvalidInput("Say whose key it is: --party KEY, --authority (perhaps with --party KEY), or --public.")
    kind = ViewerKind.AUTHORITY if authority else ViewerKind.PUBLIC if public else ViewerKind.PARTY
    viewer = Viewer(kind, party, frozenset(scopes or [Right.READ]))
    lasts = read_span(expires, "--expires")

    async def work(desk: Desk) -> tuple[str, ApiKey]:
        return await create_api_key(SCOPE, desk.database, viewer, title=title, now=datetime.now(UTC), lasts=lasts)

    _tell(*at_desk(work), as_json=as_json)


@app.command("list")
def list_keys(as_json: AsJson = False) -> None:
    """All keys, also those that hold no longer; never the keys themselves."""

    async def work(desk: Desk) -> list[ApiKey]:
        return await list_api_keys(SCOPE, desk.database)

    keys = at_desk(work)
    if as_json:
        for key in keys:
            answers.out(orjson.dumps(_fields(key)).decode(), highlight=False)
        return
    table = Table("id", "viewer", "party", "scopes", "title", "expires", "state", box=None, padding=(0, 1))
    for key in keys:
        viewer = key.viewer
        scopes, expires = ", ".join(sorted(viewer.rights)), f"{key.expires_at:%Y-%m-%d %H:%M}Z"
        table.add_row(
            key.id,
            viewer.kind.lower(),
            escape(viewer.party or ""),
            scopes,
            escape(key.title or ""),
            expires,
            _state(key),
        )
    answers.print(table)


@app.command()
def rotate(
    id: Id,
    overlap: Annotated[str, Option(help="How long the old key still holds, as in 0h, 24h or 7d.")] = "24h",
    as_json: AsJson = False,
) -> None:
    """Make a new key for the same viewer; the old one holds until the overlap is over."""
    span = read_span(overlap, "--overlap")

    async def work(desk: Desk) -> tuple[str, ApiKey, ApiKey]:
        return await rotate_api_key(SCOPE, desk.database, id, now=datetime.now(UTC), overlap=span)

    key, kept, old = at_desk(work)
    _tell(key, kept, as_json=as_json)
    errors.print(f"The key {old.id} holds until {old.expires_at:%Y-%m-%dT%H:%M:%SZ}.", highlight=False)


@app.command()
def revoke(id: Id) -> None:
    """Let a key hold no longer; running servers know within seconds."""

    async def work(desk: Desk) -> ApiKey:
        return await revoke_api_key(SCOPE, desk.database, id, now=datetime.now(UTC))

    key = at_desk(work)
    answers.print(f"The key {key.id} {key.ended(datetime.now(UTC))}.", highlight=False)


def _tell(key: str, kept: ApiKey, *, as_json: bool) -> None:
    if as_json:
        answers.out(orjson.dumps({"key": key, **_fields(kept)}).decode(), highlight=False)
        return
    answers.out(key, highlight=False)
    errors.print("Keep it well: it cannot be told again.", f"It expires at {kept.expires_at:%Y-%m-%dT%H:%M:%SZ}.")


def _state(key: ApiKey) -> str:
    ended = key.ended(datetime.now(UTC))
    if ended is not None:
        return "revoked" if key.revoked_at is not None else "expired"
    return "holds" if key.replaced_by is None else f"holds until then, replaced by {key.replaced_by}"


def _fields(key: ApiKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "viewer": key.viewer.kind.lower(),
        "party": key.viewer.party,
        "scopes": sorted(key.viewer.rights),
        "title": key.title,
        "createdAt": key.created_at,
        "expiresAt": key.expires_at,
        "revokedAt": key.revoked_at,
        "replacedBy": key.replaced_by,
        "state": _state(key).partition(" ")[0],
    }
