"""What is kept of whoever asks: told in plain words, and given to them as a file."""

from dataclasses import replace

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.my_data_words import kept_parts, not_kept
from phieu.bot.screen import Attachment, Screen, row
from phieu.office.retention.loading_kept import load_kept

STRANGERS = True


async def show(_event: Event, context: Context) -> Screen:
    """Each kind of thing: how much, since when, until when; and what is not kept."""
    t, person = context.t, context.person
    head = t.html("🔎 <b>What is kept of you</b>")
    if person is None or person.id is None:
        nothing = t.html("You have not joined here, so I keep nothing of you, not even this message.")
        return Screen(paragraphs(head, nothing))
    async with context.installation.database.reading() as session:
        kept = await load_kept(session, person.id)
    rows = (
        row(t("📎 Send it to me as a file"), action("my-data-file")),
        row(t("↩️ My record"), action("my-record")),
        row(t("🏠 Main menu"), action("home")),
    )
    return Screen(paragraphs(head, *kept_parts(kept, t), not_kept(t)), rows)


async def file(event: Event, context: Context) -> Screen:
    """The same with all there is in it, as a workbook."""
    from phieu.office.reports.own_data import write_own_data  # noqa: PLC0415 - brings openpyxl

    t, person = context.t, context.person
    if person is None or person.id is None:
        return await show(event, context)
    async with context.installation.database.reading() as session:
        kept = await load_kept(session, person.id)
    content = await write_own_data(kept, t)
    text = t.html(
        "📎 <b>What is kept of you, as a file</b>\n\nIt holds everything that I may show you of it by chat, and is for "
        "you alone: please keep it where nobody else can open it, or delete it again."
    )
    back = row(t("↩️ What is kept of you"), action("my-data"))
    instead = t.html(
        "Zalo takes no files from me. The main points stand under “What is kept of you”. The file itself you get on "
        "Telegram, if you have joined there, or from the office's organisation department."
    )
    attachment = Attachment(t("what-is-kept-of-me.xlsx"), content, in_words=instead)
    return replace(Screen(text, (back, row(t("🏠 Main menu"), action("home")))), attachments=(attachment,))


COMMANDS = {"mydata": show}
ACTIONS = {"my-data": show, "my-data-file": file}
