"""A round that the calendar proposes: any admin opens it or declines it, and the others see what was decided."""

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.round_opening import forecast_screen
from phieu.bot.screen import Choice, Screen
from phieu.office.occurrences import Proposal, decline, find_proposal, proposed_in
from phieu.office.periods import PeriodError, period_for, round_title
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import office_zone
from phieu.words import NoticeKind, RoundKind

ADMIN = True


async def show(event: Event, context: Context) -> Screen:
    """How far a proposal has got."""
    return _screen(await _wanted(event, context), context)


async def accept(event: Event, context: Context) -> Screen:
    """Go on to the forecast; opening is confirmed there."""
    proposal = await _wanted(event, context)
    if not proposal.undecided:
        return _screen(proposal, context)
    today = context.now.astimezone(await office_zone(context.installation)).date()
    async with context.installation.database.reading() as session:
        last_day = (await load_working_days(session)).after(today, proposal.working_days)
    return await forecast_screen(proposal.kind, proposal.period, last_day, context)


async def refuse(event: Event, context: Context) -> Screen:
    """Not this time."""
    proposal = await _wanted(event, context)
    decided = await decline(context.installation, proposal.kind, proposal.period)
    assert decided is not None
    return _screen(decided, context)


async def notice(subject: str, context: Context) -> Screen | None:
    """The proposal as the bot brings it; None if it has been decided meanwhile, or the reader is no admin any more."""
    if not context.somebody.admin:
        return None
    async with context.installation.database.reading() as session:
        proposal = await find_proposal(session, *proposed_in(subject), context.now)
    return _screen(proposal, context) if proposal is not None and proposal.undecided else None


async def _wanted(event: Event, context: Context) -> Proposal:
    try:
        kind, period = parse(event.action).arguments
        key = period_for(RoundKind(kind), period).key
    except (ValueError, PeriodError) as error:
        raise UnknownActionError from error
    async with context.installation.database.reading() as session:
        proposal = await find_proposal(session, RoundKind(kind), key, context.now)
    if proposal is None:
        raise UnknownActionError
    return proposal


def _screen(proposal: Proposal, context: Context) -> Screen:
    t = context.t
    title = round_title(proposal.kind, proposal.period, t)
    back = (Choice(t("↩️ All rounds"), action("rounds")),)
    if proposal.round_id is not None:
        text = t.html("✅ <b>{title}</b> has been opened.", title=title)
        return Screen(text, ((Choice(t("🟢 To the round"), action("round", proposal.round_id)),), back))
    if proposal.declined:
        text = t.html(
            "It has been decided not to hold <b>{title}</b>. If it is needed after all, it can be opened under Rounds.",
            title=title,
        )
        return Screen(text, (back,))
    if proposal.moved_to is not None:
        text = t.html(
            "<b>{title}</b> has been put off: it will be proposed again at {moment}.",
            title=title,
            moment=t.moment(proposal.moved_to),
        )
        return Screen(text, (back,))
    if proposal.lapsed:
        text = t.html(
            "The time proposed for <b>{title}</b> has passed without a decision. "
            "If it is still needed, it can be opened under Rounds.",
            title=title,
        )
        return Screen(text, (back,))
    which = (proposal.kind, proposal.period)
    text = t.html(
        "❔ According to the calendar it is time for <b>{title}</b>.\n\nSuch a round is held when it is needed. "
        "Would you like to open it? You will see a forecast first.",
        title=title,
    )
    rows = (
        (Choice(t("✅ Yes, to the forecast"), action("round-accept", *which)),),
        (Choice(_not_now(proposal, context), action("round-decline", *which)),),
    )
    return Screen(text, rows)


def _not_now(proposal: Proposal, context: Context) -> str:
    t = context.t
    return t("✖️ Not this quarter") if proposal.kind is RoundKind.QUARTERLY else t("✖️ Not this time")


ACTIONS = {"round-proposal": show, "round-accept": accept, "round-decline": refuse}
NOTICES = {NoticeKind.ROUND_PROPOSED: notice}
