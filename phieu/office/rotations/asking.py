"""What the clock asks about rotations in force: how it goes, what the receiving unit says, and what is late."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.heads import load_heads
from phieu.office.loading_shifts import check_in_plans
from phieu.office.notices import admin_ids, announce
from phieu.office.rotations.check_ins import ask_check_in, latest_asked
from phieu.office.rotations.due_days import AskedEvaluation, evaluation_to_ask
from phieu.office.rotations.evaluations import (
    Evaluation,
    Remark,
    asked_until,
    evaluations_of,
    evaluators,
    open_evaluations,
)
from phieu.office.rotations.in_brief import InBrief, load_lasting
from phieu.office.rotations.notice_occasions import subject_of
from phieu.storage.inserting import insert_new
from phieu.storage.tables import Notice, Office, RotationEvaluation
from phieu.words import NoticeKind

Told = tuple[NoticeKind, str]
"""A kind of notice, and its subject."""
_NOBODY = ":nobody"


async def ask_about_rotations(installation: Installation) -> None:
    """Ask what is due today and has not been asked, and tell the admins what is late; can be done again at any time.

    After an outage only the latest check-in and the latest evaluation of a rotation are asked for.
    """
    now = installation.now()
    async with installation.database.reading() as session:
        office = await session.get(Office, 1)
        if office is None:
            return
        today = now.astimezone(ZoneInfo(office.time_zone)).date()
        check_ins = await _due_check_ins(session, office.check_in_months, today)
        evaluations = await _due_evaluations(session, today)
    if check_ins or evaluations:
        async with installation.database.writing() as session:
            for rotation, due_on in check_ins:
                await ask_check_in(session, rotation, due_on, now)
            for rotation, asked in evaluations:
                await ask_evaluation(session, rotation, asked)
    await _tell_whom_it_concerns(installation, today, now)


async def ask_evaluation(session: AsyncSession, rotation: InBrief, asked: AskedEvaluation) -> bool:
    """Ask for it; the second time is a no-op. What was begun before and never handed in goes on in it."""
    before = next(iter(await evaluations_of(session, rotation)), None)
    begun = before if before is not None and before.given_on is None else None
    row = {
        "rotation_id": rotation.id,
        "due_on": asked.due_on,
        "before_end": asked.before_end,
        "asked_id": None,
        **{remark.value: begun.remarks[remark] if begun else "" for remark in Remark},
        "completion": begun.completion if begun else None,
        "given_by": None,
        "given_on": None,
    }
    if not await insert_new(session, RotationEvaluation, row):
        return False
    emptied = {**{remark.value: "" for remark in Remark}, "completion": None}
    older = update(RotationEvaluation).where(
        col(RotationEvaluation.rotation_id) == rotation.id,
        col(RotationEvaluation.due_on) != asked.due_on,
        col(RotationEvaluation.given_on).is_(None),
    )
    await session.exec(older.values(emptied))
    return True


async def _due_check_ins(session: AsyncSession, every_months: int, today: date) -> list[tuple[InBrief, date]]:
    asked, plan_of, due = await latest_asked(session), await check_in_plans(session, every_months), []
    for rotation in await load_lasting(session):
        day = plan_of(rotation).due(asked.get(rotation.id, date.min), today)
        if day is not None:
            due.append((rotation, day))
    return due


async def _due_evaluations(session: AsyncSession, today: date) -> list[tuple[InBrief, AskedEvaluation]]:
    asked, due = await asked_until(session), []
    for rotation in await load_lasting(session):
        evaluation = evaluation_to_ask(rotation.starts_on, rotation.last_day, today)
        if evaluation is not None and asked.get(rotation.id, date.min) < evaluation.planned_on:
            due.append((rotation, evaluation))
    return due


async def _tell_whom_it_concerns(installation: Installation, today: date, now: datetime) -> None:
    """Ask whoever heads the receiving units today, and tell the admins what is late or can be asked of nobody."""
    async with installation.database.reading() as session:
        found = await open_evaluations(session)
        heads = await load_heads(session, {one.rotation.to_unit_id for one in found})
        admins, told = await admin_ids(session), await _told(session, found)
    for one in found:
        people = heads[one.rotation.to_unit_id].without(one.rotation.person_id)
        wanted = _wanted(one, people, [admin for admin in admins if admin != one.rotation.person_id], today)
        untold = {key: [person for person in theirs if (*key, person) not in told] for key, theirs in wanted.items()}
        if any(untold.values()):
            async with installation.database.writing() as session:
                await _tell(session, one, untold, now)


def _wanted(one: Evaluation, people: Sequence[int], admins: Sequence[int], today: date) -> dict[Told, Sequence[int]]:
    """Who should have been told what by now."""
    subject = subject_of(one.rotation.id, one.due_on)
    return {
        (NoticeKind.ROTATION_EVALUATION, subject): people,
        (NoticeKind.ROTATION_LATE, subject): admins if one.due_on < today else [],
        (NoticeKind.ROTATION_LATE, subject + _NOBODY): [] if people else admins,
    }


async def _told(session: AsyncSession, open_ones: Sequence[Evaluation]) -> set[tuple[NoticeKind, str, int]]:
    """Who has been told what of these: by kind, subject and person."""
    subjects = [subject_of(one.rotation.id, one.due_on) for one in open_ones]
    notices = select(Notice.kind, Notice.subject, Notice.person_id).where(
        col(Notice.kind).in_((NoticeKind.ROTATION_EVALUATION, NoticeKind.ROTATION_LATE)),
        col(Notice.subject).in_([*subjects, *(subject + _NOBODY for subject in subjects)]),
    )
    return {(NoticeKind(kind), subject, person_id) for kind, subject, person_id in await session.exec(notices)}


async def _tell(session: AsyncSession, one: Evaluation, untold: dict[Told, list[int]], now: datetime) -> None:
    people = await evaluators(session, one.rotation)
    row = update(RotationEvaluation).where(
        col(RotationEvaluation.rotation_id) == one.rotation.id, col(RotationEvaluation.due_on) == one.due_on
    )
    await session.exec(row.values(asked_id=people[0] if people else None))
    for (kind, subject), readers in untold.items():
        await announce(session, kind, subject, readers, now)
