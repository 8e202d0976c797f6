"""What waits for a person's answer about rotations that last: their own check-ins, and evaluations as a head."""

from datetime import date

from phieu.bot.context import Context
from phieu.bot.flows.matter import Matter
from phieu.bot.flows.not_by_chat import paper_label
from phieu.bot.flows.rotations.life_parts import called
from phieu.bot.flows.rotations.occasion_actions import occasion
from phieu.locales.translator import Translator
from phieu.office.rotations.check_ins import waiting_check_ins
from phieu.office.rotations.evaluations import waiting_evaluations
from phieu.office.rotations.in_brief import InBrief


async def matters(context: Context) -> list[Matter]:
    """Evaluations first, which have a day."""
    t, person_id = context.t, context.somebody.id
    assert person_id is not None
    async with context.installation.database.reading() as session:
        evaluations = await waiting_evaluations(session, person_id)
        check_ins = await waiting_check_ins(session, person_id)
    found = []
    for one in evaluations:
        asked = t("📋 Evaluate {name}", name=called(one.rotation, t))
        found.append(_matter(asked, "evaluation", one.rotation, one.due_on, t))
    how = t("💬 How are you getting on?")
    return found + [_matter(how, "check-in", one.rotation, one.due_on, t) for one in check_ins]


def _matter(asked: str, verb: str, rotation: InBrief, due_on: date, t: Translator) -> Matter:
    """Where nothing of it must go by chat, the list does not say either what is asked."""
    return Matter(paper_label(t) if rotation.not_by_chat else asked, occasion(verb, rotation.id, due_on))
