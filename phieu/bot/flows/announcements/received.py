"""The announcements that somebody received, to be read again, and those that they have not confirmed yet."""

from dataclasses import replace

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.acknowledge_button import acknowledge_button
from phieu.bot.flows.announcements.showing import announcement_screen, file_of
from phieu.bot.flows.announcements.titles import announcement_label
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.matter import Matter
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.office.announcements.acknowledgements import waiting_for
from phieu.office.announcements.sent import load_received, received
from phieu.storage.tables import Announcement

READ = "announcement-read"
READ_AND_ACKNOWLEDGED = "announcement-read-ack"
A_PAGE = 8


async def show(event: Event, context: Context) -> Screen:
    """The list, newest first, or a page of it."""
    arguments = parse(event.action)
    return await _list(context, arguments.numbers(1)[0] if arguments.arguments else 0)


async def read(event: Event, context: Context) -> Screen:
    """One of them."""
    (announcement_id,) = parse(event.action).numbers(1)
    return await reading_screen(announcement_id, context)


async def reading_screen(announcement_id: int, context: Context, toast: str = "") -> Screen:
    """One of them, as it is now, with ways on; the list if it is not there to be read."""
    t = context.t
    async with context.installation.database.reading() as session:
        found = await load_received(session, announcement_id, _reader(context))
    if found is None:
        return await _list(context, 0, t("This announcement is no longer there to be read."))
    sent, acknowledged = found
    rows: tuple[Row, ...] = ()
    confirmed = acknowledged and not context.ways.buttons
    if sent.announcement.acknowledge and not confirmed:
        version = sent.announcement.version
        rows = (acknowledge_button(sent.id, version, t, acknowledged=acknowledged, verb=READ_AND_ACKNOWLEDGED),)
    back = (Choice(t("↩️ Announcements"), "my-announcements"), Choice(t("🏠 Main menu"), "home"))
    file = await file_of(sent.announcement, context)
    shown = announcement_screen(sent.announcement, file, context, acknowledged=acknowledged)
    text = paragraphs(shown.text, t.html("✅ You have confirmed that you have read it.") if confirmed else "")
    return replace(shown, text=text, rows=(*rows, back), keeps=False, toast=toast)


async def matters(context: Context) -> list[Matter]:
    """What waits for this person's confirmation."""
    async with context.installation.database.reading() as session:
        owed = await waiting_for(session, _reader(context))
    return [Matter(_matter_label(one, context), action(READ, one.id)) for one in owed if one.id is not None]


def _matter_label(one: Announcement, context: Context) -> str:
    """Among things of other kinds, it says that it is an announcement; but not where it is not by chat."""
    return announcement_label(one, context.t, "" if one.not_by_chat else "📣")


async def record_row(context: Context) -> Row | None:
    """The way to the list, for people who have received any."""
    async with context.installation.database.reading() as session:
        have = await received(session, _reader(context))
    return row(context.t("📣 Announcements I received"), "my-announcements") if have else None


async def _list(context: Context, number: int, toast: str = "") -> Screen:
    t = context.t
    async with context.installation.database.reading() as session:
        page = page_of(await received(session, _reader(context)), number, A_PAGE)
    back = (Choice(t("🗂 My record"), "my-record"), Choice(t("🏠 Main menu"), "home"))
    ways = (*turning(page, t, "my-announcements"), back)
    if not page.items:
        return Screen(t.html("📣 There is no announcement here for you to read."), ways, toast=toast)
    text = t.html(
        "📣 <b>Announcements that you received</b>\n\nThe newest come first. Which one would you like to read?"
    )
    rows = [row(announcement_label(one, t), action(READ, one.id)) for one in page.items if one.id is not None]
    return Screen(text, (*rows, *ways), toast=toast)


def _reader(context: Context) -> int:
    person_id = context.somebody.id
    assert person_id is not None
    return person_id


ACTIONS = {"my-announcements": show, READ: read}
