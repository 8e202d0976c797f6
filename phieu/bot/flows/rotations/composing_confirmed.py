"""What an admin has put together becomes a proposal, or takes the place of the one before; the person is asked."""

from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.rotations.all_rotations import overview as all_rotations
from phieu.bot.flows.rotations.composing_draft import IS_NEW, Composing, admin_id, composing, forget, is_kept, load
from phieu.bot.flows.rotations.composing_screens import next_screen
from phieu.bot.flows.rotations.one_rotation import not_done, page
from phieu.bot.screen import Screen
from phieu.office.rotations.faults import MovedOnError, RotationError
from phieu.office.rotations.holding import hold_office
from phieu.office.rotations.proposing import change, propose
from phieu.storage.tables import Rotation

ADMIN = True


async def propose_it(event: Event, context: Context) -> Screen:
    """What was composed becomes a proposal; the second of two taps finds nothing composed any more."""
    one, _ = await composing(event, context)
    return await _proposed(one, event, context)


async def propose_all_the_same(event: Event, context: Context) -> Screen:
    """As above, by an admin who has seen that somebody has changed or answered it meanwhile, and how."""
    one, (turn,) = await composing(event, context, 1)
    if one.since is not None and str(one.since.rotation.turn) == turn:
        one = replace(one, turn=one.since.rotation.turn, since=None)
    return await _proposed(one, event, context)


async def _proposed(one: Composing, event: Event, context: Context) -> Screen:
    try:
        async with context.installation.database.writing() as session:
            await hold_office(session)
            rotation = await _propose(session, one, context) if await is_kept(session, context, one.which) else None
    except MovedOnError as error:
        return await not_done(one.which, context, error)
    except RotationError:
        return await next_screen(context, await load(context, one.which))
    if rotation is not None:
        assert rotation.id is not None
        return await page(rotation.id, context, context.t.html("✅ Proposed. The person is being asked."))
    return await (all_rotations(event, context) if one.which == IS_NEW else page(one.which, context))


async def _propose(session: AsyncSession, one: Composing, context: Context) -> Rotation:
    """Raises RotationError; without a reason if something has not been said yet."""
    if one.draft.missing() is not None:
        raise RotationError([])
    plan = one.draft.plan()
    if one.which == IS_NEW:
        rotation = await propose(session, plan, admin_id(context), context.now)
    else:
        rotation = await change(session, one.which, plan, one.turn, context.now)
    await forget(session, context, one.which)
    return rotation


ACTIONS = {"rot-propose": propose_it, "rot-propose-anyway": propose_all_the_same}
