"""What Redis is given: names that name nobody, and values that say nothing to whoever has not the keyring.

Redis may stand on another machine and serve others, too. A live screen there, laid beside the database's message
numbers, could tell who is writing a comment about whom; so what goes there is closed with a secret of the keyring, in
the way of RFC 5297: a keyed digest of the value (HMAC-SHA256) is its tag, and also the start of the keyed stream
(SHAKE-256) that covers the value. Nothing has to be counted or drawn, and what was altered does not open.
"""

import hashlib
import hmac

TAG_BYTES = 16


class Sealing:
    """Closes and opens with one secret of 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._naming, self._tagging, self._covering = (
            hmac.digest(secret, purpose, "sha256") for purpose in (b"name", b"tag", b"cover")
        )

    def name(self, topic: str, name: str = "") -> str:
        """The key under which Redis keeps it."""
        digest = hmac.digest(self._naming, f"{topic}:{name}".encode(), "sha256")
        return f"phieu:{topic}:{digest.hex()}"

    def close(self, value: bytes, place: str) -> bytes:
        """The value, closed for this key alone: elsewhere it does not open. The same each time for the same value."""
        tag = self._tag(value, place)
        return tag + self._cover(value, tag)

    def open(self, closed: bytes, place: str) -> bytes | None:
        """The value; None if it was not closed with this secret for this key."""
        tag = closed[:TAG_BYTES]
        value = self._cover(closed[TAG_BYTES:], tag)
        return value if hmac.compare_digest(tag, self._tag(value, place)) else None

    def _tag(self, value: bytes, place: str) -> bytes:
        about = place.encode()
        return hmac.digest(self._tagging, len(about).to_bytes(4) + about + value, "sha256")[:TAG_BYTES]

    def _cover(self, value: bytes, tag: bytes) -> bytes:
        stream = hashlib.shake_256(self._covering + tag).digest(len(value))
        return (int.from_bytes(value) ^ int.from_bytes(stream)).to_bytes(len(value))
