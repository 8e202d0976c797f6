"""Selectors: how a rule's cell says which people it means.

    tất cả | nhóm:DU | đơn vị:TH | chức danh:trưởng phòng | người:00123
    everyone | group:DU | unit:TH | rank:head | person:00123

joined by "+" (or a comma), and by "-" (with a space before it) for "but not"; read from left to right. Who is rated
may also be named as seen from the rater: `trưởng phòng` (head), `phụ trách` (supervisor), `chánh văn phòng` (chief).
Upper and lower case, accents and spaces do not matter.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from phieu.locales.translator import Translator, mark
from phieu.office.ranks import RANK_NAMES, rank_called
from phieu.office.spelling import fold, nearest
from phieu.words import Rank


class TermKind(StrEnum):
    """What one term of a selector goes by."""

    EVERYONE = "everyone"
    GROUP = "group"
    UNIT = "unit"
    RANK = "rank"
    PERSON = "person"
    HEAD = "head"
    SUPERVISOR = "supervisor"


RELATIVE = frozenset({TermKind.HEAD, TermKind.SUPERVISOR})
"""Terms that mean different people for each rater."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term: `value` is a code as `spelling.fold` writes it, or a rank's; empty where the kind needs none."""

    kind: TermKind
    value: str = ""
    removes: bool = False
    position: int = 1
    """Where it begins in the text, from 1."""
    written: str = ""
    """The code as it was written, for messages."""


@dataclass(frozen=True, slots=True)
class Selector:
    """Terms that add people or take some away, from left to right."""

    terms: tuple[Term, ...]

    @property
    def is_relative(self) -> bool:
        """Whether it means different people for each rater, so that it can only name who is rated."""
        return any(term.kind in RELATIVE for term in self.terms)


class SelectorError(ValueError):
    """A selector that cannot be read: where in the text, and what would have been understood."""

    def __init__(self, text: str, position: int, **arguments: str) -> None:
        super().__init__(f"at {position}: {text.format(**arguments)}")
        self.text = text
        self.position = position
        self.arguments = arguments

    def explain(self, t: Translator) -> str:
        """The fault in the reader's language."""
        return t("At character {position}: {fault}", position=self.position, fault=t(self.text, **self.arguments))


_WORDS = {
    TermKind.EVERYONE: ("tất cả", "everyone", "everybody", "all", "toàn thể", "toàn cơ quan", "mọi người"),
    TermKind.HEAD: ("trưởng phòng", "head", "trưởng đơn vị"),
    TermKind.SUPERVISOR: ("phụ trách", "supervisor", "người phụ trách", "phó chánh văn phòng phụ trách"),
}
_KEYS = {
    TermKind.GROUP: ("nhóm", "group"),
    TermKind.UNIT: ("đơn vị", "unit", "phòng"),
    TermKind.RANK: ("chức danh", "rank"),
    TermKind.PERSON: ("người", "person", "cá nhân"),
}
_WORD_KINDS = {fold(word): kind for kind, words in _WORDS.items() for word in words}
_KEY_KINDS = {fold(key): kind for kind, keys in _KEYS.items() for key in keys}
_CHIEF = {fold(name) for name in RANK_NAMES[Rank.CHIEF]}

# a minus needs a space before it, because codes may contain one: CY-CNTT
_JOINT = re.compile(r"\s*[+,;\n]\s*|(?:^|\s+)[-−–—]\s*|\s+(?:trừ|tru|except|minus)\s+", re.IGNORECASE)

_KNOWN = mark(
    "“{word}” is not known; you can write: everyone, group:CODE, unit:CODE, rank:RANK, person:NUMBER, "
    "head, supervisor, chief"
)
_NOBODY = mark(
    "somebody is missing here; you can write: everyone, group:CODE, unit:CODE, rank:RANK, person:NUMBER, "
    "head, supervisor, chief"
)
_RANKS = mark("there is no rank “{rank}”; you can write: chief, deputy chief, head, deputy head, staff, contract")


def parse(text: str) -> Selector:
    """Read a selector; raises SelectorError, with the first fault from the left."""
    parts = _parts(unicodedata.normalize("NFC", text))
    terms = tuple(_term(part, position, removes=removes) for part, position, removes in parts)
    if terms[0].removes:
        raise SelectorError(mark("begin with whom to take, before saying whom to leave out"), terms[0].position)
    return Selector(terms)


def is_code(text: str) -> bool:
    """Whether a selector can name this code: nothing in it may look like a joint between two terms."""
    try:
        terms = parse(f"unit:{text}").terms
    except SelectorError:
        return False
    return [term.value for term in terms] == [fold(text)]


def _parts(text: str) -> Iterator[tuple[str, int, bool]]:
    """Each term's text, its position from 1 and whether it takes people away."""
    start, removes = 0, False
    for joint in _JOINT.finditer(text):
        if joint.start() > 0:  # a minus at the very beginning joins nothing
            yield text[start : joint.start()], start + 1, removes
        start, removes = joint.end(), not set(joint.group()) & set("+,;\n")
    yield text[start:], start + 1, removes


def _term(text: str, position: int, *, removes: bool) -> Term:
    position += len(text) - len(text.lstrip())
    key, colon, value = text.replace("\uff1a", ":").partition(":")
    if not text.strip():
        raise SelectorError(_NOBODY, position)
    if colon:
        return _keyed(key, value.strip(), position, removes=removes)
    if fold(text) in _CHIEF:
        return Term(TermKind.RANK, Rank.CHIEF, removes, position, text.strip())
    kind = _WORD_KINDS.get(fold(text))
    if kind is None:
        raise _unknown(text.strip(), position)
    return Term(kind, "", removes, position, text.strip())


def _keyed(key: str, value: str, position: int, *, removes: bool) -> Term:
    kind = _KEY_KINDS.get(fold(key))
    if kind is None:
        raise _unknown(key.strip() + ":", position)
    if not value:
        raise SelectorError(mark("after “{key}” a code is missing"), position, key=key.strip() + ":")
    if kind is not TermKind.RANK:
        return Term(kind, fold(value), removes, position, value)
    rank = rank_called(value)
    if rank is None:
        raise SelectorError(_RANKS, position, rank=value)
    return Term(kind, rank, removes, position, value)


def _unknown(word: str, position: int) -> SelectorError:
    words = [name for names in (*_WORDS.values(), *_KEYS.values()) for name in names]
    if rank_called(word) is not None:
        meant: str | None = f"{'rank' if word.isascii() else 'chức danh'}:{word}"
    else:
        meant = nearest(word.rstrip(":"), [*words, *map(str.lower, RANK_NAMES[Rank.CHIEF])])
    if meant is not None:
        return SelectorError(mark("“{word}” is not known; did you mean “{meant}”?"), position, word=word, meant=meant)
    return SelectorError(_KNOWN, position, word=word)
