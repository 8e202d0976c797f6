"""By which number or letter each choice of a screen is picked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, zip_longest

from phieu.bot.handlers.shuffled_numbers import shuffled
from phieu.bot.handlers.zalo_drawn import Key
from phieu.bot.screen import Choice, NewChoices, Screen
from phieu.bot.way_back import onwards
from phieu.locales.translator import Translator
from phieu.office.shortening import shorten_apart

LETTERS = "ABCDEGHIKLMNPQRSTUVXY"
"""Of the Vietnamese alphabet, without O, which looks like 0."""
NUMBER = re.compile(r"(✓ )?0?(?P<number>[1-9]|[1-9][0-9])(:00)?")
"""A label that is a number: of questions, days of a month, hours (07:00), perhaps marked as chosen."""
CHOSEN = "✓ "
FEWEST_NUMBERS = 2
LONGEST_LABEL = 200
"""Characters. Longer labels lose their end, or their middle if they would look alike then."""


@dataclass(frozen=True, slots=True)
class Line:
    """A choice with its key."""

    key: Key
    answer: bool
    """One of a ballot's answers."""
    bare: bool
    """Its label is its key: it needs no line of its own."""


def lines_of(screen: Screen | NewChoices, t: Translator) -> tuple[Line, ...]:
    """All choices but the way back, in the order of the screen.

    The keys are numbers; where text is expected, letters, as a number typed there may be that text, and where answers
    have figures in their names, so that none is taken for another. Answers come first in the count, in an order of
    their own (`Screen.shuffled_by`). A choice that is called by a number has this number, if they all can.
    """
    choices = list(onwards(choices_of(screen)))
    expects, secret, refreshes = "", b"", ""
    if isinstance(screen, Screen):
        expects, secret, refreshes = screen.expects, screen.shuffled_by, screen.refreshes
    if refreshes and refreshes not in [choice.action for choice in choices]:
        choices.append(Choice(t("🔄 Look again"), refreshes))
    labels = shorten_apart([" ".join(choice.label.split()) or "…" for choice in choices], LONGEST_LABEL)
    if expects or any(choice.answer and any(map(str.isdecimal, choice.label)) for choice in choices):
        own = []
        keys = [_letter(number) for number in _numbers(choices, (), secret)]
    else:
        own = _own_numbers(choices)
        keys = [str(number) for number in _numbers(choices, own, secret)]
    return tuple(
        Line(Key(key, label, choice.action), choice.answer, bool(own) and label.removeprefix(CHOSEN) == key)
        for choice, label, key in zip(choices, labels, keys, strict=True)
    )


def choices_of(screen: Screen | NewChoices) -> tuple[Choice, ...]:
    """All choices of a screen, row after row."""
    return tuple(choice for row in screen.rows for choice in row)


def _own_numbers(choices: Sequence[Choice]) -> list[int]:
    """The number by which each choice is called, 0 for all others; nothing if they are not called by numbers."""
    found = [NUMBER.fullmatch(choice.label) for choice in choices]
    numbers = [int(one["number"]) if one else 0 for one in found]
    given = [number for number in numbers if number]
    unsuited = any(choice.answer for choice in choices) or len(given) < FEWEST_NUMBERS or len(set(given)) < len(given)
    return [] if unsuited else numbers


def _numbers(choices: Sequence[Choice], own: Sequence[int], secret: bytes) -> Iterator[int]:
    """The number of each choice, from 1."""
    answers = [choice for choice in choices if choice.answer]
    of_answers = iter(shuffled(len(answers), secret))
    of_others = count(1 + max([len(answers), *own]))
    for choice, number in zip_longest(choices, own):
        yield 1 + next(of_answers) if choice.answer else number or next(of_others)


def _letter(number: int) -> str:
    """A, B, … Y, AA, BB, …: letters that are twice the same begin no word."""
    times, letter = divmod(number - 1, len(LETTERS))
    return LETTERS[letter] * (times + 1)
