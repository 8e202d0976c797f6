"""An office in which something of every kind is going on, in every state, with the longest names there are."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle

from pydantic import SecretStr
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office import answering
from phieu.office.closing import close_round
from phieu.office.occurrences import hold_round
from phieu.office.reports.sharing import share
from phieu.office.rotations.due_days import months_after
from phieu.office.unit_shares import FEWEST_PEOPLE
from phieu.storage.tables import (
    Announcement,
    AnnouncementRecipient,
    CalendarDate,
    CalendarRule,
    ChatAccount,
    Course,
    NeedsSurvey,
    Nomination,
    NominationQuestion,
    Notice,
    Occurrence,
    Person,
    Position,
    Rotation,
    RotationAssessment,
    RotationCheckIn,
    RotationEvaluation,
    RotationOpinion,
    Shift,
    SpecialDay,
    TrainingNeed,
    Unit,
    YearlyDate,
)
from phieu.words import (
    AnnouncementState,
    Channel,
    Completion,
    CourseLevel,
    NominationState,
    NoticeKind,
    NoticeState,
    OccurrenceState,
    Rank,
    RotationKind,
    RotationState,
    RoundKind,
    Sharing,
    StudyMode,
)
from tests.offices import CHIEF_ID, OfficeSize, build_office

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
TODAY = date(2026, 6, 10)
SIZE = OfficeSize(units=4, people=5, questions=2)
ADMIN, HEAD, STAFF, GONE = CHIEF_ID, SIZE.head_ids[0], SIZE.head_ids[0] + 2, SIZE.head_ids[3] + 3
LAST_ID = SIZE.head_ids[-1] + SIZE.people - 1
LONG_NAME = "Công Tằng Tôn Nữ Hoàng Thị Quỳnh Phương Thảo Nguyên"
LONG_UNIT = "Phòng Tổng hợp, Kế hoạch, Tài chính, Quản trị và Xây dựng nông thôn mới"
LONG_COURSE = "Bồi dưỡng kiến thức quản lý nhà nước ngạch chuyên viên chính & kỹ năng <lãnh đạo> cấp phòng"


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def on_both_apps(installation: Installation) -> Installation:
    """The same one on Telegram and on Zalo; nobody speaks there."""
    tokens = {"telegram_token": SecretStr("1:sample"), "zalo_token": SecretStr("2:sample")}
    return replace(installation, settings=installation.settings.model_copy(update=tokens), now=lambda: NOW)


async def build_busy_office(installation: Installation, locales: dict[int, str]) -> None:
    """Fill an empty database; these people are at their chats `chat-<id>`, in these languages."""
    await build_office(installation.database, SIZE)
    async with installation.database.writing() as session:
        await session.exec(update(Unit).where(col(Unit.id) == 1).values(name=LONG_UNIT))
        await session.exec(update(Person).where(col(Person.id) == STAFF).values(name=LONG_NAME))
        await session.exec(update(Person).where(col(Person.id) == STAFF + 1).values(name="Trần <b>Văn</b> & Bình"))
        await _enlarge_first_unit(session)
        for person_id in await session.exec(select(Person.id)):
            assert person_id is not None
            values = {"locale": locales.get(person_id, "vi")}
            await session.exec(update(Person).where(col(Person.id) == person_id).values(**values))
            if person_id != SIZE.head_ids[2]:  # somebody has not joined
                session.add(
                    ChatAccount(
                        channel=Channel.TELEGRAM, person_id=person_id, chat_id=f"chat-{person_id}", joined_at=NOW
                    )
                )
    due_at = NOW + timedelta(days=10)
    past = await hold_round(installation, RoundKind.ANNUAL, "2025", due_at)
    await _answer_everything(installation)
    await close_round(installation, past)
    await share(installation, past, Sharing.FIGURES)
    await hold_round(installation, RoundKind.SEMIANNUAL, "2026-H1", due_at)
    await _answer_everything(installation, STAFF + 2)
    async with installation.database.writing() as session:
        _add_announcements(session)
        await session.flush()
        _add_courses(session)
        await session.flush()
        _add_nominations(session)
        _add_rotations(session)
        _add_surveys(session)
        await session.flush()
        _add_needs(session)
        _add_life(session)
        await session.flush()
        await session.exec(update(Person).where(col(Person.id) == GONE).values(active=False, left_at=NOW))
        session.add(CalendarRule(kind=RoundKind.QUARTERLY, months="6", day=10, hour=7, working_days=10))
        _add_calendar(session)
        session.add(NominationQuestion(nomination_id=1, question="Có được nghỉ <việc> không?"))


async def _enlarge_first_unit(session: AsyncSession) -> None:
    """So many people that it may be told how far they have got with their ballots."""
    for person_id in range(LAST_ID + 1, LAST_ID + 1 + FEWEST_PEOPLE - SIZE.people):
        session.add(Person(id=person_id, staff_number=f"{person_id:05}", name=f"Người mẫu {person_id}"))
        await session.flush()
        session.add(Position(person_id=person_id, unit_id=1, title="Chuyên viên", rank=Rank.STAFF))
    await session.flush()


async def _answer_everything(installation: Installation, *only: int) -> None:
    """In everybody's name, or in that of these people; a few write a comment."""
    for rater_id in only or range(1, LAST_ID + 1):
        for view in await answering.ballots_of(installation, rater_id):
            of_ballot = (view.round.id, view.ratee.id)
            for place in range(SIZE.questions):
                await answering.record(installation, rater_id, *of_ballot, place, 2 + (rater_id + place) % 3)
            await answering.comment(installation, rater_id, *of_ballot, "Nên <họp> ngắn hơn & đúng giờ hơn.")
            await answering.submit(installation, rater_id, *of_ballot)


