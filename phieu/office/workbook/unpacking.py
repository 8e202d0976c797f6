"""Makes sure that a workbook, which is a zip of XML parts, is safe to unpack and to read."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl.utils import range_boundaries

LARGEST_UNPACKED = 40 * 1024 * 1024
"""Bytes of all parts together; a zip bomb unpacks to more."""
MOST_PARTS = 1000
MOST_SPANNED = 200_000
"""Cells that merged ranges and links may span: openpyxl makes an object for each, and a range is written in a word."""

_CHUNK = 64 * 1024
_SPAN = re.compile(rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*["']([A-Za-z0-9:$]+)["']""")


class TooMuchError(ValueError):
    """Unpacking would take more than any real workbook needs."""


class DamagedError(ValueError):
    """The zip is broken."""


def part_names(content: bytes) -> set[str]:
    """The names of the parts, after unpacking them once; raises TooMuchError or DamagedError."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check(archive)
            return set(archive.namelist())
    # what zipfile raises over broken zips, encrypted parts and unknown methods
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise DamagedError from error


def _check(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise TooMuchError
    left = LARGEST_UNPACKED
    for part in parts:
        is_sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
        kept = bytearray()
        with archive.open(part) as unpacked:
            # counted, not believed: the size that the zip states may be a lie
            while chunk := unpacked.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise TooMuchError
                if is_sheet:
                    kept += chunk
        if _spanned(bytes(kept)) > MOST_SPANNED:
            raise TooMuchError


def _spanned(sheet: bytes) -> int:
    """How many cells the merged ranges and links of a sheet span."""
    total = 0
    for found in _SPAN.finditer(sheet):
        try:
            first_column, first_row, last_column, last_row = range_boundaries(found[1].decode())
        except (ValueError, TypeError) as error:
            raise DamagedError from error
        if None in (first_column, first_row, last_column, last_row):
            raise TooMuchError  # a whole row or column
        total += (last_column - first_column + 1) * (last_row - first_row + 1)  # type: ignore[operator]
    return total
