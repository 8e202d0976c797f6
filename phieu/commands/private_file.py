"""Files for the eyes of the one who asked for them: codes, and figures about people."""

from pathlib import Path


def make_private(path: Path) -> None:
    """Make a file that only its owner may read, or close one that is there to others."""
    path.touch(mode=0o600)
    path.chmod(0o600)


def write_privately(path: Path, content: bytes) -> None:
    """Write such a file."""
    make_private(path)
    path.write_bytes(content)
