"""What waits for a person's answer about rotations that last: their own check-ins, and evaluations as a head."""

from phieu.bot.context import Context
from phieu.bot.flows.matter import Matter
from phieu.bot.flows.rotations.life_parts import called
from phieu.bot.flows.rotations.occasion_actions import occasion
from phieu.office.rotations.check_ins import waiting_check_ins
from phieu.office.rotations.evaluations import waiting_evaluations


async def matters(context: Context) -> list[Matter]:
    """Evaluations first, which have a day."""
    t, person_id = context.t, context.somebody.id
    assert person_id is not None
    async with context.installation.database.reading() as session:
        evaluations = await waiting_evaluations(session, person_id)
        check_ins = await waiting_check_ins(session, person_id)
    found = [
        Matter(
            t("📋 Evaluate {name}", name=called(one.rotation, t)), occasion("evaluation", one.rotation.id, one.due_on)
        )
        for one in evaluations
    ]
    found += [
        Matter(t("💬 How are you getting on?"), occasion("check-in", one.rotation.id, one.due_on)) for one in check_ins
    ]
    return found
