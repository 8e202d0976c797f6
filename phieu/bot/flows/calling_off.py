"""Calling a round off: what is destroyed, the reason if one is given, once more whether it is meant; and the notice."""

from markupsafe import Markup
from pydantic import TypeAdapter
from sqlmodel import select

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.giving_back import with_typed
from phieu.bot.flows.round_page import days_left, over, round_screen, title_of, wanted_round
from phieu.bot.screen import Screen, row
from phieu.office.calling_off import LONGEST_REASON, call_off_round
from phieu.office.comment_text import CommentTooLongError, EmptyCommentError, clean_comment
from phieu.office.notices import round_of
from phieu.office.periods import round_title
from phieu.office.round_status import RoundStatus, load_round
from phieu.storage.tables import Round
from phieu.storage.volatile import Topic
from phieu.words import NoticeKind, RoundState

ADMIN = True
REASON: Topic[str] = Topic("calling-off-reason", TypeAdapter(str))


async def ask(event: Event, context: Context) -> Screen:
    """First: what it means, and whether a reason is to be told."""
    t, status = context.t, await wanted_round(event, context)
    if not status.open:
        return await round_screen(status, context, toast=over(status, context))
    text = t.html(
        "🚫 <b>Call off {title}?</b>\n\n"
        "A round is called off if it should not have been opened, with wrong rules, say. All that has been answered so "
        "far is then destroyed uncounted: there are no figures and no comments, for nobody. Everybody who was asked is "
        "told. The same round can be opened anew afterwards.\n\n"
        "If the answers are to count, please close the round instead.",
        title=title_of(status, context),
    )
    rows = (
        row(t("✍️ Go on, and tell the reason"), action("round-off-why", status.id)),
        row(t("Go on without a reason"), action("round-off-sure", status.id, 0)),
        row(t("↩️ No, leave it open"), action("round", status.id)),
    )
    return Screen(text + "\n\n" + await days_left(status, context), rows)


async def ask_why(event: Event, context: Context) -> Screen:
    """Then, perhaps: the reason."""
    status = await wanted_round(event, context)
    return await _why(status, context)


async def type_why(event: Event, context: Context) -> Screen:
    """The reason, as it was typed."""
    t, status = context.t, await wanted_round(event, context)
    try:
        reason = clean_comment(event.text)
    except EmptyCommentError:
        return await _why(status, context, t.html("Please type the reason in words."))
    except CommentTooLongError as error:
        reason = error.text
    if len(reason) > LONGEST_REASON:
        fault = t.html("That is too long. There is room for {limit} characters.", limit=t.number(LONGEST_REASON))
        return await _why(status, context, with_typed(fault, event.text, context.ways))
    await context.memory.keep(REASON, event, reason)
    return await _sure(status, context, reason)


async def ask_once_more(event: Event, context: Context) -> Screen:
    """Last: whether it is really meant."""
    return await _sure(await wanted_round(event, context, 1), context, "")


async def call_off(event: Event, context: Context) -> Screen:
    """Do it; the second of two taps finds it done."""
    t, status = context.t, await wanted_round(event, context, 1)
    _, with_reason = parse(event.action).numbers(2)
    reason = (await context.memory.recall(REASON, event) or "") if with_reason else ""
    if status.open and with_reason and not reason:  # it has been forgotten meanwhile
        return await _why(status, context, t.html("I no longer know the reason that you typed. Please type it again."))
    called_off_now = status.open and await call_off_round(context.installation, status.id, reason)
    await context.memory.forget(REASON, event)
    after = await load_round(context.installation, status.id)
    assert after is not None
    if not called_off_now:
        return await round_screen(after, context, toast=over(after, context))
    lead = t.html("✅ The round is called off, and its ballots are destroyed. Everybody who was asked is being told.")
    return await round_screen(after, context, lead)


async def notice(subject: str, context: Context) -> Screen | None:
    """What everybody is told who was asked; None for those whom it reaches when the round would be long over."""
    t = context.t
    async with context.installation.database.reading() as session:
        one = (await session.exec(select(Round).where(Round.id == round_of(subject)))).first()
    if one is None or one.state is not RoundState.CALLED_OFF or one.due_at < context.now:
        return None
    text = t.html(
        "Dear <b>{name}</b>,\n"
        "<b>{title}</b> has been called off. Nothing is left to do. All answers given so far have been destroyed; "
        "nobody has seen them, and nobody will.",
        name=context.somebody.name,
        title=round_title(one.kind, one.period, t),
    )
    parts = [text]
    if one.called_off_because:
        parts.append(t.html("The reason: {reason}", reason=one.called_off_because))
    parts.append(t.html("Thank you to all who have taken part."))
    return Screen(Markup("\n\n").join(parts), (row(t("🏠 Main menu"), action("home")),))


async def _why(status: RoundStatus, context: Context, fault: Markup | str = "") -> Screen:
    t = context.t
    if not status.open:
        return await round_screen(status, context, toast=over(status, context))
    text = t.html(
        "<b>{title}</b>\n\nWhy is it called off? Please type a sentence of up to {limit} characters; everybody who was "
        "asked will read it.",
        title=title_of(status, context),
        limit=t.number(LONGEST_REASON),
    )
    rows = (
        row(t("Go on without a reason"), action("round-off-sure", status.id, 0)),
        row(t("↩️ No, leave it open"), action("round", status.id)),
    )
    parts = [fault, text] if fault else [text]
    return Screen(Markup("\n\n").join(parts), rows, expects=action("round-off-why", status.id), expects_words=True)


async def _sure(status: RoundStatus, context: Context, reason: str) -> Screen:
    t = context.t
    if not status.open:
        return await round_screen(status, context, toast=over(status, context))
    parts = [
        t.html(
            "⚠️ <b>Really call off {title}?</b>\n\n"
            "All ballots of this round are destroyed at once, and so is the key that belongs to them. "
            "<b>Nobody can bring them back.</b>",
            title=title_of(status, context),
        ),
        t.html("Everybody will read: {reason}", reason=reason) if reason else t.html("No reason will be told."),
    ]
    rows = (
        row(t("🚫 Yes, destroy the ballots"), action("round-off-now", status.id, int(bool(reason)))),
        row(t("↩️ No, leave it open"), action("round", status.id)),
    )
    return Screen(Markup("\n\n").join(parts), rows)


ACTIONS = {"round-off": ask, "round-off-why": ask_why, "round-off-sure": ask_once_more, "round-off-now": call_off}
EXPECTS = {"round-off-why": type_why}
NOTICES = {NoticeKind.ROUND_CALLED_OFF: notice}
