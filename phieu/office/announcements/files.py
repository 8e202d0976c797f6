"""What a picture or document of an announcement must be like, so that the platform takes it again.

The bounds are the platform's: https://core.telegram.org/bots/api#sendphoto, #getfile.
"""

import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from phieu.locales.translator import Translator, mark

MEGABYTE = 1024 * 1024
LARGEST_PICTURE = 10 * MEGABYTE
LARGEST_DOCUMENT = 20 * MEGABYTE
LONGEST_SIDES = 10_000
"""Pixels, width and height together."""
LARGEST_RATIO = 20
"""Of the longer side to the shorter one."""

_TOO_LARGE_PICTURE = mark(
    "That picture has {size} MB; the platform takes {limit}. Please send a smaller one; on Telegram you can also "
    "send it as a document."
)
_TOO_LARGE_DOCUMENT = mark("That document has {size} MB; the platform takes {limit}. Please send a smaller one.")
_EMPTY = mark("There is nothing in that file. Please look whether it is the right one.")
_NO_PICTURE = mark(
    "That picture cannot be opened; it may be damaged. Please send it again; on Telegram you can also send it as a "
    "document."
)
_TOO_MANY_PIXELS = mark(
    "That picture is {width} × {height} pixels large, more than the platform takes. "
    "Please send a smaller one; on Telegram you can also send it as a document."
)
_TOO_NARROW = mark(
    "That picture is {width} × {height} pixels, too long and narrow for the platform. "
    "Please cut it; on Telegram you can also send it as a document."
)


class FileError(ValueError):
    """The platform would refuse it; `explain` says why, and what to do."""

    def __init__(self, text: str, *, size: int = 0, limit: int = 0, width: int = 0, height: int = 0) -> None:
        super().__init__(text)
        self._text, self._size, self._limit, self._width, self._height = text, size, limit, width, height

    def explain(self, t: Translator) -> str:
        """In the reader's language."""
        return t(
            self._text,
            size=t.number(self._size / MEGABYTE, 1),
            limit=t.number(self._limit // MEGABYTE),
            width=t.number(self._width),
            height=t.number(self._height),
        )


def check_size(size: int, *, picture: bool) -> None:
    """Raises FileError for a file of so many bytes, if that is too many; before it is fetched, then again."""
    limit = LARGEST_PICTURE if picture else LARGEST_DOCUMENT
    if size > limit:
        raise FileError(_TOO_LARGE_PICTURE if picture else _TOO_LARGE_DOCUMENT, size=size, limit=limit)


def check_content(content: bytes, *, picture: bool) -> None:
    """Raises FileError for what the platform would not take."""
    if not content:
        raise FileError(_EMPTY)
    check_size(len(content), picture=picture)
    if picture:
        _check_sides(*_sides(content))


def _sides(content: bytes) -> tuple[int, int]:
    """Width and height, read off the head of the file: nothing is unpacked that may be a bomb."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content)) as image:
                return image.size
    except Image.DecompressionBombError:
        return LONGEST_SIDES, LONGEST_SIDES
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise FileError(_NO_PICTURE) from error


def _check_sides(width: int, height: int) -> None:
    if width + height > LONGEST_SIDES:
        raise FileError(_TOO_MANY_PIXELS, width=width, height=height)
    if max(width, height) > LARGEST_RATIO * min(width, height):
        raise FileError(_TOO_NARROW, width=width, height=height)
