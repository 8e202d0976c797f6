"""Remembers which webhook this program has set at Zalo: none that another program has set is taken from it silently,
and none is set again for nothing, since the platform allows that only so many times a day.

It is a file in the data directory, for its owner alone. Of the secret it holds a keyed hash.
"""

import hmac
import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from phieu.storage.synced import sync

FILE = "zalo-webhook.json"


@dataclass(frozen=True, slots=True)
class SetWebhook:
    """A webhook that was set."""

    bot_id: str
    url: str
    secret_hash: str
    verified: bool
    """False if the platform could not reach it then."""


class WebhookRecord:
    """The file."""

    def __init__(self, home: Path, key: bytes) -> None:
        self._file, self._key = home / FILE, key

    def read(self) -> SetWebhook | None:
        """What was set last; None if nothing was, or if the file cannot be read."""
        try:
            return SetWebhook(**json.loads(self._file.read_text("utf-8")))
        except (OSError, ValueError, TypeError, RecursionError):
            return None

    def write(self, bot_id: str, url: str, secret: str, *, verified: bool) -> None:
        """Remember it, whole or not at all; raises OSError."""
        entry = SetWebhook(bot_id, url, self.hash_of(secret), verified)
        new = self._file.with_name(f"{FILE}.{secrets.token_hex(8)}.new")
        try:
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                json.dump(asdict(entry), file)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._file)
        finally:
            new.unlink(missing_ok=True)
        sync(self._file.parent)

    def forget(self) -> None:
        """There is no webhook any more."""
        with suppress(OSError):
            self._file.unlink()

    def hash_of(self, secret: str) -> str:
        """What stands in the file in the secret's place."""
        return hmac.digest(self._key, f"webhook:{secret}".encode(), "sha256").hex()
