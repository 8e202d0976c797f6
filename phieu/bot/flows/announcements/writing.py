"""The text of a draft: written in one message or several, kept with its formatting."""

from dataclasses import replace

from markupsafe import Markup
from pydantic import TypeAdapter
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.attaching import take_file, taken_out
from phieu.bot.flows.announcements.changing import asked, change
from phieu.bot.flows.announcements.standing import ADD, standing
from phieu.bot.flows.cut_messages import is_rest, refused, rest_words
from phieu.bot.screen import Screen, row
from phieu.office.announcements.drafts import announcement
from phieu.office.announcements.text import LONGEST, TextTooLongError, joined, without_markup
from phieu.storage.tables import Announcement
from phieu.storage.volatile import Topic
from phieu.words import Channel

ADMIN = True
ANEW = "announcement-anew"
BEFORE = Topic("announcement-before", TypeAdapter(tuple[int, str, str]))
"""The text as it was before the last change, and after it."""


async def text(event: Event, context: Context) -> Screen:
    """Asks for the text, or for more of it."""
    (announcement_id,) = parse(event.action).numbers(1)
    t = context.t
    async with context.installation.database.reading() as session:
        draft = await announcement(session, announcement_id)
    if draft is None or draft.not_by_chat:
        return await standing(announcement_id, context)
    back = row(t("↩️ Back"), action("announcement", announcement_id))
    if not draft.text:
        return Screen(_ask(context), (back,), expects=action(ADD, announcement_id))
    words = t.plural_html(
        "✍️ The text has {count} character. What you write now is put below it.",
        "✍️ The text has {count} characters. What you write now is put below it.",
        len(without_markup(draft.text)),
    )
    rows = (row(t("🔄 Write it anew"), action(ANEW, announcement_id)), back)
    return Screen(words, rows, expects=action(ADD, announcement_id))


async def anew(event: Event, context: Context) -> Screen:
    """Asks for a text that takes the place of the one there is."""
    (announcement_id,) = parse(event.action).numbers(1)
    words = _ask(context) + "\n\n" + context.t.html("Until then the text stays as it is.")
    back = row(context.t("↩️ Back"), action("announcement", announcement_id))
    return Screen(words, (back,), expects=action(ANEW, announcement_id))


async def added(event: Event, context: Context) -> Screen:
    """What was written or sent while the draft was shown: more text, a picture or a document."""
    return await _taken(event, context, replaces=False)


async def replaced(event: Event, context: Context) -> Screen:
    """The text anew; what comes after it is put below it, since an app sends a long text in several messages."""
    return await _taken(event, context, replaces=True)


async def undone(event: Event, context: Context) -> Screen:
    """The text as it was before the last change."""
    t = context.t
    (announcement_id,) = parse(event.action).numbers(1)
    before = await context.memory.recall(BEFORE, event)
    await context.memory.forget(BEFORE, event)
    if before is None or before[0] != announcement_id:
        return await standing(announcement_id, context, toast=t("That can no longer be undone."))
    done = False

    async def restore(_session: AsyncSession, draft: Announcement) -> None:
        nonlocal done
        if draft.text == before[2]:  # nobody has written since
            draft.text, done = before[1], True

    await change(announcement_id, context, restore)
    toast = t("The text is as it was before.") if done else t("That can no longer be undone.")
    return await standing(announcement_id, context, toast=toast)


async def _taken(event: Event, context: Context, *, replaces: bool) -> Screen:
    (announcement_id,) = asked(event).numbers(1)
    if event.text:
        return await _write(announcement_id, event, context, replaces=replaces)
    return await take_file(announcement_id, event, context)


async def _write(announcement_id: int, event: Event, context: Context, *, replaces: bool) -> Screen:
    t = context.t
    if await is_rest(event, context):
        return await standing(announcement_id, context, rest_words(t))
    typed = str(event.markup or Markup.escape(event.text))
    texts: list[str] = []

    async def write(_session: AsyncSession, draft: Announcement) -> None:
        if not draft.not_by_chat:
            texts.append(draft.text)
            draft.text = joined("" if replaces else draft.text, typed)
            texts.append(draft.text)

    try:
        is_draft = await change(announcement_id, context, write)
    except TextTooLongError as error:
        await refused(event, context)
        return await standing(announcement_id, context, _too_long(error, context))
    if not is_draft:
        return await standing(announcement_id, context, _too_late(context))
    if not texts:
        return await taken_out(announcement_id, context)
    await context.memory.keep(BEFORE, event, (announcement_id, texts[0], texts[1]))
    if texts[0] and not replaces:
        words = t.html("✅ Added to the text.")
    else:
        words = t.html("✅ The text has been kept. What you write now is put below it.")
    screen = await standing(announcement_id, context, words)
    if not texts[0]:
        return screen
    undo = row(t("↶ Take that back"), action("announcement-undo", announcement_id))
    return replace(screen, rows=(undo, *screen.rows))


def _ask(context: Context) -> Markup:
    t = context.t
    if context.channel is Channel.ZALO:
        how = t.html("✍️ Please write the text, or paste it. Bold type and the like do not reach me from Zalo.")
    else:
        how = t.html("✍️ Please write the text, or paste it. Bold type, links and so on stay as they are.")
    most = t.html(
        "Several messages are put one below the other, {longest} characters at most.", longest=t.number(LONGEST)
    )
    return how + " " + most


def _too_long(error: TextTooLongError, context: Context) -> Markup:
    words = Markup.escape(error.explain(context.t))
    return words + " " + context.t.html("Your last message has not been added; what was there before has stayed.")


def _too_late(context: Context) -> Markup:
    return context.t.html("This is no draft any more, so nothing has been added.")


ACTIONS = {"announcement-text": text, ANEW: anew, "announcement-undo": undone}
EXPECTS = {ADD: added, ANEW: replaced}
