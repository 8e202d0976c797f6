"""What is said of the bot's plan at Zalo: on its own screen, and before a round or an announcement."""

import math

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.context import Context
from phieu.installation import Installation
from phieu.locales.translator import Translator
from phieu.office.announcements.composed import Composed
from phieu.office.opening import PlannedRound
from phieu.office.zalo_plan.forecast import Needed
from phieu.office.zalo_plan.plan import Plan, Usage
from phieu.office.zalo_plan.usage import needed_by_announcement, needed_by_round, plan_of, usage

LONGEST_MESSAGE = 1900
"""Characters that go into one message, roughly; it is an estimate."""


async def before_round(context: Context, session: AsyncSession, planned: PlannedRound) -> list[Markup]:
    """What the round would take of the plan; nothing where Zalo is off."""
    return await lines_before_round(context.installation, session, planned, context.t)


async def lines_before_round(
    installation: Installation, session: AsyncSession, planned: PlannedRound, t: Translator
) -> list[Markup]:
    """The same for whoever opens it from the shell."""
    if installation.settings.zalo_token is None:
        return []
    needed = await needed_by_round(session, planned)
    return needed_lines(needed, await usage(installation, session), plan_of(installation), t)


async def before_announcement(context: Context, session: AsyncSession, composed: Composed) -> list[Markup]:
    """What the announcement takes of the plan; nothing where Zalo is off."""
    if context.installation.settings.zalo_token is None:
        return []
    messages = math.ceil(len(composed.text) / LONGEST_MESSAGE) + composed.picture
    needed = await needed_by_announcement(session, composed.audience, max(1, messages))
    used = await usage(context.installation, session)
    return needed_lines(needed, used, plan_of(context.installation), context.t)


def users_line(used: Usage, plan: Plan, t: Translator) -> Markup:
    """How many have joined there."""
    if not plan.users:
        return t.plural_html(
            "👥 {count} person has joined on Zalo.", "👥 {count} people have joined on Zalo.", used.users
        )
    return t.plural_html(
        "👥 <b>{count}</b> of {most} people whom the plan allows have joined on Zalo. Others who only wrote to the bot "
        "count there, too.",
        "👥 <b>{count}</b> of {most} people whom the plan allows have joined on Zalo. Others who only wrote to the bot "
        "count there, too.",
        used.users,
        most=t.number(plan.users),
    )


def messages_lines(used: Usage, plan: Plan, t: Translator) -> list[Markup]:
    """How many messages have gone out and come in this month."""
    if plan.messages:
        sent = t.html(
            "✉️ This month the bot has sent about <b>{sent}</b> of the {most} messages that the plan allows.",
            sent=t.number(used.sent),
            most=t.number(plan.messages),
        )
    else:
        sent = t.html("✉️ This month the bot has sent about <b>{sent}</b> messages.", sent=t.number(used.sent))
    both = t.html(
        "Together with what people have written it is about {both}. Zalo does not say whether that counts.",
        both=t.number(used.both),
    )
    rough = t.html("The figures are rough on purpose: exact ones would tell when somebody answers.")
    return [Markup("\n").join([sent, both]), rough]


def needed_lines(needed: Needed, used: Usage, plan: Plan, t: Translator) -> list[Markup]:
    """What something would take of the plan, and whether it suffices; nothing if nobody is reached there."""
    if not needed.people:
        return []
    takes = t.plural_html(
        "💬 It reaches {count} person on Zalo and takes about {sent} messages there.",
        "💬 It reaches {count} people on Zalo and takes about {sent} messages there.",
        needed.people,
        sent=t.number(needed.sent),
    )
    if not plan.messages:
        return [takes]
    left = max(0, plan.messages - used.sent)
    if needed.sent > left:
        short = t.html(
            "⚠️ <b>That is more than the bot's plan still allows this month: about {left} of {most}.</b> What does not "
            "fit arrives next month, or on Telegram where people have joined there as well.",
            left=t.number(left),
            most=t.number(plan.messages),
        )
        return [takes, short]
    suffices = t.html(
        "The plan still allows about {left} of {most} messages this month.",
        left=t.number(left),
        most=t.number(plan.messages),
    )
    if needed.both > plan.messages - used.both:
        suffices += " " + t.html(
            "⚠️ If Zalo counts what people write as well, it does not suffice: that makes about {both}.",
            both=t.number(needed.both),
        )
    return [takes, suffices]
