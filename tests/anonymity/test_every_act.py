"""What people do in chat besides answering ballots is kept with their names, but never with the moment: it would date
their ballots.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlmodel import select

from phieu.bot.dispatch import Dispatch
from phieu.installation import Installation
from phieu.office.announcements.sending import send
from phieu.scheduler.tick import tick
from phieu.storage.tables import (
    Announcement,
    AnnouncementRecipient,
    NeedsSaid,
    Nomination,
    NominationQuestion,
    RotationCheckIn,
    RotationEvaluation,
    RotationOpinion,
    TrainingNeed,
    UnitChose,
)
from phieu.words import AnnouncementState
from tests.anonymity.stolen import moments
from tests.end_to_end.busy_office import HEAD, STAFF, build_busy_office
from tests.end_to_end.test_every_choice import read_notices
from tests.end_to_end.walker import HOME, Walker

pytestmark = pytest.mark.slow

ACTED = datetime(2026, 6, 10, 0, 30, 0, 123457, tzinfo=UTC)
MOMENT = ".123457"
"""By this fraction of a second the moments are known at which people do something."""
PAUSE = timedelta(seconds=11)
"""Between two things that somebody does: what comes sooner may belong to the text before."""
READER = STAFF + 1


async def test_of_whatever_staff_and_heads_do_the_day_alone_is_kept(installation: Installation) -> None:
    await build_busy_office(installation, dict.fromkeys((READER, STAFF, HEAD), "en"))
    await tick(replace(installation, now=lambda: ACTED.replace(microsecond=0)))  # what the clock asks has moments
    times = count()
    installation = replace(installation, now=lambda: ACTED + next(times) * PAUSE)
    dispatch, before = Dispatch(installation, "phieu_bot"), await answered(installation)
    walkers = {one: Walker(dispatch, f"chat-{one}", "en") for one in (READER, STAFF, HEAD)}
    await read_notices(installation, dispatch, {READER: walkers[READER]})
    for walker in walkers.values():
        await walker.walk(HOME)
    after = await answered(installation)
    assert [table for table in before if before[table] == after[table]] == [], "nobody has done anything of this kind"
    assert await moments(installation, MOMENT) == []


async def test_a_moment_that_is_kept_is_found(installation: Installation) -> None:
    """The control: what an admin sends bears its moment, for all to see."""
    await build_busy_office(installation, {})
    async with installation.database.reading() as session:
        draft = (
            await session.exec(select(Announcement.id).where(Announcement.state == AnnouncementState.DRAFT))
        ).first()
    assert await send(installation, draft or 0, ACTED)
    assert {"announcement.sent_at", "notice.created_at"} <= set(await moments(installation, MOMENT))


async def answered(installation: Installation) -> dict[str, Any]:
    """All that people have said."""
    tables = (
        AnnouncementRecipient,
        NeedsSaid,
        Nomination,
        NominationQuestion,
        RotationCheckIn,
        RotationEvaluation,
        RotationOpinion,
        TrainingNeed,
        UnitChose,
    )
    async with installation.database.reading() as session:
        return {
            str(table.__tablename__): sorted(repr(row) for row in await session.exec(select(table))) for table in tables
        }
