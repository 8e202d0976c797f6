"""Enrolling, breaking off and withdrawing, by admins: a step is confirmed, taken once, and told."""

from collections.abc import Awaitable, Callable

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.training.course_page import course_page, open_course
from phieu.bot.flows.training.nominees import name_of, nominee_page, open_nomination
from phieu.bot.flows.training.typed_text import TypedTextError, read_typed
from phieu.bot.screen import Screen, row
from phieu.office.training.refusals import TrainingError
from phieu.office.training.steps import LONGEST_RESULT, break_off, enrol, enrol_accepted, withdraw
from phieu.words import NominationState

ADMIN = True
BREAK_OFF = "nominee-break-off"

Step = Callable[[AsyncSession], Awaitable[bool]]


async def ask_enrol_all(event: Event, context: Context) -> Screen:
    """Enrol everybody who has accepted?"""
    (course_id,) = parse(event.action).numbers(1)
    t, seen = context.t, await open_course(course_id, context)
    count = seen.states[NominationState.ACCEPTED]
    if not count:
        return await course_page(course_id, context, toast=t("Nobody waits to be enrolled."))
    text = t.plural_html(
        "📋 Enrol {count} person who has accepted? They are told.",
        "📋 Enrol {count} people who have accepted? They are told.",
        count,
    )
    yes = row(t("📋 Yes, enrol"), action("enrol-all-now", course_id))
    return Screen(text, (yes, row(t("↩️ No"), action("course", course_id))))


async def enrol_all(event: Event, context: Context) -> Screen:
    """Enrol them."""
    (course_id,) = parse(event.action).numbers(1)
    await open_course(course_id, context)
    async with context.installation.database.writing() as session:
        count = await enrol_accepted(session, course_id, context.now)
    told = context.t.plural_html(
        "📋 {count} person has been enrolled and is being told.",
        "📋 {count} people have been enrolled and are being told.",
        count,
    )
    return await course_page(course_id, context, told if count else "")


async def enrol_one(event: Event, context: Context) -> Screen:
    """Enrol one person."""
    (nomination_id,) = parse(event.action).numbers(1)
    return await take(nomination_id, context, lambda session: enrol(session, nomination_id, context.now))


async def ask_withdraw(event: Event, context: Context) -> Screen:
    """Withdraw the nomination?"""
    (nomination_id,) = parse(event.action).numbers(1)
    t, (nomination, course) = context.t, await open_nomination(nomination_id, context)
    text = t.html(
        "↩️ Withdraw the nomination of <b>{name}</b> for “{course}”? They are told.",
        name=await name_of(nomination, context),
        course=course.name,
    )
    yes = row(t("🗑 Yes, withdraw it"), action("nominee-withdraw-now", nomination_id))
    return Screen(text, (yes, row(t("↩️ No"), action("nominee", nomination_id))))


async def withdraw_it(event: Event, context: Context) -> Screen:
    """Withdraw it."""
    (nomination_id,) = parse(event.action).numbers(1)
    return await take(nomination_id, context, lambda session: withdraw(session, nomination_id, context.now))


async def ask_why_broken_off(event: Event, context: Context) -> Screen:
    """Why did they break it off?"""
    (nomination_id,) = parse(event.action).numbers(1)
    return await _why_broken_off(nomination_id, context)


async def broken_off(event: Event, context: Context) -> Screen:
    """The reason has been typed."""
    (nomination_id,) = parse(event.expected).numbers(1)
    nomination, _course = await open_nomination(nomination_id, context)
    today = (await open_course(nomination.course_id, context)).today
    try:
        why = await read_typed(event, LONGEST_RESULT, context)
    except TypedTextError as error:
        return await _why_broken_off(nomination_id, context, error.words)
    return await take(
        nomination_id, context, lambda session: break_off(session, nomination_id, why, context.now, today)
    )


async def take(nomination_id: int, context: Context, step: Step) -> Screen:
    """Take one step with one nomination, and show how it stands; out of order it says why not."""
    t = context.t
    await open_nomination(nomination_id, context)
    try:
        async with context.installation.database.writing() as session:
            new = await step(session)
    except TrainingError as error:
        return await nominee_page(nomination_id, context, Markup("❌ {}").format(error.refusals[0].explain(t)))
    lead = t.html("✅ That has been noted, and the person is being told.") if new else ""
    return await nominee_page(nomination_id, context, lead)


async def _why_broken_off(nomination_id: int, context: Context, lead: Markup | str = "") -> Screen:
    t, (nomination, course) = context.t, await open_nomination(nomination_id, context)
    if nomination.state is not NominationState.ENROLLED:
        words = Markup("❌ {}").format(t("Only who is enrolled can break the course off."))
        return await nominee_page(nomination_id, context, words)
    text = t.html(
        "⏹ Why did <b>{name}</b> not go on with “{course}”? Please type it below; it is noted, and the person and the "
        "head of their unit are told.",
        name=await name_of(nomination, context),
        course=course.name,
    )
    back = row(t("↩️ Back"), action("nominee", nomination_id))
    return Screen(paragraphs(lead, text), (back,), expects=action(BREAK_OFF, nomination_id), expects_words=True)


ACTIONS = {
    "enrol-all": ask_enrol_all,
    "enrol-all-now": enrol_all,
    "enrol": enrol_one,
    "nominee-withdraw": ask_withdraw,
    "nominee-withdraw-now": withdraw_it,
    BREAK_OFF: ask_why_broken_off,
}
EXPECTS = {BREAK_OFF: broken_off}
