"""The bot's plan at Zalo, for admins: what is used of it, and the warning that it is running out."""

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.zalo_plan_words import messages_lines, users_line
from phieu.bot.screen import Row, Screen, row
from phieu.office.zalo_plan.plan import Level, messages_level, users_level
from phieu.office.zalo_plan.usage import plan_of, usage
from phieu.office.zalo_plan.warning import USERS, limit_of
from phieu.words import NoticeKind

ADMIN = True
SHOW = action("zalo-plan")


async def show(_event: Event, context: Context) -> Screen:
    """How much of the plan is used."""
    return await _screen(context)


async def notice(subject: str, context: Context) -> Screen | None:
    """The warning; None if the plan suffices again, or for somebody who is no admin any more."""
    _, what, _ = limit_of(subject)
    async with context.installation.database.reading() as session:
        used = await usage(context.installation, session)
    plan = plan_of(context.installation)
    level = users_level(used, plan) if what == USERS else messages_level(used, plan)
    if not context.somebody.admin or level is Level.FREE:
        return None
    t = context.t
    if what == USERS:
        lead = t.html("⚠️ <b>Nearly as many people have joined on Zalo as the bot's plan there allows.</b>")
        if level is Level.OVER:
            lead = t.html("⚠️ <b>As many people have joined on Zalo as the bot's plan there allows.</b>")
    else:
        lead = t.html("⚠️ <b>The bot's messages on Zalo for this month are running out.</b>")
        if level is Level.OVER:
            lead = t.html("⚠️ <b>The bot's messages on Zalo for this month are used up.</b>")
    return await _screen(context, lead, keeps=True)


async def row_of_plan(context: Context) -> list[Row]:
    """The way here, with how many have joined on Zalo; none where Zalo is off."""
    if context.installation.settings.zalo_token is None:
        return []
    async with context.installation.database.reading() as session:
        used = await usage(context.installation, session)
    t = context.t
    return [row(t("💬 On Zalo ({count})", count=t.number(used.users)), SHOW)]


async def _screen(context: Context, lead: Markup | None = None, *, keeps: bool = False) -> Screen:
    t, plan = context.t, plan_of(context.installation)
    async with context.installation.database.reading() as session:
        used = await usage(context.installation, session)
    parts = [
        lead or t.html("💬 <b>The bot on Zalo</b>"),
        users_line(used, plan, t),
        *messages_lines(used, plan, t),
        t.html(
            "Beyond its plan Zalo no longer passes on what newcomers write, and refuses the bot's messages until the "
            "month is over. Notices then go to people's Telegram, where they have joined there as well; ballots can be "
            "answered there, too. Please speak to whoever looks after the server about a larger plan."
        ),
    ]
    return Screen(Markup("\n\n").join(parts), (row(t("↩️ Invitations"), action("invites")),), keeps=keeps)


ACTIONS = {"zalo-plan": show}
NOTICES = {NoticeKind.ZALO_LIMIT: notice}
