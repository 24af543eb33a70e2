"""Which page sent a request: a browser lets every page send a simple one to any address, without asking first."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import Scope

READING = ("GET", "HEAD", "OPTIONS")
PAGES = {"ws": "http", "wss": "https"}
"""Scheme of a WebSocket to that of the page it belongs to."""
FOREIGN = ("cross-site", "same-site")
"""What Sec-Fetch-Site says of a page that is not of this very address."""


def foreign_page(scope: Scope, allowed: Collection[str] = ()) -> str | None:
    """What sent it, if it is a page of another address that is not `allowed`; none for programs, which name no page."""
    headers = Headers(scope=scope)
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "").strip().lower()
    if origin in allowed:
        return None
    scheme = PAGES.get(scope["scheme"], scope["scheme"])
    if origin is not None and origin.lower() != f"{scheme}://{headers.get('host', '')}".lower():
        return f"a page of {origin[:80]}"
    return f"a {site} page" if site in FOREIGN else None
