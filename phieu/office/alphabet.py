"""The order in which Vietnamese lists name people: by given name, then by the rest, in the Vietnamese alphabet."""

import unicodedata
from functools import lru_cache

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook above, tilde, acute, dot below: the order of Vietnamese dictionaries."""
_FIRST = 0x100
"""Above every sign that separates; other signs than letters come after all letters."""


def name_key(name: str) -> str:
    """Sorts names: `Lê Thị An` before `Trần Ấn` before `Đỗ Văn Ất` before `Bùi Bình`; of two alike, by tones."""
    *others, given = name.casefold().split() or [""]
    words = [_word(word) for word in (given, *others)]
    return "\x01".join(letters for letters, _ in words) + "\x00" + "\x01".join(tones for _, tones in words)


@lru_cache(maxsize=4096)  # the names of ten thousand people have a few hundred words
def _word(word: str) -> tuple[str, str]:
    """The letters' places in the alphabet without their tones, and the tones."""
    plain = unicodedata.normalize(
        "NFC", "".join(sign for sign in unicodedata.normalize("NFD", word) if sign not in TONES)
    )
    tones = "".join(
        chr(0x10 + TONES.index(sign)) if sign in TONES else "\x02" if not unicodedata.combining(sign) else ""
        for sign in unicodedata.normalize("NFD", word)
    )
    return "".join(chr(_place(letter)) for letter in plain), tones


def _place(letter: str) -> int:
    return _FIRST + (LETTERS.index(letter) if letter in LETTERS else len(LETTERS) + ord(letter))
