"""The announcements, for admins: what is being composed, what is planned, and the ways to the others."""

from collections.abc import Sequence

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.screen import Row, Screen, row
from phieu.office.announcements.listing import Listed, count, listed
from phieu.office.announcements.sent import AFTERWARDS
from phieu.office.erased import named
from phieu.office.shortening import shorten
from phieu.office.time_zone import office_zone
from phieu.words import AnnouncementState

ADMIN = True
A_PAGE = 8
LONGEST_LABEL = 36
LONGEST_NAME = 16


async def announcements(_event: Event, context: Context) -> Screen:
    """All there is, in brief."""
    return await overview(context)


async def overview(context: Context, toast: str = "") -> Screen:
    """The same, in answer to something else."""
    t = context.t
    async with context.installation.database.reading() as session:
        drafts = await count(session, AnnouncementState.DRAFT)
        planned = await count(session, AnnouncementState.PLANNED)
        templates = await count(session, AnnouncementState.TEMPLATE)
        sent = await count(session, *AFTERWARDS)
    rows = [row(t("➕ A new announcement"), "announcement-new")]
    if drafts:
        rows.append(row(t("📝 Drafts ({count})", count=t.number(drafts)), action("announcement-drafts", 0)))
    if planned:
        rows.append(row(t("🕒 Planned ({count})", count=t.number(planned)), action("announcement-planned", 0)))
    if sent:
        rows.append(row(t("📤 Sent ({count})", count=t.number(sent)), "announcements-sent"))
    if templates:
        rows.append(row(t("🗂 Templates ({count})", count=t.number(templates)), action("templates", 0)))
    text = t.html("📣 <b>Announcements</b>\n\nHere you tell the staff something, all of them or some.")
    return Screen(text, (*rows, row(t("🏠 Main menu"), "home")), toast=toast)


async def drafts(event: Event, context: Context) -> Screen:
    """What is being composed, by any admin."""
    t = context.t
    (page,) = parse(event.action).numbers(1)
    async with context.installation.database.reading() as session:
        found = await listed(session, AnnouncementState.DRAFT)
    if not found:
        return await overview(context)
    text = t.html("📝 <b>Drafts</b>\n\nNothing of these has been sent yet. Which one would you like to go on with?")
    labels = [_label(one, context) for one in found]
    return _listed(text, found, labels, page, "announcement-drafts", context)


async def planned(event: Event, context: Context) -> Screen:
    """What goes out by itself."""
    t = context.t
    (page,) = parse(event.action).numbers(1)
    async with context.installation.database.reading() as session:
        found = await listed(session, AnnouncementState.PLANNED)
    if not found:
        return await overview(context)
    text = t.html("🕒 <b>Planned</b>\n\nThese go out by themselves at their time. Until then they can be changed.")
    zone = await office_zone(context.installation)
    times = [f"{one.send_at.astimezone(zone):%H:%M %d/%m}" if one.send_at else "" for one in found]
    labels = [f"{when} · {_label(one, context)}" for when, one in zip(times, found, strict=True)]
    return _listed(text, found, labels, page, "announcement-planned", context)


def _listed(
    text: Markup, found: Sequence[Listed], labels: Sequence[str], number: int, verb: str, context: Context
) -> Screen:
    t = context.t
    page = page_of(list(zip(found, labels, strict=True)), number, A_PAGE)
    rows: list[Row] = [row(shorten(label, LONGEST_LABEL), action("announcement", one.id)) for one, label in page.items]
    return Screen(text, (*rows, *turning(page, t, verb), row(t("↩️ All announcements"), "announcements")))


def _label(one: Listed, context: Context) -> str:
    """What it is about, and whose it is if it is somebody else's."""
    t = context.t
    title = one.title or (t("Not by chat") if one.not_by_chat else t("Without a text"))
    sign = "🔒 " if one.not_by_chat else ""
    if one.author_id == context.somebody.id:
        return sign + title
    return f"{sign}{shorten(title, LONGEST_NAME)} · {named(one.author, t)}"


COMMANDS = {"announcements": announcements}
ACTIONS = {"announcements": announcements, "announcement-drafts": drafts, "announcement-planned": planned}
