"""One bot at a time on a data directory: two that poll would take each other's updates."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AnotherRunsError(Exception):
    """A bot runs on this data directory already."""


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the data directory's lock; raises AnotherRunsError. The system frees it however the program ends."""
    lock = os.open(home / "running.lock", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherRunsError from error
        yield
    finally:
        os.close(lock)
