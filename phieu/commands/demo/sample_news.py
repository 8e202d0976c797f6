"""What the demo's office tells its people besides rounds: an announcement, a nomination, a rotation. All invented."""

from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.commands.demo.stage import Stage
from phieu.office.announcements.sending import hand_over
from phieu.office.rotations.plan import Plan
from phieu.office.rotations.positions import HeldPost, Move
from phieu.office.rotations.proposing import propose
from phieu.office.training.course_plan import CoursePlan
from phieu.office.training.courses import create_course
from phieu.office.training.nominations import nominate
from phieu.storage.tables import Announcement, Office, Person, Position, Unit
from phieu.words import CourseLevel, Rank, RotationKind, StudyMode

TEXT = (
    "<b>Kính gửi toàn thể cán bộ, công chức, người lao động (mẫu)</b>\n\n"
    "Văn phòng tổ chức họp giao ban tháng vào <b>8 giờ sáng thứ Hai</b> tại Hội trường tầng 2. "
    "Đề nghị anh/chị có mặt đúng giờ."
)
NOMINATED, ROTATED, TO_UNIT = "VP021", "VP018", "LT"
IN_A_MONTH, SOME_DAYS, HALF_A_YEAR = timedelta(days=30), timedelta(days=4), timedelta(days=182)


class Told(NamedTuple):
    """Who has something to answer."""

    nominated: str
    rotated: str


async def tell_sample_news(stage: Stage) -> Told:
    """Announce something to all, nominate somebody for a course, propose a rotation to another; the two names."""
    installation, now = stage.installation, stage.installation.now()
    admin_id = stage.admin.id
    assert admin_id is not None
    async with installation.database.writing() as session:
        office = (await session.exec(select(Office))).one()
        today = now.astimezone(ZoneInfo(office.time_zone)).date()
        announcement = Announcement(author_id=admin_id, text=TEXT, audience="everyone", acknowledge=True)
        session.add(announcement)
        await session.flush()
        assert announcement.id is not None
        await hand_over(session, announcement.id, now)
        nominated = await _person(session, NOMINATED)
        course_id = await create_course(session, _course(today + IN_A_MONTH), today)
        reason = "Nâng cao nghiệp vụ theo vị trí việc làm (mẫu)"
        await nominate(session, course_id, [nominated.id or 0], reason, admin_id, now)
        rotated = await _person(session, ROTATED)
        await propose(session, await _plan(session, rotated, today + IN_A_MONTH), admin_id, now)
    return Told(nominated.name, rotated.name)


def _course(first: date) -> CoursePlan:
    return CoursePlan(
        name="Bồi dưỡng nghiệp vụ văn thư, lưu trữ (mẫu)",
        level=CourseLevel.SHORT_COURSE,
        scheme="",
        mode=StudyMode.FULL_TIME,
        place="Hội trường tầng 2",
        provider="Trường Chính trị (mẫu)",
        starts_on=first,
        ends_on=first + SOME_DAYS,
        seats=20,
    )


async def _plan(session: AsyncSession, person: Person, first: date) -> Plan:
    """From their post to the archive, for half a year."""
    assert person.id is not None
    post = (await session.exec(select(Position).where(Position.person_id == person.id))).one()
    unit_id = (await session.exec(select(col(Unit.id)).where(Unit.code == TO_UNIT))).one()
    assert unit_id is not None
    old = HeldPost(post.unit_id, post.title, post.rank)
    new = HeldPost(unit_id, "Chuyên viên (tăng cường)", Rank.STAFF)
    tasks = "Số hóa hồ sơ lưu trữ (mẫu)"
    return Plan(person.id, RotationKind.TEMPORARY, Move(old, new), first, first + HALF_A_YEAR, tasks)


async def _person(session: AsyncSession, staff_number: str) -> Person:
    return (await session.exec(select(Person).where(Person.staff_number == staff_number))).one()