def _add_announcements(session: AsyncSession) -> None:
    states = [*AnnouncementState, *[AnnouncementState.DRAFT] * 4, AnnouncementState.SENDING, AnnouncementState.PLANNED]
    for number, state in enumerate(states, start=1):
        for not_by_chat in (False, True):
            shown_id = 2 * number - (not not_by_chat)
            session.add(
                Announcement(
                    id=shown_id,
                    state=state,
                    author_id=ADMIN,
                    name="Họp giao ban hằng tháng của toàn cơ quan" if state is AnnouncementState.TEMPLATE else "",
                    text="" if not_by_chat else "Họp <b>giao ban</b> &amp; sinh hoạt chuyên đề " + "rất dài " * 600,
                    audience="everyone",
                    send_at=NOW + timedelta(days=2) if state is AnnouncementState.PLANNED else None,
                    acknowledge=True,
                    not_by_chat=not_by_chat,
                    read_from="Bà Nguyễn Thị Hồng Hạnh, Văn thư" if not_by_chat else "",
                    read_until=day(20) if not_by_chat else None,
                    sent_at=NOW if state not in _UNSENT else None,
                )
            )
            if state not in _UNSENT:
                for person_id in (ADMIN, HEAD, STAFF, STAFF + 1, SIZE.head_ids[2]):
                    session.add(
                        AnnouncementRecipient(
                            announcement_id=shown_id, person_id=person_id, acknowledged=person_id == HEAD
                        )
                    )
                    session.add(_delivered(shown_id, person_id))


def _delivered(announcement_id: int, person_id: int) -> Notice:
    """To all but the one who has not joined."""
    waits = person_id == SIZE.head_ids[2]
    return Notice(
        kind=NoticeKind.ANNOUNCEMENT,
        subject=f"announcement:{announcement_id}",
        person_id=person_id,
        state=NoticeState.WAITING if waits else NoticeState.SENT,
        created_at=NOW,
        next_attempt_at=NOW,
        message_ids="" if waits else "12",
    )


_UNSENT = (AnnouncementState.TEMPLATE, AnnouncementState.DRAFT, AnnouncementState.PLANNED)


