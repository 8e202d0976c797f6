"""Names and bytes that are really on the disk, not only on their way to it."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Really write to the disk what this file holds, or which names this folder holds.

    A name that was made or removed is so on disk only once its folder is.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
