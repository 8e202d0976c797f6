"""The keyring: round keys and other secrets, in files of their own, so that no copy of the database ever holds one.

A round's key lives as long as the round is open. To destroy it, its bytes are overwritten before the file goes. That
reaches the file; a file system that copies on write, or a disk that wears evenly, may keep an older block for a while,
and a backup of the data directory keeps what was in it: `keys/` is to be left out of backups (docs/anonymity.md).
"""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from phieu.storage.synced import sync

KEY_BYTES = 32
_ROUND_KEY = re.compile(r"round-(\d+)\.key")


class Keyring:
    """The keys in `home`/keys: the directory for its owner alone, each file too, and each really on disk when made."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "keys"

    def prepare(self) -> None:
        """Make the directory, or close it to others if they could look in; raises OSError if it cannot be written."""
        self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._folder.chmod(0o700)

    def create_round_key(self, round_id: int) -> bytes:
        """Make the key of a round that is being opened, inside the transaction that inserts the round.

        A key already there belongs to an opening that was never committed, and is replaced.
        """
        self.destroy_round_key(round_id)
        self._write(self._round_key_file(round_id))
        key = self.round_key(round_id)
        assert key is not None
        return key

    def round_key(self, round_id: int) -> bytes | None:
        """The round's key; None once it has been destroyed. Read anew each time: another process may have closed."""
        try:
            return self._round_key_file(round_id).read_bytes()
        except FileNotFoundError:
            return None

    def destroy_round_key(self, round_id: int) -> None:
        """Overwrite the round's key and remove it, on disk; destroying it again does nothing."""
        with suppress(FileNotFoundError):
            _overwrite_and_unlink(self._round_key_file(round_id))
            sync(self._folder)

    def rounds_with_key(self) -> list[int]:
        """The rounds whose key still exists, by id."""
        matches = (_ROUND_KEY.fullmatch(file.name) for file in self._folder.iterdir())
        return sorted(int(match[1]) for match in matches if match)

    def secret(self, name: str) -> bytes:
        """A lasting secret of 32 bytes for one purpose, such as "invites"; made when it is first asked for."""
        file = self._folder / f"{name}.secret"
        if not file.exists():
            self._write(file)
        return file.read_bytes()

    def _round_key_file(self, round_id: int) -> Path:
        return self._folder / f"round-{round_id}.key"

    def _write(self, file: Path) -> None:
        """Fresh random bytes under this name, whole or not at all; the first of several who write it at once wins."""
        new = file.with_name(f"{file.name}.{secrets.token_hex(8)}.new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, secrets.token_bytes(KEY_BYTES))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        try:
            with suppress(FileExistsError):
                os.link(new, file)
        finally:
            new.unlink()
        sync(self._folder)


def _overwrite_and_unlink(file: Path) -> None:
    with file.open("r+b", buffering=0) as stream:
        stream.write(secrets.token_bytes(KEY_BYTES))
        os.fsync(stream.fileno())
    file.unlink()
