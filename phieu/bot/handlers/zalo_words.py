"""Compares what somebody typed with what a choice says, in whichever way their keyboard writes Vietnamese.

Accents may be left out, never changed: "tot" and "tôt" are "Tốt", "tột" is not.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F, 0x20E3, 0x00AD))
"""Joiners, variation selectors, the frame of a keycap: they change no word."""
STROKE = "\N{COMBINING SHORT STROKE OVERLAY}"
"""Unicode does not take đ apart; here it is a d with a mark, like the others."""
WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in small letters."""

    text: str
    letters: tuple[tuple[str, frozenset[str]], ...]
    """Each letter without its marks, and its marks."""


def fold(text: str) -> str:
    """The same text in one way of writing it: composed, with usual digits and signs, without what nobody sees."""
    return unicodedata.normalize("NFKC", text.translate(INVISIBLE)).translate(INVISIBLE).strip()


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; punctuation, signs and pictures are none."""
    return tuple(Word(found, _letters(found)) for found in WORDS.findall(fold(text).casefold()))


def fits(typed: Sequence[Word], label: Sequence[Word], *, accents: bool) -> bool:
    """Whether the label begins with the typed words; with `accents` exactly, otherwise with fewer of its marks."""
    if len(typed) > len(label):
        return False
    pairs = zip(typed, label, strict=False)
    return all(mine.text == theirs.text or (not accents and _bare(mine, theirs)) for mine, theirs in pairs)


def _bare(mine: Word, theirs: Word) -> bool:
    if len(mine.letters) != len(theirs.letters):
        return False
    pairs = zip(mine.letters, theirs.letters, strict=True)
    return all(one == other and marks <= their_marks for (one, marks), (other, their_marks) in pairs)


def _letters(word: str) -> tuple[tuple[str, frozenset[str]], ...]:
    letters: list[tuple[str, frozenset[str]]] = []
    for sign in unicodedata.normalize("NFD", word.replace("đ", "d" + STROKE)):
        if unicodedata.combining(sign) and letters:
            letter, marks = letters[-1]
            letters[-1] = (letter, marks | {sign})
        else:
            letters.append((sign, frozenset()))
    return tuple(letters)
