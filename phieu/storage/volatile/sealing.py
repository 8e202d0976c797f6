"""What Redis is given: names that name nobody, and values that say nothing to whoever has not the keyring.

Redis may stand on another machine and serve others, too. A live screen there, laid beside the database's message
numbers, could tell who is writing a comment about whom; so what goes there is closed with a secret of the keyring, by
AES-SIV (RFC 5297): nothing has to be counted or drawn, and what was altered does not open.
"""

import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV


class Sealing:
    """Closes and opens with one secret of 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._naming = hmac.digest(secret, b"name", "sha256")
        self._cipher = AESSIV(hmac.digest(secret, b"value", "sha512"))

    def name(self, topic: str, name: str = "") -> str:
        """The key under which Redis keeps it."""
        digest = hmac.digest(self._naming, f"{topic}:{name}".encode(), "sha256")
        return f"phieu:{topic}:{digest.hex()}"

    def close(self, value: bytes, place: str) -> bytes:
        """The value, closed for this key alone: elsewhere it does not open. The same each time for the same value."""
        return self._cipher.encrypt(value, [place.encode()])

    def open(self, closed: bytes, place: str) -> bytes | None:
        """The value; None if it was not closed with this secret for this key."""
        try:
            return self._cipher.decrypt(closed, [place.encode()])
        except InvalidTag:
            return None
