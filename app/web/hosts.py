"""Where Batlas may listen, by which names it is called, which pages may call it, and whom it may call."""

import re
from urllib.parse import urlsplit

from app.settings import Settings
from rules.errors import InvalidInput

LOOPBACK = ("127.0.0.1", "::1", "localhost")
NAME = re.compile(r"(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]")
ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:.]+\](:\d{1,5})?")


def hosts_of(settings: Settings) -> list[str]:
    """The names that are answered."""
    return [*LOOPBACK, "[::1]", *settings.allowed_hosts]


def check_hosts(settings: Settings) -> None:
    """Raise InvalidInput for an address, names or pages that others could reach more by than they may."""
    host, names = settings.host, settings.allowed_hosts
    if not settings.signs_in and host not in LOOPBACK:
        raise InvalidInput(
            f"BATLAS_HOST is {host}: without sign-in Batlas listens on {', '.join(LOOPBACK)} only, for whoever reaches it sees all. "
            "Switch sign-in on by BATLAS_SIGN_IN=true or BATLAS_OIDC_ISSUER, or let a proxy on this machine check who calls."
        )
    if host not in LOOPBACK and not names:
        raise InvalidInput(
            f"BATLAS_HOST is {host}: say in BATLAS_ALLOWED_HOSTS by which names Batlas is called there, "
            "as in batlas.example.com, with commas between them, or * for any."
        )
    if "*" in names and not settings.signs_in:
        raise InvalidInput(
            "BATLAS_ALLOWED_HOSTS is *: without sign-in any web page could reach Batlas under a name of its own; name the hosts."
        )
    for name in names:
        if name != "*" and NAME.fullmatch(name) is None:
            raise InvalidInput(
                f"BATLAS_ALLOWED_HOSTS has {name[:80]!r}; write names without scheme and port, as in batlas.example.com or *.example.com."
            )
    for origin in settings.allowed_origins:
        if ORIGIN.fullmatch(origin) is None:
            raise InvalidInput(
                f"BATLAS_ALLOWED_ORIGINS has {origin[:80]!r}; write what browsers send as Origin, as in https://app.example.com, in lower case."
            )


def is_safe(address: str) -> bool:
    """Whether nobody on the way can change what is said there: https, or on this machine."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        )
    except ValueError:
        return False
