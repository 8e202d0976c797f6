"""Changing a draft in one transaction, if it still is one; and the changes that take one tap."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.actions import Action, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements import lists
from phieu.bot.flows.announcements.standing import standing
from phieu.bot.screen import Screen, row
from phieu.office.announcements.drafts import begin, discard, open_draft
from phieu.office.announcements.listing import count
from phieu.office.announcements.planned import call_off
from phieu.storage.tables import Announcement
from phieu.words import AnnouncementState

ADMIN = True
Change = Callable[[AsyncSession, Announcement], Awaitable[None]]


def asked(event: Event) -> Action:
    """What was tapped, or what was expected of what was typed or sent."""
    return parse(event.action or event.expected)


async def change(announcement_id: int, context: Context, how: Change | None = None, /, **values: Any) -> bool:
    """Give a draft these values, and do to it what `how` does; False if it is no draft any more."""
    async with context.installation.database.writing() as session:
        draft = await open_draft(session, announcement_id)
        if draft is None:
            return False
        for name, value in values.items():
            setattr(draft, name, value)
        session.add(draft)
        if how is not None:
            await how(session, draft)
    return True


async def changed(announcement_id: int, context: Context, **values: Any) -> Screen:
    """The same, and how it stands then."""
    await change(announcement_id, context, **values)
    return await standing(announcement_id, context)


async def kind(_event: Event, context: Context) -> Screen:
    """The first question, before anything has been written that must not stand in a chat."""
    t = context.t
    async with context.installation.database.reading() as session:
        templates = await count(session, AnnouncementState.TEMPLATE)
    text = t.html(
        "➕ <b>A new announcement</b>\n\nMay what it says go by chat?\n\n"
        "If not, please do not write it here: people are told only from whom they can have it, and until when."
    )
    rows = [
        row(t("💬 Yes, by chat"), action("announcement-begin", 0)),
        row(t("🔒 No, only at the office"), action("announcement-begin", 1)),
    ]
    if templates:
        rows.append(row(t("🗂 Begin from a template"), action("templates", 0)))
    return Screen(text, (*rows, row(t("↩️ All announcements"), "announcements")))


async def begun(event: Event, context: Context) -> Screen:
    """A draft of that kind."""
    (not_by_chat,) = parse(event.action).numbers(1)
    assert context.somebody.id is not None
    async with context.installation.database.writing() as session:
        draft = await begin(session, context.somebody.id, not_by_chat=not_by_chat == 1)
    assert draft.id is not None
    t = context.t
    if draft.not_by_chat:
        return await standing(draft.id, context, t.html("Please say step by step what people need to know."))
    what = (
        t.html("Please write the text now, or send a picture or a document.")
        if context.ways.files
        else t.html("Please write the text now, or send a picture.")
    )
    kept = t.html("Everything is kept as you go, and nothing is sent before you have seen it as the others will.")
    return await standing(draft.id, context, what + " " + kept)


async def ask_for_confirmation(event: Event, context: Context) -> Screen:
    """Whether people must say that they have read it."""
    announcement_id, yes = parse(event.action).numbers(2)
    return await changed(announcement_id, context, acknowledge=yes == 1)


async def urgent(event: Event, context: Context) -> Screen:
    """Whether it may arrive at any hour."""
    announcement_id, yes = parse(event.action).numbers(2)
    return await changed(announcement_id, context, urgent=yes == 1)


async def delete(event: Event, context: Context) -> Screen:
    """Asked first."""
    t = context.t
    (announcement_id,) = parse(event.action).numbers(1)
    text = t.html("🗑 Delete this draft, with all that is in it? It cannot be brought back.")
    rows = (
        row(t("🗑 Yes, delete it"), action("announcement-deleted", announcement_id)),
        row(t("↩️ No"), action("announcement", announcement_id)),
    )
    return Screen(text, rows)


async def deleted(event: Event, context: Context) -> Screen:
    """Gone; unless it has been sent or planned meanwhile."""
    (announcement_id,) = parse(event.action).numbers(1)
    async with context.installation.database.writing() as session:
        gone = await discard(session, announcement_id, AnnouncementState.DRAFT)
    if gone:
        return await lists.overview(context, context.t("The draft has been deleted."))
    return await standing(announcement_id, context)


async def back_to_draft(event: Event, context: Context) -> Screen:
    """What is planned can be changed, and does not go out by itself any more."""
    t = context.t
    (announcement_id,) = parse(event.action).numbers(1)
    async with context.installation.database.writing() as session:
        called_off = await call_off(session, announcement_id)
    lead = t.html("It is a draft again, and does not go out unless you plan or send it anew.") if called_off else ""
    return await standing(announcement_id, context, lead)


ACTIONS = {
    "announcement-new": kind,
    "announcement-begin": begun,
    "announcement-ask": ask_for_confirmation,
    "announcement-urgent": urgent,
    "announcement-delete": delete,
    "announcement-deleted": deleted,
    "announcement-back": back_to_draft,
}
