"""Choosing a post in three steps, each by button: the unit, the title (which can also be typed), and the rank."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from phieu.bot.context import Context
from phieu.bot.flows.unit_choice import rank_rows, unit_rows
from phieu.bot.screen import Row, Screen, row
from phieu.office.rotations.titles import titles_for
from phieu.office.shortening import shorten_apart
from phieu.words import Rank

LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class PostSteps:
    """The actions of the three steps, for whoever uses them."""

    unit: Callable[[int], str]
    turn: str
    """The verb that shows another page of units, and what stands before the page's number."""
    turn_arguments: tuple[int, ...]
    title: Callable[[int], str]
    """By the id of a position that has it."""
    typed_title: str
    """The action that expects a typed one."""
    rank: Callable[[Rank], str]


async def unit_screen(context: Context, steps: PostSteps, lead: Markup, back: Row, page: int = 0) -> Screen:
    """To which unit?"""
    t = context.t
    async with context.installation.database.reading() as session:
        rows = await unit_rows(session, steps.unit, t, page=page, turn=steps.turn, turn_arguments=steps.turn_arguments)
    return Screen(lead + "\n\n" + t.html("To which unit?"), (*rows, back))


async def title_screen(
    context: Context, steps: PostSteps, lead: Markup, back: Row, unit_id: int, rank: Rank | None = None
) -> Screen:
    """With which title? Titles in use bring their rank along; `rank` is that of those offered from elsewhere."""
    t = context.t
    async with context.installation.database.reading() as session:
        titles = await titles_for(session, unit_id, rank)
    labels = shorten_apart([one.title for one in titles], LONGEST_LABEL)
    rows = [row(label, steps.title(one.position_id)) for one, label in zip(titles, labels, strict=True)]
    words = t.html("With which title there? Please choose one, or type it.")
    return Screen(lead + "\n\n" + words, (*rows, back), expects=steps.typed_title)


def rank_screen(context: Context, steps: PostSteps, lead: Markup, back: Row, title: str) -> Screen:
    """Which rank has that title?"""
    words = context.t.html("Which rank does “{title}” have?", title=title)
    return Screen(lead + "\n\n" + words, (*rank_rows(steps.rank, context.t), back))
