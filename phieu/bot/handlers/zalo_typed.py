"""What somebody typed in answer to a screen: which of its choices, or what else. Nothing is guessed.

A choice is picked by its key, or by its words where these fit one choice alone. Where two readings lead to two choices,
it is neither.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from phieu.bot.handlers.zalo_drawn import BACK, EARLIER, FURTHER, Key
from phieu.bot.handlers.zalo_vocabulary import COURTEOUS_AFTER, COURTEOUS_BEFORE, INTRODUCTIONS, NUMBER_WORDS
from phieu.bot.handlers.zalo_words import Word, fits, fold, words_of

LONGEST_NUMBER = 4
"""Digits of a key; years are the longest."""


class Kind(StrEnum):
    """What kind of thing was typed."""

    PICKED = "picked"
    """A choice; its action is known."""
    BACK = "back"
    FURTHER = "further"
    EARLIER = "earlier"
    COMMAND = "command"
    OUT_OF_RANGE = "out of range"
    """A number that is not offered."""
    SEVERAL = "several"
    """Several choices, or words that fit several."""
    TEXT = "text"
    """Nothing of these: words of their own."""


BY_PLACE = frozenset((Kind.PICKED, Kind.BACK, Kind.FURTHER, Kind.EARLIER))
"""What means something only together with what was shown."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed."""

    kind: Kind
    action: str = ""
    command: str = ""
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What was shown last, as far as it gives what is typed a meaning."""

    keys: Sequence[Key] = ()
    back: Sequence[str] = ()
    """Labels of the way back."""
    expects_text: bool = False
    """Text is awaited; then nothing but a key picks a choice."""
    pages: int = 1


NOTHING = Offer()
"""Where it is not known what was shown."""

HELP, MENU = Typed(Kind.COMMAND, command="help"), Typed(Kind.COMMAND, command="menu")
SIGNS = {
    "?": HELP,
    FURTHER: Typed(Kind.FURTHER),
    EARLIER: Typed(Kind.EARLIER),
    "–": Typed(Kind.EARLIER),
    "—": Typed(Kind.EARLIER),
    "−": Typed(Kind.EARLIER),
}
TURNS = frozenset((Kind.FURTHER, Kind.EARLIER))
COMMANDS = {
    "menu": MENU,
    "trang chủ": MENU,
    "trang chính": MENU,
    "menu chính": MENU,
    "home": MENU,
    "main menu": MENU,
    "trợ giúp": HELP,
    "giúp": HELP,
    "help": HELP,
    "quay lại": Typed(Kind.BACK),
    "trở lại": Typed(Kind.BACK),
    "quay về": Typed(Kind.BACK),
    "back": Typed(Kind.BACK),
    "go back": Typed(Kind.BACK),
}
"""Words that mean the same everywhere."""
ONE_NUMBER = re.compile(r"[\s\"'“”‘’(\[#]*(\d{1,4})[\s\"'“”‘’.,;:!)\]]*")
NUMBERS = re.compile(r"\W*\d+(?:(?:\W|_|\b(?:và|va|and|or|hay|hoặc)\b)+\d+)+\W*", re.IGNORECASE)
ONLY_A_NUMBER = re.compile(r"[\W_]*\d+[\W_]*")
LETTER = re.compile(r"[\s\"'“”‘’(\[]*([a-z]{1,3})[\s\"'“”‘’.,;:!)\]]*", re.IGNORECASE)


def read(text: str, offer: Offer = NOTHING) -> Typed:
    """What this text means where that is offered; never raises."""
    text = fold(text)
    if text.startswith("/"):
        return _command(text)
    if sign := _sign(text, offer):
        return sign
    if offer.expects_text:
        return _key_or_text(text, offer)
    return _letter(text, offer) or _by_name(text, offer) or _in_figures(text, offer) or _in_words(text, offer)


def _by_name(text: str, offer: Offer) -> Typed | None:
    """The choice that is called just that, as `08:00`, where that is no key of another."""
    named = {one.action for one in offer.keys if fold(one.label).casefold() == text.casefold()}
    if len(named) != 1 or _offered(text, offer):
        return None
    return Typed(Kind.PICKED, action=named.pop())


def _in_figures(text: str, offer: Offer) -> Typed | None:
    if ONLY_A_NUMBER.fullmatch(text):
        return _number(text, offer)
    return Typed(Kind.SEVERAL) if NUMBERS.fullmatch(text) else None


def _in_words(text: str, offer: Offer) -> Typed:
    words = words_of(text)
    typed, curt = _words(words, offer), _curt(words)
    return _words(curt, offer) if typed.kind is Kind.TEXT and curt != words else typed


def _command(text: str) -> Typed:
    """As on Telegram, where a command is a word after a stroke."""
    command, _, argument = text[1:].partition(" ")
    return Typed(Kind.COMMAND, command=command.partition("@")[0].lower() or "menu", argument=argument.strip())


def _sign(text: str, offer: Offer) -> Typed | None:
    found = SIGNS.get(text[:1]) if text and not text.strip(text[0]) else None
    if found and found.kind in TURNS and (offer.pages == 1 or len(text) > 1):
        return None
    return found


def _key_or_text(text: str, offer: Offer) -> Typed:
    """Where text is awaited, whatever is no key is that text: a number, too."""
    if text == BACK:
        return Typed(Kind.BACK)
    if text.casefold() == "menu":
        return MENU
    return _letter(text, offer) or Typed(Kind.TEXT)


def _letter(text: str, offer: Offer) -> Typed | None:
    letter = LETTER.fullmatch(text)
    return _offered(letter[1].upper(), offer) if letter else None


def _number(text: str, offer: Offer) -> Typed:
    one = ONE_NUMBER.fullmatch(text)
    return (_of_digits(one[1], offer) if one else None) or Typed(Kind.OUT_OF_RANGE)


def _of_digits(digits: str, offer: Offer) -> Typed | None:
    number = "".join(str(unicodedata.digit(digit)) for digit in digits)
    return Typed(Kind.BACK) if number == BACK else _offered(number, offer)


def _offered(key: str, offer: Offer) -> Typed | None:
    return next((Typed(Kind.PICKED, action=one.action) for one in offer.keys if one.key == key), None)


def _curt(words: Sequence[Word]) -> Sequence[Word]:
    """The same without courtesies."""
    while words and any(_is(words[:1], courtesy) for courtesy in COURTEOUS_BEFORE):
        words = words[1:]
    while words and any(_is(words[-1:], courtesy) for courtesy in COURTEOUS_AFTER):
        words = words[:-1]
    return words


def _words(words: Sequence[Word], offer: Offer) -> Typed:
    """By all readings at once: a word that means the same everywhere, a number in words, the words of a choice."""
    if not words:
        return Typed(Kind.TEXT)
    if everywhere := _everywhere(words):
        return everywhere
    number, rest = _numbered(words)
    if number and not rest:
        return _all_agree(_of_digits(number, offer) or Typed(Kind.OUT_OF_RANGE), _labelled(words, offer))
    if number:  # the whole line, as it was shown: "2. Tốt"
        in_line = [one for one in _labelled(rest, offer) if one == _of_digits(number, offer)]
        return _one_of([*in_line, *_labelled(words, offer)])
    return _one_of(_labelled(words, offer))


def _everywhere(words: Sequence[Word]) -> Typed | None:
    return next((typed for known, typed in COMMANDS.items() if _is(words, known)), None)


def _numbered(words: Sequence[Word]) -> tuple[str, Sequence[Word]]:
    """The number that the words begin with, introduced or not, in digits or alone in letters; and what follows it."""
    for introduction in sorted(INTRODUCTIONS, key=len, reverse=True):
        length = len(words_of(introduction))
        if len(words) > length and _is(words[:length], introduction):
            number, rest = _numbered(words[length:])
            if number and not rest:
                return number, rest
    first, rest = words[0], words[1:]
    if first.text.isdecimal() and len(first.text) <= LONGEST_NUMBER:
        return first.text, rest
    if not rest:
        for value, names in enumerate(NUMBER_WORDS, start=1):
            if any(_is((first,), name) for name in names):
                return str(value), rest
    return "", words


def _labelled(words: Sequence[Word], offer: Offer) -> list[Typed]:
    """The choices that bear these words: as a whole, else those that begin with them; all accents given, else fewer."""
    labels = [(words_of(one.label), Typed(Kind.PICKED, action=one.action)) for one in offer.keys]
    labels += [(words_of(label), Typed(Kind.BACK)) for label in offer.back]
    for whole in (True, False):
        for accents in (True, False):
            found = [
                typed
                for label, typed in labels
                if (len(label) == len(words) if whole else len(label) > len(words))
                and fits(words, label, accents=accents)
            ]
            if found:
                return found
    return []


def _is(words: Sequence[Word], known: str) -> bool:
    known_words = words_of(known)
    return len(words) == len(known_words) and fits(words, known_words, accents=False)


def _all_agree(number: Typed, labelled: Iterable[Typed]) -> Typed:
    """A number in words, unless a choice bears that very word and is another one."""
    readings = list(labelled)
    if number.kind is Kind.OUT_OF_RANGE and readings:
        return _one_of(readings)
    return _one_of([number, *readings])


def _one_of(readings: Sequence[Typed]) -> Typed:
    different = set(readings)
    if len(different) > 1:
        return Typed(Kind.SEVERAL)
    return readings[0] if readings else Typed(Kind.TEXT)
