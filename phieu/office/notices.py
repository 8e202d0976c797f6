"""Putting notices into the outbox, in the same transaction as the fact that they tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.chat_of_notice import can_be_reached
from phieu.storage.inserting import insert_all_new
from phieu.storage.tables import Notice, Person
from phieu.words import NoticeKind, NoticeState


@dataclass(frozen=True, slots=True)
class Counts:
    """How far one notice to many people has got; everybody is counted once, so that the figures add up to all."""

    waiting: int = 0
    """Still to be sent, to people who can be reached."""
    sending: int = 0
    """Being handed to the platform at this moment."""
    sent: int = 0
    failed: int = 0
    """Given up, for a reason."""
    stopped: int = 0
    """Called back before it was sent."""
    unreachable: int = 0
    """Waiting until their people join, or let the bot write to them again."""

    @property
    def left(self) -> int:
        """What delivery has still to do."""
        return self.waiting + self.sending

    @property
    def total(self) -> int:
        """Everybody whom it is for."""
        return self.left + self.sent + self.failed + self.stopped + self.unreachable


def round_subject(round_id: int) -> str:
    """What a notice about a round is about."""
    return f"round:{round_id}"


def round_of(subject: str) -> int:
    """The id of the round that a notice is about."""
    return int(subject.removeprefix("round:"))


def backup_subject(day: date) -> str:
    """What a notice about a backup that failed on this day is about."""
    return f"backup:{day}"


def backed_up_day(subject: str) -> date:
    """The day that a notice about a backup is about."""
    return date.fromisoformat(subject.removeprefix("backup:"))


async def announce(
    session: AsyncSession,
    kind: NoticeKind,
    subject: str,
    person_ids: Iterable[int],
    now: datetime,
    *,
    urgent: bool = False,
) -> None:
    """Give notice to these people; whoever has been given it before is passed over.

    What is not urgent waits for the office's hours (`Office.first_hour`, `last_hour`); delivery sees to that.
    """
    rows = [
        {
            "kind": kind,
            "subject": subject,
            "person_id": person_id,
            "state": NoticeState.WAITING,
            "attempts": 0,
            "created_at": now,
            "next_attempt_at": now,
            "failure": "",
            "urgent": urgent,
            "doubts": 0,
            "message_ids": "",
        }
        for person_id in person_ids
    ]
    await insert_all_new(session, Notice, rows)


async def admin_ids(session: AsyncSession) -> list[int]:
    """The admins who are on the staff today."""
    admins = await session.exec(select(Person.id).where(col(Person.admin), col(Person.active)))
    return [person_id for person_id in admins if person_id is not None]


async def author_or_admins(session: AsyncSession, author_id: int) -> list[int]:
    """Whom to tell what has become of something that an admin began: all admins, if that one is none any more."""
    admins = await admin_ids(session)
    return [author_id] if author_id in admins else admins


async def stop_waiting(session: AsyncSession, kind: NoticeKind, subject: str) -> int:
    """Call back what has not been sent yet, and say how many that were; what is being sent is not called back."""
    theirs = (col(Notice.kind) == kind) & (col(Notice.subject) == subject)
    waiting = update(Notice).where(theirs, col(Notice.state) == NoticeState.WAITING)
    stopped = await session.exec(waiting.values(state=NoticeState.STOPPED, next_attempt_at=Notice.created_at))
    count: int = stopped.rowcount
    return count


async def count_notices(session: AsyncSession, kind: NoticeKind, subject: str) -> Counts:
    """How far the notice of this kind and subject has got."""
    waits_in_vain = (col(Notice.state) == NoticeState.WAITING) & ~can_be_reached()
    group = case((waits_in_vain, "unreachable"), else_=col(Notice.state)).label("how_far")
    counted = select(group, func.count()).where(Notice.kind == kind, Notice.subject == subject).group_by(group)
    return Counts(**{str(how_far): count for how_far, count in await session.exec(counted)})
