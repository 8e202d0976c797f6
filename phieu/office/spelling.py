"""How the spelling of two people is compared: without case, accents and stray spaces."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_SPACES = re.compile(r"[\s_]+")
_STROKE = str.maketrans("đĐ", "dD")


def tidy(text: str) -> str:
    """The text as it should be kept: composed (NFC), with plain single spaces, trimmed at both ends.

    Invisible characters that copying from a web page or a PDF leaves behind are dropped, and so is what a database may
    refuse: control characters and half ones.
    """
    visible = "".join(" " if char.isspace() else char for char in text if char.isspace() or _is_visible(char))
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def _is_visible(char: str) -> bool:
    return unicodedata.category(char) not in {"Cf", "Cc", "Cs"}


def fold(text: str) -> str:
    """The text as it is compared: "Đơn vị", "don vi" and "DON_VI" are the same."""
    bare = "".join(char for char in unicodedata.normalize("NFD", tidy(text)) if not unicodedata.combining(char))
    return _SPACES.sub(" ", bare.translate(_STROKE).casefold()).strip()


@lru_cache(maxsize=1 << 15)
def fold_name(name: str) -> str:
    """As `fold`, remembered: the names of a large office are compared with each text that is typed."""
    return fold(name)


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None if none comes close."""
    by_fold = {fold(word): word for word in known}
    close = get_close_matches(fold(text), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None
