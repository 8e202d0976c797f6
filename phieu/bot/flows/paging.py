"""Long lists, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from phieu.bot.actions import action
from phieu.bot.screen import Choice
from phieu.locales.translator import Translator

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of the items; pages count from 0."""

    items: tuple[T, ...]
    number: int
    pages: int


def page_of(items: Sequence[T], number: int, size: int) -> Page[T]:
    """That page; the last one if there are no longer so many, an empty one if there are no items."""
    pages = max(1, -(-len(items) // size))
    number = min(number, pages - 1)
    return Page(tuple(items[number * size : (number + 1) * size]), number, pages)


def turning(page: Page[T], t: Translator, verb: str, *arguments: int) -> tuple[tuple[Choice, ...], ...]:
    """The row that turns the pages by `verb` with the page's number last; none where there is one page only."""
    row = []
    if page.number > 0:
        row.append(Choice(t("◀ Previous"), action(verb, *arguments, page.number - 1)))
    if page.number < page.pages - 1:
        row.append(Choice(t("Next ▶"), action(verb, *arguments, page.number + 1)))
    return (tuple(row),) if row else ()
