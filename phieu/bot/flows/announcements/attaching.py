"""The picture or document of a draft: checked before it is kept, so that the platform takes it again."""

from dataclasses import replace

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event, SentFile
from phieu.bot.flows.announcements.changing import change
from phieu.bot.flows.announcements.standing import ADD, standing
from phieu.bot.flows.announcements.taking_files import fetched
from phieu.bot.flows.not_by_chat import sent_by_mistake
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator
from phieu.office.announcements.drafts import announcement, file_of, put_file, remove_file
from phieu.office.announcements.files import (
    LARGEST_DOCUMENT,
    LARGEST_PICTURE,
    MEGABYTE,
    FileError,
)
from phieu.office.announcements.text import TextTooLongError, joined
from phieu.storage.tables import Announcement

ADMIN = True


async def file(event: Event, context: Context) -> Screen:
    """Asks for a picture or a document."""
    (announcement_id,) = parse(event.action).numbers(1)
    t = context.t
    async with context.installation.database.reading() as session:
        draft = await announcement(session, announcement_id)
        there = await file_of(session, draft) if draft is not None else None
    if draft is None or draft.not_by_chat:
        return await standing(announcement_id, context)
    words = _ask(context)
    rows = [row(t("↩️ Back"), action("announcement", announcement_id))]
    if there is not None:
        label = t("🗑 Take the picture out") if there[1] else t("🗑 Take the document out")
        rows.insert(0, row(label, action("announcement-no-file", announcement_id)))
    return Screen(words, tuple(rows), expects=action(ADD, announcement_id))


def _ask(context: Context) -> Markup:
    t, picture = context.t, context.t.number(LARGEST_PICTURE // MEGABYTE)
    if not context.ways.files:
        return t.html(
            "🖼 Please send a picture (up to {picture} MB). No document can reach me on Zalo. An announcement has one "
            "picture or document; a new one takes the place of the last.",
            picture=picture,
        )
    return t.html(
        "📎 Please send a picture (up to {picture} MB) or a document (up to {document} MB). "
        "An announcement has one of them; a new one takes the place of the last.",
        picture=picture,
        document=t.number(LARGEST_DOCUMENT // MEGABYTE),
    )


async def no_file(event: Event, context: Context) -> Screen:
    """Without a picture or document."""
    (announcement_id,) = parse(event.action).numbers(1)
    await change(announcement_id, context, remove_file)
    return await standing(announcement_id, context)


async def take_file(announcement_id: int, event: Event, context: Context) -> Screen:
    """Keep what was sent; what was composed before stays if that cannot be."""
    t = context.t
    sent = event.picture or event.file
    async with context.installation.database.reading() as session:
        draft = await announcement(session, announcement_id)
    if draft is not None and draft.not_by_chat:
        return await taken_out(announcement_id, context)
    if sent is None:
        words = t.html("An announcement can have a text, and a picture or a document. I have not kept what you sent.")
        return await standing(announcement_id, context, words)
    try:
        content = await fetched(sent, picture=event.picture is not None)
    except FileError as error:
        words = Markup.escape(error.explain(t)) + " " + t.html("What was there before has stayed.")
        return await standing(announcement_id, context, words)
    lead = await _keep(announcement_id, sent, content, event, context)
    return await standing(announcement_id, context, lead)


async def taken_out(announcement_id: int, context: Context) -> Screen:
    """Something was sent that must not stand in a chat: it is taken out of it at once."""
    return replace(await standing(announcement_id, context, sent_by_mistake(context)), discards_input=True)


async def _keep(announcement_id: int, sent: SentFile, content: bytes, event: Event, context: Context) -> Markup:
    """Returns what to say of it."""
    t, picture = context.t, event.picture is not None
    name = sent.name or _unnamed(t, picture=picture)
    captions: list[bool] = []

    async def keep(session: AsyncSession, draft: Announcement) -> None:
        if event.markup and not draft.text:
            draft.text = joined("", str(event.markup))
        elif event.markup:
            captions.append(False)
        await put_file(session, draft, name, content, picture=picture)

    try:
        is_draft = await change(announcement_id, context, keep)
    except TextTooLongError as error:
        return Markup.escape(error.explain(t))
    if not is_draft:
        return t.html("This is no draft any more, so nothing has been added.")
    parts = [t.html("✅ The picture has been kept.") if picture else t.html("✅ The document has been kept.")]
    if captions:
        parts.append(t.html("The words under it were left out, because there is a text already."))
    return Markup(" ").join(parts)


def _unnamed(t: Translator, *, picture: bool) -> str:
    return t("picture.jpg") if picture else t("document")


ACTIONS = {"announcement-file": file, "announcement-no-file": no_file}
