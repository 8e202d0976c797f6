"""Picking units, groups and ranks by button: one in a row, with a tick on those that are chosen already."""

from collections.abc import Callable, Collection, Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.flows.paging import page_of, turning
from phieu.bot.screen import Row, row
from phieu.locales.translator import Translator
from phieu.office.ranks import rank_name
from phieu.office.shortening import shorten_apart
from phieu.storage.tables import Group, Unit
from phieu.words import Rank

A_PAGE = 10
LONGEST = 38
"""Characters of a name on a button, beside the tick."""


async def unit_rows(
    session: AsyncSession,
    pick: Callable[[int], str],
    t: Translator,
    *,
    chosen: Collection[int] = (),
    page: int = 0,
    turn: str,
    turn_arguments: tuple[int, ...] = (),
) -> tuple[Row, ...]:
    """A page of the units that exist today, in the workbook's order, by id; `turn` is the verb that shows another page.

    The action that turns has `turn_arguments` and then the page's number, from 0.
    """
    units = await session.exec(select(Unit.id, Unit.name).where(col(Unit.active)).order_by(col(Unit.id)))
    shown = page_of([(id_, name) for id_, name in units if id_ is not None], page, A_PAGE)
    return (*_named_rows(shown.items, pick, chosen), *turning(shown, t, turn, *turn_arguments))


async def group_rows(
    session: AsyncSession, pick: Callable[[int], str], *, chosen: Collection[int] = ()
) -> tuple[Row, ...]:
    """The groups of the office, by id; there are few."""
    groups = await session.exec(select(Group.id, Group.name).order_by(col(Group.id)))
    return _named_rows([(id_, name) for id_, name in groups if id_ is not None], pick, chosen)


def rank_rows(pick: Callable[[Rank], str], t: Translator, *, chosen: Collection[Rank] = ()) -> tuple[Row, ...]:
    """The ranks, from the top."""
    return tuple(row(_ticked(rank_name(rank, t), is_so=rank in chosen), pick(rank)) for rank in Rank)


def _named_rows(
    named: Sequence[tuple[int, str]], pick: Callable[[int], str], chosen: Collection[int]
) -> tuple[Row, ...]:
    labels = shorten_apart([name for _, name in named], LONGEST)
    return tuple(
        row(_ticked(label, is_so=id_ in chosen), pick(id_)) for (id_, _), label in zip(named, labels, strict=True)
    )


def _ticked(label: str, *, is_so: bool) -> str:
    return ("✓ " if is_so else "") + label
