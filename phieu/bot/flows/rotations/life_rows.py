"""The ways from the list of all rotations to what is late and to the statistics."""

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.screen import Row, row
from phieu.office.rotations.evaluations import late_evaluations
from phieu.office.time_zone import office_day


async def life_rows(context: Context) -> list[Row]:
    """What is late, if anything is, and the statistics."""
    t = context.t
    async with context.installation.database.reading() as session:
        late = await late_evaluations(session, await office_day(session, context.now))
    readable = [one for one in late if one.rotation.person_id != context.somebody.id]
    rows = [row(t("📊 Statistics"), action("rot-figures", 0))]
    if readable:
        rows.insert(
            0, row(t("⏰ Late evaluations ({count})", count=t.number(len(readable))), action("rotations-late", 0))
        )
    return rows
