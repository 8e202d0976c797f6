"""All rotations, for admins: by what is to be done next."""

from collections import Counter

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.rotations.composing_draft import IS_NEW, load
from phieu.bot.flows.rotations.life_rows import life_rows
from phieu.bot.flows.rotations.words import label
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.rotations.drafting import RotationDraft
from phieu.office.rotations.shelves import Shelf
from phieu.office.rotations.views import load_all
from phieu.office.time_zone import office_day

ADMIN = True
A_PAGE = 8


async def overview(_event: Event, context: Context) -> Screen:
    """How many stand where, and the way to a new one."""
    t = context.t
    async with context.installation.database.reading() as session:
        today = await office_day(session, context.now)
        views = await load_all(session)
    counts = Counter(view.shelf(today) for view in views)
    begun = (await load(context, IS_NEW)).draft != RotationDraft()
    rows: list[Row] = [
        row(f"{shelf_name(one, t)} ({t.number(counts[one])})", action("rot-shelf", place, 0))
        for place, one in enumerate(Shelf)
        if counts[one]
    ]
    text = t.html("🔄 <b>Rotations</b>")
    if not views:
        text += "\n\n" + t.html("None has been entered yet.")
    new = t("➕ Go on with the new one") if begun else t("➕ New rotation")
    rows.append(row(new, action("rot-new")))
    rows += await life_rows(context)
    rows.append(row(t("🏠 Main menu"), action("home")))
    return Screen(text, tuple(rows))


async def shelf(event: Event, context: Context) -> Screen:
    """Those that stand there, the one that begins first foremost; of those that are over, the last one."""
    t = context.t
    chosen, page = _place(event)
    async with context.installation.database.reading() as session:
        today = await office_day(session, context.now)
        views = [view for view in await load_all(session) if view.shelf(today) is chosen]
    if chosen is Shelf.OVER:
        views.reverse()
    shown = page_of(views, page, A_PAGE)
    head = t.html("<b>{name}</b>", name=shelf_name(chosen, t))
    if not views:
        head += "\n\n" + t.html("There is none at present.")
    rows = [
        row(("⏰ " if view.overdue(today) else "") + label(view, t), action("rotation", view.id))
        for view in shown.items
    ]
    back = row(t("↩️ All rotations"), action("rotations"))
    turn = turning(shown, t, "rot-shelf", list(Shelf).index(chosen))
    return Screen(head, (*rows, *turn, back))


def shelf_name(one: Shelf, t: Translator) -> str:
    """What is to be done next."""
    names = {
        Shelf.TALK: t("🗣 To be talked over"),
        Shelf.AGREED: t("🤝 Agreed, to be decided"),
        Shelf.DECIDED: t("📝 Decided"),
        Shelf.ENDING: t("⏰ What follows is to be decided"),
        Shelf.IN_FORCE: t("▶️ In force"),
        Shelf.OVER: t("🗄 Ended or dropped"),
    }
    return names[one]


def _place(event: Event) -> tuple[Shelf, int]:
    place, page = parse(event.action).numbers(2)
    if place >= len(Shelf):
        raise UnknownActionError
    return list(Shelf)[place], page


COMMANDS = {"rotations": overview}
ACTIONS = {"rotations": overview, "rot-shelf": shelf}
