"""The choices of a screen as lines of text, one below the other, each behind what picks it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from phieu.bot.handlers.marked_up_text import fits
from phieu.bot.handlers.zalo_keys import Line, choices_of, page_size
from phieu.bot.screen import NewChoices, Screen
from phieu.bot.way_back import home_label, is_main_menu, way_back
from phieu.locales.translator import Translator

LONG_MENU = 7
"""From so many choices on it is said which words help everywhere."""
BACK, FURTHER, EARLIER = "0", "+", "-"


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the choices, and how they are written."""

    lines: tuple[Line, ...]
    block: Markup
    """Empty if there is nothing to choose."""


def pages_of(screen: Screen | NewChoices, lines: Sequence[Line], limit: int, t: Translator) -> list[Page]:
    """The choices page by page, each within so many UTF-16 units; at least one.

    Below them stand the ways to turn the pages and to go back.
    """
    largest = len(lines)
    while True:
        size = max(1, page_size(len(lines), largest))
        parts = [tuple(lines[start : start + size]) for start in range(0, len(lines), size)] or [()]
        pages = [Page(part, _block(screen, part, (number, len(parts)), t)) for number, part in enumerate(parts)]
        if size == 1 or all(fits(page.block, limit) for page in pages):
            return pages
        largest = size - 1


def line(key: str, label: str) -> Markup:
    """One choice behind what picks it."""
    return Markup("<b>{}.</b> {}").format(key, label)


def _block(screen: Screen | NewChoices, lines: Sequence[Line], place: tuple[int, int], t: Translator) -> Markup:
    """`place` is the number of the page, from 0, and how many there are."""
    groups = [
        Markup("\n").join(line(one.key.key, one.key.label) for one in group)
        for _, group in groupby(lines, key=lambda one: one.answer)
    ]
    if lines and isinstance(screen, Screen) and screen.expects:
        groups[0] = t.html("Or choose by letter:") + "\n" + groups[0]
    ways = Markup("\n").join([*_turning(*place, t), *_back(screen, t)])
    if groups and not lines[-1].answer:
        groups[-1] += "\n" + ways if ways else ""
    elif ways:
        groups.append(ways)
    if len(lines) >= LONG_MENU and not any(one.answer for one in lines):
        groups.append(_hint(screen, t))
    return Markup("\n\n").join(groups)


def _turning(number: int, pages: int, t: Translator) -> Iterator[Markup]:
    if number + 1 < pages:
        yield line(FURTHER, t("Further choices (page {page} of {pages})", page=number + 2, pages=pages))
    if number:
        yield line(EARLIER, t("Earlier choices (page {page} of {pages})", page=number, pages=pages))


def _back(screen: Screen | NewChoices, t: Translator) -> Iterator[Markup]:
    """Nothing on the main menu, and nothing for whom there is none: strangers get no choices at all."""
    choices = choices_of(screen)
    if back := way_back(choices):
        yield line(BACK, back.label)
    elif not is_main_menu(choices) and (choices or isinstance(screen, NewChoices) or screen.keeps):
        yield line(BACK, home_label(t))


def _hint(screen: Screen | NewChoices, t: Translator) -> Markup:
    if is_main_menu(choices_of(screen)):
        return t.html("Please type the number of your choice, or ? for help.")
    return t.html("? for help, menu for the main menu")
