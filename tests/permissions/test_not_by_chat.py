"""What must not go by chat: nothing of it is to be read anywhere, by anybody, on any way through the program."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, update

from phieu.bot.dispatch import Dispatch
from phieu.installation import Installation
from phieu.office.drafts import save_draft
from phieu.office.workbook.template import EXCEL_DAY_0
from phieu.scheduler.tick import tick
from phieu.storage.tables import Course, Nomination, Person, Rotation
from phieu.words import CourseLevel, NominationState, Rank, RotationKind, RotationState, StudyMode
from tests.end_to_end.busy_office import ADMIN, HEAD, NOW, SIZE, STAFF, build_busy_office, day
from tests.end_to_end.test_every_choice import read_notices
from tests.end_to_end.walker import HOME
from tests.permissions.watching import WatchingWalker

pytestmark = pytest.mark.slow

FIRST, LAST = date(2026, 8, 23), date(2026, 9, 27)
"""Days that nothing else in this office has to do with."""
DAYS = ("23/08", "23/8", "27/09", "27/9", "23 tháng 8", "27 tháng 9", "23 August", "27 September", "2026-08-23")
SECRET = "Điều-không-gửi-qua-chat"
GOES = SIZE.head_ids[3] + 1
"""Somebody of whom nothing else is known than what must not be told."""
GOES_AS = "Lý Tuyệt Mật"
OPEN_COURSE = 20


async def add_secrets(installation: Installation) -> None:
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == GOES).values(name=GOES_AS))
        course: dict[str, Any] = {
            "name": SECRET,
            "place": SECRET,
            "provider": SECRET,
            "scheme": SECRET,
            "mode": StudyMode.FULL_TIME,
        }
        await session.exec(update(Course).where(col(Course.id) == 7).values(starts_on=FIRST, ends_on=LAST, **course))
        session.add(
            Course(
                id=OPEN_COURSE,
                code="MO",
                name="Lớp mở",
                level=CourseLevel.SHORT_COURSE,
                mode=StudyMode.FULL_TIME,
                starts_on=date(2026, 9, 1),
                ends_on=date(2026, 9, 12),
            )
        )
        await session.flush()
        values: dict[str, Any] = {"reason": SECRET, "refusal": SECRET, "result": SECRET}
        await session.exec(update(Nomination).where(col(Nomination.course_id) == 7).values(**values))
        session.add(
            Nomination(id=90, course_id=7, person_id=GOES, state=NominationState.ENROLLED, asked_on=day(-1), **values)
        )
        session.add(
            Nomination(id=91, course_id=7, person_id=STAFF + 1, state=NominationState.ASKED, asked_on=day(-1), **values)
        )
        texts: dict[str, Any] = {"to_title": SECRET, "tasks": SECRET, "wishes": SECRET, "decision_number": SECRET}
        await session.exec(update(Rotation).where(col(Rotation.not_by_chat)).values(**texts))
        session.add(_rotation(60, RotationState.DECIDED, texts))
        session.add(_rotation(61, RotationState.IN_FORCE, texts | {"starts_on": date(2025, 8, 23)}))
        # two things that are being composed, and overlap with it
        await save_draft(session, ADMIN, f"nomination:{OPEN_COURSE}", {"people": [GOES], "reason": "Theo quy hoạch"})
        await save_draft(session, ADMIN, "rotation", _rotation_draft())


def _rotation(rotation_id: int, state: RotationState, values: dict[str, Any]) -> Rotation:
    defaults: dict[str, Any] = {"starts_on": FIRST, "ends_on": LAST}
    return Rotation(
        id=rotation_id,
        code=f"MAT{rotation_id}",
        person_id=GOES,
        kind=RotationKind.TEMPORARY,
        state=state,
        from_unit_id=4,
        from_title=Rank.STAFF.value,
        from_rank=Rank.STAFF,
        to_unit_id=1,
        to_rank=Rank.STAFF,
        turn=1,
        proposed_by=ADMIN,
        not_by_chat=True,
        read_from="Phòng Tổ chức cán bộ",
        **(defaults | values),
    )


def _rotation_draft() -> dict[str, object]:
    return {
        "person_id": GOES,
        "old": {"unit_id": 4, "title": Rank.STAFF.value, "rank": Rank.STAFF.value},
        "kind": RotationKind.TEMPORARY.value,
        "unit_id": 2,
        "title": "Chuyên viên",
        "rank": Rank.STAFF.value,
        "starts_on": "2026-09-01",
        "ends_on": "2026-09-12",
        "tasks": "",
    }


@pytest.mark.parametrize("locale", ["vi", "en"])
async def test_nothing_of_it_is_to_be_read_anywhere(sqlite_installation: Installation, locale: str) -> None:
    installation = replace(sqlite_installation, now=lambda: NOW)
    await build_busy_office(installation, dict.fromkeys((STAFF, STAFF + 1, HEAD, ADMIN, GOES), locale))
    await add_secrets(installation)
    await tick(installation)
    dispatch = Dispatch(installation, "phieu_bot")
    walkers = {one: WatchingWalker(dispatch, f"chat-{one}", locale) for one in (STAFF, HEAD, GOES, ADMIN)}
    for walker in walkers.values():
        await walker.walk(
            HOME,
            f"nominate.{OPEN_COURSE}",
            f"training-record.{GOES}.0",
            f"training-record.{STAFF}.0",
            "rot-new",
            "rotation.60",
            "rotation.61",
            *(f"training-year.{year}.0" for year in (2025, 2026)),
        )
    await read_notices(installation, dispatch, dict(walkers))
    in_workbooks = [f">{one.toordinal() - EXCEL_DAY_0}<" for one in (FIRST, LAST)]
    found = [place for walker in walkers.values() for place in walker.shown(SECRET, *in_workbooks, *DAYS)]
    assert not found, "\n".join(found)
    assert f">{day(20).toordinal() - EXCEL_DAY_0}<" in walkers[ADMIN].read["rot-export"]  # files are looked into, too
    assert told_with_it(walkers[ADMIN].read) == []


def told_with_it(read: dict[str, str]) -> Iterable[str]:
    """Where the name stands beside one of the numbers of what must not go by chat."""
    numbers = ("K07", "MAT60", "MAT61")
    return [node for node, text in read.items() for one in numbers if one in text and GOES_AS in text]
