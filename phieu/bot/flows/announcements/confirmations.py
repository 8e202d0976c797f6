"""Who has confirmed an announcement and who has not, by unit; and who was not reached. Long lists come in pages."""

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.sent_page import SENT, sent_announcement
from phieu.bot.flows.announcements.sent_words import unreached_line
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator
from phieu.office.announcements.acknowledgements import UnitCount, by_unit
from phieu.office.announcements.recipients import UNREACHED, Recipient, load_recipients, unit_names
from phieu.office.shortening import shorten_apart

ADMIN = True
UNITS_A_PAGE = 10
PEOPLE_A_PAGE = 20
LONGEST_UNIT = 28


async def units(event: Event, context: Context) -> Screen:
    """The counts of the units of today; a unit's button leads to its people."""
    t, (announcement_id, number) = context.t, parse(event.action).numbers(2)
    recipients = await _recipients(announcement_id, context)
    async with context.installation.database.reading() as session:
        counts = by_unit(recipients, await unit_names(session))
    page = page_of(counts, number, UNITS_A_PAGE)
    confirmed = sum(one.acknowledged for one in recipients)
    text = t.html(
        "👉 <b>Who has confirmed it</b>\n\n{count} of {total} people have. The units are those of today; choose one "
        "to see who is still missing.",
        count=t.number(confirmed),
        total=t.number(len(recipients)),
    )
    names = shorten_apart([one.name or t("Without a unit") for one in page.items], LONGEST_UNIT)
    rows = [
        row(_unit_label(one, name, t), action("announcement-owing", announcement_id, one.unit_id, 0))
        for one, name in zip(page.items, names, strict=True)
    ]
    turn = turning(page, t, "announcement-units", announcement_id)
    return Screen(text, (*rows, *turn, row(t("↩️ Back"), action(SENT, announcement_id))))


async def people_of_unit(event: Event, context: Context) -> Screen:
    """Who of one unit has not confirmed it, with a word where it has not reached them."""
    t, (announcement_id, unit_id, number) = context.t, parse(event.action).numbers(3)
    people = [one for one in await _recipients(announcement_id, context) if one.unit_id == unit_id]
    async with context.installation.database.reading() as session:
        name = (await unit_names(session)).get(unit_id, "") or t("Without a unit")
    missing = [one for one in people if not one.acknowledged]
    page = page_of(missing, number, PEOPLE_A_PAGE)
    lines = [Markup("👉 <b>{}</b>").format(name)]
    lines.append(
        t.html(
            "{count} of {total} have confirmed it.",
            count=t.number(len(people) - len(missing)),
            total=t.number(len(people)),
        )
    )
    if missing:
        lines.append("\n" + t.html("Not yet:"))
    lines += [_owing_line(one, t) for one in page.items]
    turn = turning(page, t, "announcement-owing", announcement_id, unit_id)
    back = row(t("↩️ All units"), action("announcement-units", announcement_id, 0))
    return Screen(Markup("\n").join(lines), (*turn, back))


async def unreached(event: Event, context: Context) -> Screen:
    """Everybody who was not reached, and why."""
    t, (announcement_id, number) = context.t, parse(event.action).numbers(2)
    missing = [one for one in await _recipients(announcement_id, context) if one.outcome in UNREACHED]
    page = page_of(missing, number, PEOPLE_A_PAGE)
    head = t.plural_html(
        "🚫 <b>{count} person was not reached:</b>", "🚫 <b>{count} people were not reached:</b>", len(missing)
    )
    text = Markup("\n").join([head, *(unreached_line(one, t) for one in page.items)])
    turn = turning(page, t, "announcement-unreached", announcement_id)
    return Screen(text, (*turn, row(t("↩️ Back"), action(SENT, announcement_id))))


async def _recipients(announcement_id: int, context: Context) -> list[Recipient]:
    """Raises UnknownActionError where no such announcement has been sent."""
    await sent_announcement(announcement_id, context)
    async with context.installation.database.reading() as session:
        return await load_recipients(session, announcement_id)


def _unit_label(one: UnitCount, name: str, t: Translator) -> str:
    sign = "✅ " if one.acknowledged == one.asked else ""
    return f"{sign}{name} · {t.number(one.acknowledged)}/{t.number(one.asked)}"


def _owing_line(one: Recipient, t: Translator) -> Markup:
    return Markup.escape(f"• {one.name}") if one.has_it else unreached_line(one, t)


ACTIONS = {"announcement-units": units, "announcement-owing": people_of_unit, "announcement-unreached": unreached}
