"""What is used of the bot's plan at Zalo, and what a round or an announcement would take of it."""

from collections import defaultdict

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.announcements.audience import Audience, members_of, write_audience
from phieu.office.criteria import current_form
from phieu.office.opening import PlannedRound
from phieu.office.staff import load_staff
from phieu.office.time_zone import zone_for
from phieu.office.which_chat import which_chat
from phieu.office.zalo_plan.forecast import Needed, of_announcement, of_round
from phieu.office.zalo_plan.plan import Plan, Usage
from phieu.storage.tables import ChatAccount, Person, ZaloMonth
from phieu.storage.zalo_traffic import month_of
from phieu.words import Channel


async def usage(installation: Installation, session: AsyncSession) -> Usage:
    """What is used as far as it has been counted; messages in coarse steps (`storage.zalo_traffic`)."""
    month = await session.get(ZaloMonth, await this_month(installation, session))
    joined = (
        select(func.count())
        .select_from(ChatAccount)
        .join(Person, col(Person.id) == col(ChatAccount.person_id))
        .where(ChatAccount.channel == Channel.ZALO, col(Person.active))
    )
    users = (await session.exec(joined)).one()
    return Usage(users, month.sent if month else 0, month.received if month else 0)


async def this_month(installation: Installation, session: AsyncSession) -> str:
    """The month that is being counted, as `ZaloMonth` names it."""
    return month_of(installation.now(), await zone_for(session, installation))


def plan_of(installation: Installation) -> Plan:
    """What the operator says that the plan allows."""
    return Plan(installation.settings.zalo_users, installation.settings.zalo_messages)


async def reached_on_zalo(session: AsyncSession) -> set[int]:
    """Those on the staff to whom notices go by Zalo as things stand."""
    rows = await session.exec(
        select(Person.id, Person.preferred_channel, ChatAccount.channel)
        .join(ChatAccount, col(ChatAccount.person_id) == col(Person.id))
        .where(col(Person.active), col(ChatAccount.reachable))
    )
    chats: defaultdict[int, set[Channel]] = defaultdict(set)
    preferred: dict[int, Channel | None] = {}
    for person_id, prefers, channel in rows:
        assert person_id is not None
        chats[person_id].add(Channel(channel))
        preferred[person_id] = Channel(prefers) if prefers else None
    return {one for one, theirs in chats.items() if which_chat(theirs, preferred[one]) is Channel.ZALO}


async def needed_by_round(session: AsyncSession, planned: PlannedRound) -> Needed:
    """What the round would take that is planned."""
    ratees = planned.plan.ratees
    codes = {code for ratee in ratees for _, _, code in ratee.raters}
    questions = {code: len((await current_form(session, code)).questions) for code in codes}
    ballots = [(rater, one.ratee_id, questions[code]) for one in ratees for rater, _, code in one.raters]
    return of_round(ballots, await reached_on_zalo(session))


async def needed_by_announcement(session: AsyncSession, audience: Audience, messages: int) -> Needed:
    """What an announcement to these people takes, in so many messages each."""
    people = members_of(await load_staff(session), write_audience(audience))
    return of_announcement(len(people & await reached_on_zalo(session)), messages)