def _add_courses(session: AsyncSession) -> None:
    modes = cycle(StudyMode)
    for number, level in enumerate(CourseLevel, start=1):
        session.add(
            Course(
                id=number,
                code=f"K{number:02}",
                name=f"{LONG_COURSE} {number}" if number < 3 else f"Lớp {number}",
                level=level,
                mode=next(modes),
                scheme="Đề án 1600" if number % 2 else "",
                starts_on=day(20 * number - 60),
                ends_on=day(20 * number),
                seats=3 if number == 6 else None,
                not_by_chat=number == 7,
                read_from="Phòng Tổ chức cán bộ" if number == 7 else "",
                cancelled=number == 8,
            )
        )


def _add_nominations(session: AsyncSession) -> None:
    """Of one person in all states, and of others to one course in all states."""
    states = [NominationState.ASKED, *NominationState]
    for number, (course_id, state) in enumerate(zip((5, 6, 7, 4, 1, 2, 3, 8), states, strict=True), start=1):
        session.add(_nomination(number, course_id, STAFF, state))
    for number, state in enumerate(NominationState, start=1):
        session.add(_nomination(number + 20, 6, SIZE.head_ids[1] + number, state))


def _nomination(nomination_id: int, course_id: int, person_id: int, state: NominationState) -> Nomination:
    ended = state in {NominationState.FINISHED, NominationState.BROKEN_OFF}
    return Nomination(
        id=nomination_id,
        course_id=course_id,
        person_id=person_id,
        state=state,
        reason="Theo quy hoạch cán bộ",
        refusal="Bận việc gia đình" if state is NominationState.DECLINED else "",
        answer_by=day(5),
        asked_on=day(-1),
        nominated_by=ADMIN,
        result="Giỏi" if ended else "",
        ended_on=day(-1) if ended else None,
    )


def _add_rotations(session: AsyncSession) -> None:
    kinds = cycle(RotationKind)
    states = [RotationState.PROPOSED, *RotationState, RotationState.IN_FORCE, RotationState.IN_FORCE]
    for number, state in enumerate(states, start=1):
        lasting = state in {RotationState.IN_FORCE, RotationState.ENDED}
        starts_on = day(-400) if lasting else day(30)
        session.add(
            Rotation(
                id=number,
                code=f"LC{number:02}",
                person_id={1: STAFF, 6: STAFF, 9: GONE}.get(number, SIZE.head_ids[1] + number % 4),
                kind=next(kinds),
                state=state,
                from_unit_id=2,
                from_title="Chuyên viên chính phụ trách tổng hợp và thi đua khen thưởng",
                from_rank=Rank.STAFF,
                to_unit_id=1,
                to_title="Chuyên viên",
                to_rank=Rank.STAFF,
                starts_on=starts_on,
                ends_on=day(20) if state is RotationState.IN_FORCE else None,
                tasks="Xây dựng quy chế <mới> & hướng dẫn cấp dưới",
                decision_number="12/QĐ-VP" if lasting or state is RotationState.DECIDED else "",
                turn=1,
                proposed_by=ADMIN,
                ended_on=day(-10) if state is RotationState.ENDED else None,
                not_by_chat=number in {2, 10},
                read_from="Phòng Tổ chức cán bộ" if number in {2, 10} else "",
                read_until=day(9) if number in {2, 10} else None,
            )
        )


def _add_surveys(session: AsyncSession) -> None:
    """In one people say what they need, in the other the heads choose."""
    session.add(NeedsSurvey(year=2027, asked_on=day(-3), say_by=day(9), choose_by=day(16)))
    session.add(NeedsSurvey(year=2026, asked_on=day(-20), say_by=day(-2), choose_by=day(5)))


