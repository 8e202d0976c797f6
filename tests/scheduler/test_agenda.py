"""What admins see of what is coming, beside rounds: rotations, nominations, announcements."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.office.agenda import Coming
from phieu.office.loading_agenda import coming
from phieu.storage.tables import Announcement, Course, Nomination
from phieu.words import AnnouncementState, CourseLevel, RotationState, StudyMode
from tests.offices import CHIEF_ID, build_office
from tests.rotations.life import MOVED, NOBODY, SIZE, a_rotation

AUGUST_20 = datetime(2027, 8, 20, 3, 0, tzinfo=UTC)


def a_course(course_id: int, **values: Any) -> Course:
    """A course in September that waits for answers."""
    days = {"starts_on": date(2027, 9, 15), "ends_on": date(2027, 12, 1)}
    usual: dict[str, Any] = {"level": CourseLevel.ADVANCED_THEORY, "mode": StudyMode.IN_SERVICE, **days}
    return Course(id=course_id, code=f"K{course_id}", name=f"Khóa {course_id} (mẫu)", **(usual | values))


async def entries(installation: Installation, until: date) -> list[Coming]:
    """What comes after 20 August 2027."""
    return await coming(replace(installation, now=lambda: AUGUST_20), until)


async def test_there_is_nothing_before_there_is_an_office(installation: Installation) -> None:
    assert await entries(installation, date(2028, 8, 20)) == []


async def test_everything_that_falls_due_is_listed_in_its_order(installation: Installation) -> None:
    await build_office(installation.database, SIZE)
    async with installation.database.writing() as session:
        session.add(a_rotation(ends_on=date(2027, 9, 29)))
        session.add(
            a_rotation(id=2, code="LC2", person_id=NOBODY, state=RotationState.DECIDED, starts_on=date(2027, 9, 1))
        )
        session.add(a_rotation(id=3, code="LC3", person_id=NOBODY, not_by_chat=True))
        session.add_all([a_course(1), a_course(2, not_by_chat=True), a_course(3, cancelled=True)])
        session.add(
            Announcement(
                state=AnnouncementState.PLANNED,
                author_id=CHIEF_ID,
                text="Họp cơ quan (mẫu)",
                audience="everyone",
                send_at=datetime(2027, 8, 23, 2, 0, tzinfo=UTC),
            )
        )
        await session.flush()
        for course_id in (1, 2, 3):
            days = {"asked_on": date(2027, 8, 16), "answer_by": date(2027, 8, 25)}
            session.add(Nomination(course_id=course_id, person_id=MOVED, **days))  # type: ignore[arg-type]
    t, found = translator("en"), await entries(installation, date(2027, 9, 29))
    assert [(one.subject, one.whole_day, one.can_move) for one in found] == [
        ("announcement:1", False, False),
        ("course:1", True, False),
        ("rotation:1:2027-08-30", True, False),
        ("rotation:1:2027-08-31", True, True),
        ("rotation:2", True, False),
        ("rotation:1", True, False),
    ]
    assert [one.title.explain(t) for one in found][:2] == [
        "An announcement is sent: Họp cơ quan (mẫu)",
        "Last day to answer nominations: Khóa 1 (mẫu)",
    ]
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert {one.about for one in found} == {None, MOVED, NOBODY}
