"""Check-ins: how somebody on a rotation finds it. Each answer is kept at once, and changed until it is sent.

Seen by admins only, with the name, and only once it has been sent.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import col, exists, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.notices import admin_ids, announce
from phieu.office.only_the_day import only_the_day
from phieu.office.rotations.in_brief import InBrief, load_in_brief
from phieu.office.rotations.notice_occasions import subject_of
from phieu.storage.inserting import insert_new
from phieu.storage.tables import Rotation, RotationCheckIn
from phieu.words import NoticeKind, RotationState


class Question(StrEnum):
    """The three questions, by the columns that hold their answers."""

    GOING = "going"
    HARD = "hard"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One check-in, as far as it has got."""

    rotation: InBrief
    due_on: date
    answers: dict[Question, str]
    """What has been said so far; empty where nothing has."""
    answered_on: date | None
    newest: bool
    """No later one has been asked for."""

    @property
    def wanted(self) -> bool:
        """Whether it still waits for its person."""
        return self.answered_on is None and self.newest and self.rotation.lasts


async def load_check_in(session: AsyncSession, rotation_id: int, due_on: date) -> CheckIn | None:
    """One check-in; None if it was never asked for."""
    rotation = await load_in_brief(session, rotation_id)
    row = await session.get(RotationCheckIn, (rotation_id, due_on)) if rotation else None
    if rotation is None or row is None:
        return None
    newest = (await latest_asked(session)).get(rotation_id)
    return _read(rotation, row, newest)


async def check_ins_of(session: AsyncSession, rotation: InBrief) -> list[CheckIn]:
    """All check-ins of a rotation, the latest first."""
    mine = select(RotationCheckIn).where(RotationCheckIn.rotation_id == rotation.id)
    rows = (await session.exec(mine.order_by(col(RotationCheckIn.due_on).desc()))).all()
    return [_read(rotation, row, rows[0].due_on) for row in rows]


async def latest_asked(session: AsyncSession) -> dict[int, date]:
    """By rotation, the day of the latest check-in that was asked for."""
    days = select(RotationCheckIn.rotation_id, func.max(RotationCheckIn.due_on)).group_by(
        col(RotationCheckIn.rotation_id)
    )
    return dict((await session.exec(days)).all())


async def waiting_check_ins(session: AsyncSession, person_id: int) -> list[CheckIn]:
    """The check-ins that wait for this person."""
    mine = (
        select(RotationCheckIn.rotation_id, func.max(RotationCheckIn.due_on))
        .join(Rotation, col(Rotation.id) == col(RotationCheckIn.rotation_id))
        .where(Rotation.person_id == person_id, Rotation.state == RotationState.IN_FORCE)
        .group_by(col(RotationCheckIn.rotation_id))
        .order_by(col(RotationCheckIn.rotation_id))
    )
    found = [await load_check_in(session, rotation_id, due_on) for rotation_id, due_on in await session.exec(mine)]
    return [one for one in found if one is not None and one.wanted]


async def ask_check_in(session: AsyncSession, rotation: InBrief, due_on: date, now: datetime) -> bool:
    """Ask for it; the second time is a no-op. What was begun before and never sent goes on in it."""
    begun = await _unsent(session, rotation.id)
    texts = {question.value: getattr(begun, question) if begun else "" for question in Question}
    row = {"rotation_id": rotation.id, "due_on": due_on, **texts, "answered_on": None}
    if not await insert_new(session, RotationCheckIn, row):
        return False
    older = update(RotationCheckIn).where(
        col(RotationCheckIn.rotation_id) == rotation.id,
        col(RotationCheckIn.due_on) != due_on,
        col(RotationCheckIn.answered_on).is_(None),
    )
    await session.exec(older.values(dict.fromkeys(texts, "")))
    subject = subject_of(rotation.id, due_on)
    await announce(session, NoticeKind.ROTATION_CHECK_IN, subject, [rotation.person_id], now)
    return True


async def note_answer(
    installation: Installation, person_id: int, check_in: CheckIn, question: Question, text: str
) -> bool:
    """Keep an answer; False if it is this person's to give no longer. `text` has been cleaned, or is empty."""
    async with installation.database.writing() as session:
        return await _change(session, person_id, check_in, {question.value: text})


async def send_check_in(installation: Installation, person_id: int, check_in: CheckIn, today: date) -> bool:
    """Give it to the admins, who are told; False if that has happened already, or it is no longer this person's."""
    rotation = check_in.rotation
    async with installation.database.writing() as session:
        if not await _change(session, person_id, check_in, {"answered_on": today}):
            return False
        readers = [admin for admin in await admin_ids(session) if admin != rotation.person_id]
        subject, day = subject_of(rotation.id, check_in.due_on), only_the_day(installation.now())
        await announce(session, NoticeKind.ROTATION_CHECKED_IN, subject, readers, day)
    return True


async def hold_at_the_office(installation: Installation, rotation_id: int, due_on: date, today: date) -> bool:
    """What must not go by chat has been talked over in person; False if that was noted before."""
    marked = exists().where(col(Rotation.id) == rotation_id, col(Rotation.not_by_chat))
    async with installation.database.writing() as session:
        changed = await session.exec(_open(rotation_id, due_on).where(marked).values(answered_on=today))
    return bool(changed.rowcount)


async def _change(session: AsyncSession, person_id: int, check_in: CheckIn, values: dict[str, Any]) -> bool:
    theirs = exists().where(
        col(Rotation.id) == check_in.rotation.id,
        col(Rotation.person_id) == person_id,
        col(Rotation.state) == RotationState.IN_FORCE,
        ~col(Rotation.not_by_chat),
    )
    changed = await session.exec(_open(check_in.rotation.id, check_in.due_on).where(theirs).values(values))
    return bool(changed.rowcount)


def _open(rotation_id: int, due_on: date) -> Any:
    return update(RotationCheckIn).where(
        col(RotationCheckIn.rotation_id) == rotation_id,
        col(RotationCheckIn.due_on) == due_on,
        col(RotationCheckIn.answered_on).is_(None),
    )


async def _unsent(session: AsyncSession, rotation_id: int) -> RotationCheckIn | None:
    """The latest check-in before, if it was never sent."""
    before = select(RotationCheckIn).where(RotationCheckIn.rotation_id == rotation_id)
    latest = (await session.exec(before.order_by(col(RotationCheckIn.due_on).desc()).limit(1))).first()
    return latest if latest is not None and latest.answered_on is None else None


def _read(rotation: InBrief, row: RotationCheckIn, newest: date | None) -> CheckIn:
    answers = {question: str(getattr(row, question)) for question in Question}
    return CheckIn(rotation, row.due_on, answers, row.answered_on, row.due_on == newest)