def _add_needs(session: AsyncSession) -> None:
    for number in range(12):
        session.add(
            TrainingNeed(
                year=2027 if number % 4 == 0 else 2026,
                person_id=STAFF if number < 5 else STAFF + number % 3,
                level=CourseLevel.SHORT_COURSE,
                topic=f"Kỹ năng <soạn thảo> & thẩm định văn bản quy phạm pháp luật, phần {number}",
            )
        )


def _add_calendar(session: AsyncSession) -> None:
    """A rule one of whose dates was moved, what is held once, days of the office's own, what comes every year."""
    session.add(
        Rotation(
            id=11,
            code="LC11",
            person_id=SIZE.head_ids[2] + 1,
            kind=RotationKind.TEMPORARY,
            state=RotationState.IN_FORCE,
            from_unit_id=3,
            from_title="Chuyên viên",
            from_rank=Rank.STAFF,
            to_unit_id=1,
            to_title="Chuyên viên",
            to_rank=Rank.STAFF,
            starts_on=day(-60),
        )
    )
    session.add(Shift(what="check_in", subject="11", planned_on=months_after(day(-60), 3), moved_to=None))
    session.add(CalendarRule(kind=RoundKind.ANNUAL, months="7", day=6, hour=8, working_days=5, since=NOW))
    session.add(
        Occurrence(
            kind=RoundKind.ANNUAL,
            period="2026",
            state=OccurrenceState.MOVED,
            due_at=NOW + timedelta(days=25, hours=23),
            moved_to=NOW + timedelta(days=29),
        )
    )
    for months, state in ((6, OccurrenceState.SKIPPED), (12, OccurrenceState.MISSED)):
        period, due_at = f"2025-H{months // 6}", datetime(2025, months, 5, 1, tzinfo=UTC)
        session.add(Occurrence(kind=RoundKind.SEMIANNUAL, period=period, state=state, due_at=due_at))
    session.add(CalendarDate(kind=RoundKind.AD_HOC, day=day(19), hour=8, working_days=3, since=NOW))
    session.add(CalendarDate(kind=RoundKind.ROTATION, day=day(60), hour=8, working_days=3, since=NOW))
    for ahead in range(9):
        session.add(SpecialDay(day=day(40 + ahead), works=ahead == 4, name="Nghỉ <bù> & sắp xếp lại trụ sở"))
    for number in range(11):
        name = "Rà soát <quy hoạch> cán bộ lãnh đạo, quản lý các cấp & bổ sung nguồn cán bộ trẻ, cán bộ nữ"
        session.add(YearlyDate(code=f"QH{number}", name=name, month=6, day=15 + number, days_before=10))


def _add_life(session: AsyncSession) -> None:
    """What is asked, and was answered, before rotations begin and while they last."""
    session.add(RotationAssessment(rotation_id=1, expertise="Thạc sĩ <Luật>", conduct="Gương mẫu"))
    session.add(RotationOpinion(rotation_id=3, turn=1))
    session.add(
        RotationOpinion(
            rotation_id=1, turn=2, in_favour=False, remarks="Chưa có chỗ <ngồi>", given_by=HEAD, given_on=day(-2)
        )
    )
    session.add(RotationCheckIn(rotation_id=6, due_on=day(-90), going="Tốt", hard="Xa nhà", answered_on=day(-88)))
    session.add(RotationCheckIn(rotation_id=6, due_on=day(-1)))
    session.add(RotationEvaluation(rotation_id=6, due_on=day(-30), asked_id=HEAD))
    session.add(RotationEvaluation(rotation_id=6, due_on=day(5), before_end=True, asked_id=HEAD))
    session.add(RotationCheckIn(rotation_id=10, due_on=day(-1)))
    session.add(RotationEvaluation(rotation_id=10, due_on=day(-30), asked_id=HEAD))
    session.add(
        RotationEvaluation(
            rotation_id=7,
            due_on=day(-40),
            asked_id=HEAD,
            strengths="Nhiệt tình",
            limits="Còn <chậm>",
            completion=Completion.GOOD,
            given_by=HEAD,
            given_on=day(-41),
        )
    )
