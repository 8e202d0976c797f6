"""The choices of a screen as lines of text, one below the other, each behind what picks it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from phieu.bot.handlers.marked_up_text import fits
from phieu.bot.handlers.zalo_drawn import BACK, EARLIER, FURTHER
from phieu.bot.handlers.zalo_keys import Line, choices_of
from phieu.bot.screen import NewChoices, Screen
from phieu.bot.way_back import home_label, is_main_menu, way_back
from phieu.locales.translator import Translator

MOST = 12
"""More choices than these come in pages."""
A_PAGE = 10
LONG_MENU = 7
"""From so many choices on it is said which words help everywhere."""


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
    written = [tuple(run) for run in _written(lines)]
    size = len(written) if len(written) <= MOST else A_PAGE
    while True:
        starts = range(0, len(written), max(size, 1))
        parts = [tuple(one for run in written[start : start + size] for one in run) for start in starts] or [()]
        pages = [Page(part, _block(screen, part, (number, len(parts)), t)) for number, part in enumerate(parts)]
        if size <= 1 or all(fits(page.block, limit) for page in pages):
            return pages
        size -= 1


def line(key: str, label: str) -> Markup:
    """One choice behind what picks it."""
    return Markup("<b>{}.</b> {}").format(key, label)


def _written(lines: Iterable[Line]) -> Iterator[Sequence[Line]]:
    """The choices that stand on a line together: numbers that need no words, otherwise one."""
    for bare, run in groupby(lines, key=lambda one: one.bare):
        if bare:
            yield tuple(run)
        else:
            yield from ((one,) for one in run)


def _line(together: Sequence[Line]) -> Markup:
    first = together[0]
    if first.bare:
        return Markup("<b>{}</b>").format(" · ".join(one.key.label for one in together))
    return line(first.key.key, first.key.label)


def _block(screen: Screen | NewChoices, lines: Sequence[Line], place: tuple[int, int], t: Translator) -> Markup:
    """`place` is the number of the page, from 0, and how many there are."""
    groups = [Markup("\n").join(map(_line, _written(group))) for _, group in groupby(lines, key=lambda one: one.answer)]
    if lines and isinstance(screen, Screen) and screen.expects:
        groups[0] = t.html("Or choose by letter:") + "\n" + groups[0]
    ways = Markup("\n").join([*_turning(*place, t), *_back(screen, t)])
    if groups and not lines[-1].answer:
        groups[-1] += "\n" + ways if ways else ""
    elif ways:
        groups.append(ways)
    if is_main_menu(choices_of(screen)):
        groups.append(t.html("Please type the number of your choice, or ? for help."))
    elif len(lines) >= LONG_MENU and not any(one.answer for one in lines):
        groups.append(t.html("? for help, menu for the main menu"))
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
