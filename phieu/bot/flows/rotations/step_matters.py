"""What waits about the steps of rotations: one's own answer, a head's opinion; for admins, what follows a term."""

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.flows.matter import Matter
from phieu.bot.flows.not_by_chat import paper_label
from phieu.bot.flows.rotations.words import label, may_be_named, own_label
from phieu.bot.screen import Row, row
from phieu.office.rotations.opinions import waiting_opinions
from phieu.office.rotations.views import load_all, load_own
from phieu.office.shortening import shorten
from phieu.office.time_zone import office_day
from phieu.words import RotationState

LONGEST = 40


async def matters(context: Context) -> list[Matter]:
    """One's own answer first."""
    t, person = context.t, context.somebody
    assert person.id is not None
    async with context.installation.database.reading() as session:
        own = await load_own(session, person.id)
        asked = await waiting_opinions(session, person.id)
        today = await office_day(session, context.now)
        views = await load_all(session, RotationState.IN_FORCE) if person.admin else []
    found = [
        Matter(
            own_label(view, t) if view.rotation.not_by_chat else t("🔄 A rotation is proposed to you"),
            action("my-rot", view.id),
        )
        for view in own
        if view.rotation.state is RotationState.PROPOSED
    ]
    found += [Matter(t("🏢 A rotation to your unit: your opinion"), action("opinion", one.id or 0)) for one in asked]
    found += [
        Matter(shorten(f"⏰ {label(view, t)}", LONGEST), action("rotation", view.id))
        for view in views
        if view.ends_soon(today) and view.rotation.person_id != person.id
    ]
    return found


async def record_row(context: Context) -> Row | None:
    """The way to one's own rotations, for whoever has any."""
    person_id = context.somebody.id
    assert person_id is not None
    async with context.installation.database.reading() as session:
        own = await load_own(session, person_id)
    if not own:
        return None
    label = context.t("🔄 My rotations") if may_be_named(own) else paper_label(context.t)
    return row(label, action("my-rotations"))
