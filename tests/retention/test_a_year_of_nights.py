"""The clock goes on for a year and more, and what has left the outbox is never said a second time."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select, update

from phieu.installation import Installation
from phieu.scheduler.tick import tick
from phieu.storage.tables import ChatAccount, Course, Nomination, Notice, Office
from phieu.words import CourseLevel, NoticeKind, NoticeState, StudyMode
from tests.end_to_end.busy_office import NOW, STAFF, build_busy_office

pytestmark = pytest.mark.slow

NIGHTS = 430
STEP = 3
"""So many days the program is off between two looks: each is a first look after an outage."""
KEPT_DAYS = 30
"""As few as an office may choose: what is forgotten too early shows soonest."""

Key = tuple[NoticeKind, str, int]


async def test_nothing_is_said_twice_however_long_it_lasts(sqlite_installation: Installation) -> None:
    installation = sqlite_installation
    await build_busy_office(replace(installation, now=lambda: NOW), {})
    async with installation.database.writing() as session:
        await session.exec(update(Office).values(keep_notices_days=KEPT_DAYS))
        starts = (NOW + timedelta(days=400)).date()
        days: dict[str, Any] = {"starts_on": starts, "ends_on": starts + timedelta(days=5)}
        session.add(Course(id=77, code="XA", name="Xa", level=CourseLevel.OTHER, mode=StudyMode.ONLINE, **days))
        await session.flush()
        asked: dict[str, Any] = {"asked_on": NOW.date(), "answer_by": (NOW + timedelta(days=7)).date()}
        session.add(Nomination(id=77, course_id=77, person_id=STAFF, **asked))
        nomination: dict[str, Any] = {"kind": NoticeKind.NOMINATION, "subject": "nomination:77:1", "person_id": STAFF}
        session.add(Notice(state=NoticeState.SENT, created_at=NOW, next_attempt_at=NOW, **nomination))
    said: set[Key] = set()
    there: set[Key] = set()
    forgotten = 0
    for night in range(0, NIGHTS, STEP):
        now = NOW + timedelta(days=night)
        await tick(replace(installation, now=lambda now=now: now))  # type: ignore[misc]
        found = await notices(installation)
        again = (found - there) & said
        assert not again, f"night {night}"
        forgotten += len(there - found)
        said |= found
        there = found
        await deliver(installation)
    kinds = {kind for kind, _, _ in said}
    assert forgotten > 100
    assert {
        NoticeKind.NOMINATION_ANSWERED,
        NoticeKind.NOMINATION_REMINDER,
        NoticeKind.TRAINING_NEEDS_DONE,
        NoticeKind.ROTATION_LATE,
        NoticeKind.ROTATION_EVALUATION,
        NoticeKind.ROTATION_CHECK_IN,
        NoticeKind.ROTATION_STEP,
    } <= kinds


async def notices(installation: Installation) -> set[Key]:
    """What stands in the outbox."""
    async with installation.database.reading() as session:
        rows = await session.exec(select(Notice.kind, Notice.subject, Notice.person_id))
        return {(NoticeKind(kind), subject, person_id) for kind, subject, person_id in rows}


async def deliver(installation: Installation) -> None:
    """Everything gets through to whoever has joined."""
    joined = select(ChatAccount.person_id)
    waiting = (col(Notice.state) == NoticeState.WAITING) & col(Notice.person_id).in_(joined)
    async with installation.database.writing() as session:
        await session.exec(update(Notice).where(waiting).values(state=NoticeState.SENT))
