"""By which number or letter each choice of a screen is picked, and which of them stand together on a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from phieu.bot.handlers.shuffled_numbers import shuffled
from phieu.bot.handlers.zalo_drawn import Key
from phieu.bot.screen import Choice, NewChoices, Screen
from phieu.bot.way_back import onwards
from phieu.locales.translator import Translator
from phieu.office.shortening import shorten_apart

LETTERS = "ABCDEGHIKLMNPQRSTUVXY"
"""Of the Vietnamese alphabet, without O, which looks like 0."""
MOST = 12
"""More choices than these come in pages."""
A_PAGE = 10
LONGEST_LABEL = 120
"""Characters. Longer labels lose their end, or their middle if they would look alike then."""


@dataclass(frozen=True, slots=True)
class Line:
    """A choice with its key."""

    key: Key
    answer: bool
    """One of a ballot's answers."""


def lines_of(screen: Screen | NewChoices, t: Translator) -> tuple[Line, ...]:
    """All choices but the way back, in the order of the screen.

    The keys are numbers, or letters where text is expected: a number typed there may be that text. Answers come first
    in the count, in an order of their own (`Screen.shuffled_by`).
    """
    choices = list(onwards(choices_of(screen)))
    expects, secret, refreshes = "", b"", ""
    if isinstance(screen, Screen):
        expects, secret, refreshes = screen.expects, screen.shuffled_by, screen.refreshes
    if refreshes and refreshes not in [choice.action for choice in choices]:
        choices.append(Choice(t("🔄 Look again"), refreshes))
    labels = shorten_apart([" ".join(choice.label.split()) or "…" for choice in choices], LONGEST_LABEL)
    places = _places(choices, secret)
    return tuple(
        Line(Key(_letter(place) if expects else str(place + 1), label, choice.action), choice.answer)
        for choice, label, place in zip(choices, labels, places, strict=True)
    )


def choices_of(screen: Screen | NewChoices) -> tuple[Choice, ...]:
    """All choices of a screen, row after row."""
    return tuple(choice for row in screen.rows for choice in row)


def page_size(count: int, largest: int) -> int:
    """How many of so many choices to show at once, if no more than `largest` have room."""
    return min(count if count <= MOST else A_PAGE, largest)


def _places(choices: Sequence[Choice], secret: bytes) -> list[int]:
    """The place of each choice in the count, from 0."""
    answers = [choice for choice in choices if choice.answer]
    of_answers = iter(shuffled(len(answers), secret))
    of_others = iter(range(len(answers), len(choices)))
    return [next(of_answers if choice.answer else of_others) for choice in choices]


def _letter(place: int) -> str:
    """A, B, … Y, AA, BB, …: letters that are twice the same begin no word."""
    times, letter = divmod(place, len(LETTERS))
    return LETTERS[letter] * (times + 1)
