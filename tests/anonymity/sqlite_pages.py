"""Which pages of a SQLite file belong to which table, read off the file itself (sqlite.org/fileformat2.html)."""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.anonymity.stolen import Copy

PAGE = 4096
INTERIOR, LEAF = 2, 10
"""Kinds of pages of a table WITHOUT ROWID."""
COUNTERS = (*range(24, 40), *range(92, 100))
"""In the file's header: counters of changes, of pages and of free pages, and which version wrote last."""


def pages_outside_ballots(copy: Copy) -> dict[int, bytes]:
    """Every page that does not belong to the ballots, as it would be read now; page 1 without its counters."""
    image, root = _present_image(copy)
    ballots = _tree(image, root)
    pages = {number: image[PAGE * (number - 1) : PAGE * number] for number in range(1, len(image) // PAGE + 1)}
    header = bytearray(pages[1])
    for place in COUNTERS:
        header[place] = 0
    pages[1] = bytes(header)
    return {number: content for number, content in pages.items() if number not in ballots}


def pages_in_the_log(copy: Copy) -> list[set[int]]:
    """The pages that each transaction in the write-ahead log wrote, oldest first."""
    log = copy.files.get("-wal", b"")
    transactions: list[set[int]] = [set()]
    salt = log[16:24]
    for start in range(32, len(log), 24 + PAGE):
        frame = log[start : start + 24]
        if frame[8:16] != salt:  # left over from before the log began anew
            break
        transactions[-1].add(int.from_bytes(frame[:4], "big"))
        if int.from_bytes(frame[4:8], "big"):
            transactions.append(set())
    return transactions[:-1]


def pages_of_ballots(copy: Copy) -> set[int]:
    """The pages that belong to the ballots."""
    return pages_of(copy, "ballot")


def pages_of(copy: Copy, table: str) -> set[int]:
    """The pages that belong to this table, which is one without row ids."""
    return _tree(*_present_image(copy, table))


def _present_image(copy: Copy, table: str = "ballot") -> tuple[bytes, int]:
    """The file with what the log holds moved into it, and the page where this table begins."""
    with TemporaryDirectory() as folder:
        for suffix, content in copy.files.items():
            (Path(folder) / f"copy{suffix}").write_bytes(content)
        connection = sqlite3.connect(Path(folder) / "copy")
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        image = connection.serialize()
        connection.close()
    return image, root


def _tree(image: bytes, number: int) -> set[int]:
    """A page and all below it. Comments so long that they flow over into further pages are not followed."""
    page = image[PAGE * (number - 1) : PAGE * number]
    assert page[0] in (INTERIOR, LEAF)
    if page[0] == LEAF:
        return {number}
    cells = int.from_bytes(page[3:5], "big")
    pointers = [int.from_bytes(page[12 + 2 * cell : 14 + 2 * cell], "big") for cell in range(cells)]
    children = [int.from_bytes(page[at : at + 4], "big") for at in pointers] + [int.from_bytes(page[8:12], "big")]
    return {number}.union(*(_tree(image, child) for child in children))
