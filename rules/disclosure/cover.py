"""Names that stand for keys which a viewer may not see: the same for the same viewer, and to nobody else of any meaning."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import sha512

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

COVERED = "urn:batlas:withheld:"

STEP = 32
"""Keys are filled up to a multiple of as many bytes, so that the length of a name tells little of the length of the key."""


class Cover:
    """The names of one viewer: AES-SIV (RFC 5297), whose result is the same for the same key and cannot be made up."""

    def __init__(self, secret: bytes, viewer: str) -> None:
        self._cipher = AESSIV(sha512(secret).digest())
        self._viewer = [viewer.encode()]

    def hide(self, key: str) -> str:
        """The name that stands for the key."""
        plain = key.encode()
        filled = plain + b"\0" * (-len(plain) % STEP)
        return COVERED + urlsafe_b64encode(self._cipher.encrypt(filled, self._viewer)).decode().rstrip("=")

    def reveal(self, name: str) -> str | None:
        """The key behind a name; none for what is no name of this viewer."""
        if not name.startswith(COVERED):
            return None
        text = name.removeprefix(COVERED)
        try:
            sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
            return self._cipher.decrypt(sealed, self._viewer).rstrip(b"\0").decode()
        except (Error, InvalidTag, ValueError):
            return None
