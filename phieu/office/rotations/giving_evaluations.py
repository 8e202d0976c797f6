"""Giving an evaluation of a rotation: kept step by step, changed until it is handed in, and read by admins then."""

from datetime import date
from typing import Any

from sqlmodel import col, exists, update

from phieu.installation import Installation
from phieu.office.notices import admin_ids, announce
from phieu.office.only_the_day import only_the_day
from phieu.office.rotations.evaluations import Evaluation, Remark, evaluates
from phieu.office.rotations.notice_occasions import subject_of
from phieu.storage.tables import Rotation, RotationEvaluation
from phieu.words import Completion, NoticeKind, RotationState


async def note_remark(installation: Installation, head_id: int, one: Evaluation, remark: Remark, text: str) -> bool:
    """Keep what was written; False if it is not this person's to write, or no longer."""
    return await _change(installation, head_id, one, {remark.value: text})


async def note_level(installation: Installation, head_id: int, one: Evaluation, level: Completion) -> bool:
    """Keep the level of completion; False as above."""
    return await _change(installation, head_id, one, {"completion": level})


async def hand_in(installation: Installation, head_id: int, one: Evaluation, today: date) -> bool:
    """Give it to the admins, who are told; False if it has been given, or cannot be by this person.

    One without a level is not taken.
    """
    rotation = one.rotation
    async with installation.database.writing() as session:
        if not await evaluates(session, head_id, rotation):
            return False
        whole = _open(rotation.id, one.due_on).where(col(RotationEvaluation.completion).is_not(None))
        given = await session.exec(whole.where(_by_chat(rotation.id)).values(given_on=today, given_by=head_id))
        if not given.rowcount:
            return False
        readers = [admin for admin in await admin_ids(session) if admin != rotation.person_id]
        subject, day = subject_of(rotation.id, one.due_on), only_the_day(installation.now())
        await announce(session, NoticeKind.ROTATION_EVALUATED, subject, readers, day)
    return True


async def received_at_the_office(
    installation: Installation, admin_id: int, rotation_id: int, due_on: date, today: date
) -> bool:
    """What must not go by chat has been handed in on paper; False if that was noted before."""
    marked = exists().where(col(Rotation.id) == rotation_id, col(Rotation.not_by_chat))
    async with installation.database.writing() as session:
        given = await session.exec(_open(rotation_id, due_on).where(marked).values(given_on=today, given_by=admin_id))
    return bool(given.rowcount)


async def _change(installation: Installation, head_id: int, one: Evaluation, values: dict[str, Any]) -> bool:
    async with installation.database.writing() as session:
        if not await evaluates(session, head_id, one.rotation):
            return False
        changed = _open(one.rotation.id, one.due_on).where(_by_chat(one.rotation.id))
        return bool((await session.exec(changed.values(values))).rowcount)


def _by_chat(rotation_id: int) -> Any:
    return exists().where(
        col(Rotation.id) == rotation_id,
        col(Rotation.state) == RotationState.IN_FORCE,
        ~col(Rotation.not_by_chat),
    )


def _open(rotation_id: int, due_on: date) -> Any:
    return update(RotationEvaluation).where(
        col(RotationEvaluation.rotation_id) == rotation_id,
        col(RotationEvaluation.due_on) == due_on,
        col(RotationEvaluation.given_on).is_(None),
    )
