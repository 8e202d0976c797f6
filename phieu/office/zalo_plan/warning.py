"""Warning the admins in time that the bot's plan at Zalo is nearly used up; each warning once a month."""

from typing import TYPE_CHECKING

from sqlmodel import select

from phieu.office.notices import admin_ids, announce
from phieu.office.zalo_plan.plan import Level, messages_level, users_level
from phieu.office.zalo_plan.usage import plan_of, this_month, usage
from phieu.storage.tables import Notice
from phieu.words import NoticeKind

if TYPE_CHECKING:
    from phieu.installation import Installation

USERS, MESSAGES = "users", "messages"


def limit_subject(month: str, what: str, level: Level) -> str:
    """What a warning is about: `zalo:2026-11:messages:nearly`."""
    return f"zalo:{month}:{what}:{level}"


def limit_of(subject: str) -> tuple[str, str, Level]:
    """The month, what is used up, and how far, of a warning."""
    _, month, what, level = subject.split(":")
    return month, what, Level(level)


async def warn_of_zalo_limits(installation: "Installation") -> None:
    """A step of the clock: tell what has been reached and has not been told this month."""
    if installation.settings.zalo_token is None:
        return
    plan = plan_of(installation)
    async with installation.database.reading() as session:
        used = await usage(installation, session)
        month = await this_month(installation, session)
        levels = {USERS: users_level(used, plan), MESSAGES: messages_level(used, plan)}
        due = [limit_subject(month, what, level) for what, level in levels.items() if level is not Level.FREE]
        told = set(await session.exec(select(Notice.subject).where(Notice.kind == NoticeKind.ZALO_LIMIT).distinct()))
    if untold := [subject for subject in due if subject not in told]:
        async with installation.database.writing() as session:
            for subject in untold:
                await announce(session, NoticeKind.ZALO_LIMIT, subject, await admin_ids(session), installation.now())
