"""What of the surveys of training needs waits for a person: their own answer, and as a head their unit's choice."""

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.flows.matter import Matter
from phieu.bot.flows.training.needs_form import NEEDS
from phieu.bot.flows.training.unit_needs_form import UNIT_NEEDS
from phieu.office.time_zone import office_day
from phieu.office.training.needs import surveys_to_answer
from phieu.office.training.unit_needs import choices_of


async def matters(context: Context) -> list[Matter]:
    """One's own first."""
    t, person_id = context.t, context.somebody.id
    assert person_id is not None
    async with context.installation.database.reading() as session:
        today = await office_day(session, context.now)
        mine = await surveys_to_answer(session, person_id, today)
        units = await choices_of(session, person_id, today)
    found = [Matter(t("🧾 Training you need in {year}", year=str(one.year)), action(NEEDS, one.year)) for one in mine]
    found += [
        Matter(t("🧾 What your unit needs in {year}", year=str(one.year)), action(UNIT_NEEDS, one.year, unit_id, 0))
        for one, unit_id in units
    ]
    return found
