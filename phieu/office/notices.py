"""Putting notices into the outbox, in the same transaction as the fact that they tell."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.inserting import insert_all_new
from phieu.storage.tables import Notice, Person
from phieu.words import NoticeKind, NoticeState


def round_subject(round_id: int) -> str:
    """What a notice about a round is about."""
    return f"round:{round_id}"


def round_of(subject: str) -> int:
    """The id of the round that a notice is about."""
    return int(subject.removeprefix("round:"))


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
