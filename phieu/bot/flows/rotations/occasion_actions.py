"""Which check-in or evaluation an action is about: the rotation, and the day on which it was due."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.office.time_zone import office_day

One = TypeVar("One")
_DAY = "%Y%m%d"


def occasion(verb: str, rotation_id: int, due_on: date, *more: int) -> str:
    """Write such an action."""
    return action(verb, rotation_id, due_on.strftime(_DAY), *more)


def read_occasion(text: str, more: int = 0) -> tuple[int, date, tuple[int, ...]]:
    """Read it back; raises UnknownActionError for what is none."""
    rotation_id, day, *others = parse(text).numbers(2 + more)
    try:
        due_on = date.fromisoformat(f"{day:08}")
    except ValueError as error:
        raise UnknownActionError from error
    return rotation_id, due_on, tuple(others)


async def find(
    context: Context, load: Callable[[AsyncSession, int, date], Awaitable[One | None]], rotation_id: int, due_on: date
) -> One:
    """What the action is about; raises UnknownActionError if there is no such thing."""
    async with context.installation.database.reading() as session:
        found = await load(session, rotation_id, due_on)
    if found is None:
        raise UnknownActionError
    return found


async def this_day(context: Context) -> date:
    """Which day it is in the office."""
    async with context.installation.database.reading() as session:
        return await office_day(session, context.now)
