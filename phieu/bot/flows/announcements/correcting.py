"""Putting together the correction of an announcement that has been sent: another text, another picture or document."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.sent_page import SENT, sent_announcement, sent_screen
from phieu.bot.flows.announcements.taking_files import fetched
from phieu.bot.flows.cut_messages import is_rest, refused, rest_words
from phieu.bot.screen import Row, Screen, row
from phieu.office.announcements.acknowledgements import SENT_STATES
from phieu.office.announcements.correcting_draft import (
    CorrectingDraft,
    add_text,
    drop_correcting,
    load_correcting,
    put_new_file,
    take_file_out,
)
from phieu.office.announcements.corrections import NewFile
from phieu.office.announcements.files import FileError
from phieu.office.announcements.sent import Sent
from phieu.office.announcements.text import TextTooLongError, beginning, without_markup

ADMIN = True
CORRECT = "announcement-correct"
LONGEST_QUOTE = 300


async def show(event: Event, context: Context) -> Screen:
    """What has been put together so far."""
    (announcement_id,) = parse(event.action).numbers(1)
    return await correcting_screen(announcement_id, context)


async def correcting_screen(announcement_id: int, context: Context, lead: str | Markup = "", toast: str = "") -> Screen:
    """The same, under a lead that says what has just happened, if anything has."""
    t, sent = context.t, await sent_announcement(announcement_id, context)
    if not may_be_corrected(sent):
        return await sent_screen(announcement_id, context, toast=t("This announcement cannot be corrected."))
    draft = await correcting(sent, context)
    parts = [
        lead,
        _ask(context),
        Markup("\n").join([_text_line(sent, draft, context), *_file_line(sent, draft, context)]),
    ]
    rows: list[Row] = []
    if not draft.empty:
        rows.append(row(t("👁 Preview, and then correct …"), action("announcement-correct-look", announcement_id)))
    if draft.has_file(sent) and draft.correction_of(sent).text:
        rows.append(row(t("🗑 Without the file"), action("announcement-correct-bare", announcement_id)))
    if not draft.empty:
        rows.append(row(t("🔄 Start the correction anew"), action("announcement-correct-anew", announcement_id)))
    rows.append(row(t("↩️ Back to the announcement"), action(SENT, announcement_id)))
    text = Markup("\n\n").join(part for part in parts if part)
    return Screen(text, tuple(rows), toast, expects=action(CORRECT, announcement_id))


def _ask(context: Context) -> Markup:
    t = context.t
    if context.ways.files:
        how = t.html("Please send the whole text as it should be, or another picture or document.")
    else:
        how = t.html("Please send the whole text as it should be, or another picture.")
    head, note = (
        t.html("✏️ <b>Correct the announcement</b>"),
        t.html("Nothing changes before you have seen and confirmed it."),
    )
    return head + "\n\n" + how + " " + note


async def taken(event: Event, context: Context) -> Screen:
    """A text, a picture or a document for the correction."""
    t, (announcement_id,) = context.t, parse(event.expected).numbers(1)
    if not may_be_corrected(await sent_announcement(announcement_id, context)):
        return await sent_screen(announcement_id, context, toast=t("This announcement cannot be corrected."))
    try:
        lead = rest_words(t) if await is_rest(event, context) else await _keep(announcement_id, event, context)
    except (TextTooLongError, FileError) as error:
        await refused(event, context)
        lead = Markup.escape(error.explain(t)) + " " + t.html("What was there before has stayed.")
    return await correcting_screen(announcement_id, context, lead)


async def without_file(event: Event, context: Context) -> Screen:
    """It is to have no picture and no document."""
    (announcement_id,) = parse(event.action).numbers(1)
    sent = await sent_announcement(announcement_id, context)
    if (await correcting(sent, context)).correction_of(sent).text:  # something must be left of it
        async with context.installation.database.writing() as session:
            await take_file_out(session, person_id(context), announcement_id)
    return await correcting_screen(announcement_id, context)


async def anew(event: Event, context: Context) -> Screen:
    """As if nothing had been put together."""
    (announcement_id,) = parse(event.action).numbers(1)
    async with context.installation.database.writing() as session:
        await drop_correcting(session, person_id(context), announcement_id)
    return await correcting_screen(announcement_id, context, toast=context.t("Everything is as it was."))


async def correcting(sent: Sent, context: Context) -> CorrectingDraft:
    """What whoever acts has put together so far."""
    async with context.installation.database.reading() as session:
        return await load_correcting(session, person_id(context), sent.id)


def may_be_corrected(sent: Sent) -> bool:
    """Whether there is a text that people have; what is not by chat has none here."""
    return sent.announcement.state in SENT_STATES and not sent.announcement.not_by_chat


def person_id(context: Context) -> int:
    """Whose correction it is."""
    if context.somebody.id is None:
        raise UnknownActionError
    return context.somebody.id


async def _keep(announcement_id: int, event: Event, context: Context) -> Markup:
    """Returns what to say of it; raises TextTooLongError and FileError."""
    t, mine = context.t, person_id(context)
    sent_file = event.picture or event.file
    typed = str(event.markup or Markup.escape(event.text))
    if sent_file is None and not typed:
        return t.html("An announcement can have a text, and a picture or a document. I have not kept what you sent.")
    if sent_file is not None:
        is_picture = event.picture is not None
        content = await fetched(sent_file, picture=is_picture)
        name = sent_file.name or (t("picture.jpg") if is_picture else t("document"))
    async with context.installation.database.writing() as session:
        if sent_file is not None:
            await put_new_file(session, mine, announcement_id, NewFile(name, is_picture, content))
        if typed:
            await add_text(session, mine, announcement_id, typed)
    if sent_file is None:
        return t.html("✅ The new text has been kept. What you write now is put below it.")
    return t.html("✅ The picture has been kept.") if is_picture else t.html("✅ The document has been kept.")


def _text_line(sent: Sent, draft: CorrectingDraft, context: Context) -> Markup:
    t = context.t
    if draft.text is None:
        quote = beginning(sent.announcement.text, LONGEST_QUOTE)
        return t.html("✍️ Text as before: “{beginning}”", beginning=quote) if quote else t.html("✍️ Text as before: none")
    return t.plural_html(
        "✍️ New text ({count} character): “{beginning}”",
        "✍️ New text ({count} characters): “{beginning}”",
        len(without_markup(draft.text)),
        beginning=beginning(draft.text, LONGEST_QUOTE),
    )


def _file_line(sent: Sent, draft: CorrectingDraft, context: Context) -> list[Markup]:
    t = context.t
    if draft.file is not None:
        return [t.html("🖼 Another picture") if draft.file.picture else t.html("📎 Another document")]
    if sent.file is None:
        return []
    if draft.file_gone:
        return [t.html("🗑 The picture is taken out") if sent.file.picture else t.html("🗑 The document is taken out")]
    return [t.html("🖼 The picture as before") if sent.file.picture else t.html("📎 The document as before")]


ACTIONS = {
    CORRECT: show,
    "announcement-correct-bare": without_file,
    "announcement-correct-anew": anew,
}
EXPECTS = {CORRECT: taken}
