"""Whom an announcement was sent to: who has it, who has confirmed it, and in which unit they work today."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import case
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.alphabet import name_key
from phieu.office.announcements.subjects import announcement_of, announcement_subject
from phieu.office.chat_of_notice import can_be_reached
from phieu.office.namesakes import told_apart
from phieu.office.retention.periods import WAITED_IN_VAIN
from phieu.office.unit_of_today import unit_of_each
from phieu.storage.tables import AnnouncementRecipient, ChatAccount, Notice, Person, Unit
from phieu.words import Channel, NoticeKind, NoticeState


class Outcome(StrEnum):
    """What became of the announcement for one person."""

    DELIVERED = "delivered"
    ON_ITS_WAY = "on_its_way"
    NOT_JOINED = "not_joined"
    BLOCKED = "blocked"
    LEFT = "left"
    DOUBTFUL = "doubtful"
    """The platform took it, perhaps: it broke off before it said so, and more than once."""
    REFUSED = "refused"
    STOPPED = "stopped"


UNREACHED = (Outcome.NOT_JOINED, Outcome.BLOCKED, Outcome.LEFT, Outcome.DOUBTFUL, Outcome.REFUSED)
"""Why somebody does not have it, though nobody stopped it."""
HAVING_IT = (Outcome.DELIVERED, Outcome.DOUBTFUL)
"""It stands in their chat, as far as can be known."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person whom an announcement was for when it was sent."""

    person_id: int
    name: str
    unit_id: int
    """Where they hold their first position today; 0 for nowhere."""
    acknowledged: bool
    outcome: Outcome
    settled: bool = False
    """Its notice has gone from the outbox: the message in the chat can no longer be changed."""
    channel: Channel | None = None
    """By which it came; None if it did not, or that is no longer known."""

    @property
    def has_it(self) -> bool:
        """Whether it stands in their chat, as far as can be known."""
        return self.outcome in HAVING_IT


def in_their_chat() -> Any:
    """The condition on a notice that its announcement stands in somebody's chat, perhaps or in a moment."""
    doubtful = (col(Notice.state) == NoticeState.FAILED) & (col(Notice.doubts) > 0)
    return col(Notice.state).in_((NoticeState.SENT, NoticeState.SENDING)) | doubtful


def can_be_changed() -> Any:
    """The condition on a notice that it stands in messages that its channel still changes and takes away."""
    return col(Notice.message_ids) != ""


def its_notices(announcement_id: int) -> Any:
    """The condition on a notice that it brings this announcement, and is no reminder or change of it."""
    subject = announcement_subject(announcement_id)
    return (col(Notice.kind) == NoticeKind.ANNOUNCEMENT) & (col(Notice.subject) == subject)


async def in_chat_of(session: AsyncSession, person_id: int, announcement_ids: Iterable[int | None]) -> set[int]:
    """Those of these announcements that stand in this person's chat."""
    # named one by one, so that the key of the notices finds them: there are as many notices as people and announcements
    subjects = [announcement_subject(one) for one in announcement_ids if one is not None]
    theirs = select(Notice.subject).where(
        Notice.kind == NoticeKind.ANNOUNCEMENT,
        col(Notice.subject).in_(subjects),
        Notice.person_id == person_id,
        in_their_chat(),
    )
    if not subjects:
        return set()
    frozen = select(AnnouncementRecipient.announcement_id).where(
        AnnouncementRecipient.person_id == person_id, col(AnnouncementRecipient.outcome).in_(HAVING_IT)
    )
    before = set(await session.exec(frozen)) & {announcement_of(subject) for subject in subjects}
    return before | {announcement_of(subject) for subject in await session.exec(theirs)}


async def load_recipients(session: AsyncSession, announcement_id: int) -> list[Recipient]:
    """All of them, in the order of names."""
    units = await unit_of_each(session)
    rows = sorted(await session.exec(_recipients(announcement_id)), key=lambda row: (name_key(row[1]), row[0]))
    names = told_apart({person_id: (name, number) for person_id, name, number, *_ in rows})
    return [
        Recipient(
            person_id,
            names[person_id],
            units.get(person_id, (0, ""))[0],
            acknowledged,
            Outcome(frozen) if frozen else _outcome(state, doubts, failure, active, reachable),
            settled=bool(frozen),
            channel=channel,
        )
        for person_id, _, _, active, acknowledged, frozen, state, doubts, failure, reachable, channel in rows
    ]


async def unit_names(session: AsyncSession) -> dict[int, str]:
    """The names of the units of today, in the workbook's order."""
    units = await session.exec(select(Unit.id, Unit.name).where(col(Unit.active)).order_by(col(Unit.id)))
    return {unit_id: name for unit_id, name in units if unit_id is not None}


def _recipients(announcement_id: int) -> Any:
    its_notice = its_notices(announcement_id) & (col(Notice.person_id) == col(Person.id))
    # 1 for somebody who can be written to on any channel, 0 for somebody who has blocked the bot on all
    chats = (
        select(col(ChatAccount.person_id), func.max(case((col(ChatAccount.reachable), 1), else_=0)).label("reachable"))
        .group_by(col(ChatAccount.person_id))
        .subquery()
    )
    return (
        select(  # type: ignore[call-overload]  # sqlmodel types up to four columns
            Person.id,
            Person.name,
            Person.staff_number,
            Person.active,
            AnnouncementRecipient.acknowledged,
            AnnouncementRecipient.outcome,
            Notice.state,
            Notice.doubts,
            Notice.failure,
            # what has failed for good on the only chat left will not come there any more
            case((col(Notice.failed_on).is_not(None) & ~can_be_reached(), 0), else_=chats.c.reachable),
            Notice.channel,
        )
        .join(AnnouncementRecipient, col(AnnouncementRecipient.person_id) == col(Person.id))
        .outerjoin(Notice, its_notice)
        .outerjoin(chats, chats.c.person_id == col(Person.id))
        .where(AnnouncementRecipient.announcement_id == announcement_id)
    )


def _outcome(
    state: NoticeState | None,
    doubts: int | None,
    failure: str | None,
    active: bool,  # noqa: FBT001 - a row
    reachable: int | None,
) -> Outcome:
    in_vain = failure == WAITED_IN_VAIN
    match state:
        case NoticeState.SENT:
            return Outcome.DELIVERED
        case NoticeState.FAILED if not in_vain:
            return Outcome.DOUBTFUL if doubts else Outcome.REFUSED
        case NoticeState.STOPPED:
            return Outcome.STOPPED
    if not active:
        return Outcome.LEFT
    if reachable is None or (reachable and in_vain):
        return Outcome.NOT_JOINED
    return Outcome.ON_ITS_WAY if reachable else Outcome.BLOCKED
