"""Somebody of whom everything is kept that can be kept, among colleagues with the same: invented people."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.disclosure import TOO_FEW
from phieu.storage.tables import (
    Announcement,
    AnnouncementRecipient,
    Assignment,
    ChatAccount,
    Comment,
    Course,
    Draft,
    Figure,
    GroupMember,
    Invite,
    NeedsSaid,
    NeedsSurvey,
    Nomination,
    NominationQuestion,
    Notice,
    Person,
    RaterGroup,
    RaterUnit,
    Rotation,
    RotationAssessment,
    RotationCheckIn,
    RotationEvaluation,
    RotationOpinion,
    Round,
    RoundForm,
    Shift,
    TrainingNeed,
    Unit,
)
from phieu.words import (
    AnnouncementState,
    Channel,
    Completion,
    CourseLevel,
    NominationState,
    NoticeKind,
    NoticeState,
    Rank,
    RotationKind,
    RotationState,
    RoundKind,
    RoundState,
    StudyMode,
)
from tests.offices import CHIEF_ID, OfficeSize, build_office
from tests.rounds import form

BEGAN = datetime(2025, 1, 6, 2, 0, tzinfo=UTC)
LEFT_AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
SIZE = OfficeSize()
HEAD, SOMEBODY, COLLEAGUE, THIRD = SIZE.head_ids[0], SIZE.head_ids[0] + 1, SIZE.head_ids[0] + 2, SIZE.head_ids[0] + 3
SECRET = "Đặng Thị Bích Liên"
"""Nobody else bears the name, and each text of this person's holds it."""
ROUND, COURSE, OTHER_COURSE, MOVE, SECOND_MOVE, PLANNED_MOVE, ANNOUNCED = 901, 1, 2, 1, 2, 3, 1


async def build_records(installation: Installation) -> None:
    """The office, and everything about SOMEBODY, half of it about COLLEAGUE, too."""
    await build_office(installation.database, SIZE)
    async with installation.database.writing() as session:
        person = await session.get_one(Person, SOMEBODY)
        person.name, person.contact = SECRET, f"{SECRET}, 0900 000 000"
        unit = await session.get_one(Unit, 2)
        unit.supervisor_id = SOMEBODY
        session.add(GroupMember(group_id=1, person_id=SOMEBODY))
        person.preferred_channel, person.fixed_numbers = Channel.ZALO, True
        for channel, chat_id in ((Channel.TELEGRAM, "chat-secret"), (Channel.ZALO, "zalo-secret")):
            session.add(ChatAccount(channel=channel, person_id=SOMEBODY, chat_id=chat_id, joined_at=BEGAN))
        used: dict[str, Any] = {"expires_at": BEGAN + timedelta(days=30), "used_at": BEGAN}
        session.add(Invite(code_hash=b"h" * 32, person_id=SOMEBODY, **used))
        session.add(Draft(person_id=SOMEBODY, topic="course", content={"name": SECRET}))
        session.add(NeedsSurvey(year=2025, asked_on=BEGAN.date(), say_by=BEGAN.date(), choose_by=BEGAN.date()))
        await session.flush()
        for one in (SOMEBODY, COLLEAGUE):
            session.add(TrainingNeed(year=2025, person_id=one, level=CourseLevel.MASTER, topic=SECRET))
            session.add(NeedsSaid(year=2025, person_id=one))
        _add_announcement(session)
        _add_training(session)
        _add_rotations(session)
        await _add_round(session)


def _add_announcement(session: AsyncSession) -> None:
    audience = f"everyone - person:{SOMEBODY:05}"
    sent: dict[str, Any] = {
        "author_id": SOMEBODY,
        "text": "Họp giao ban",
        "acknowledge": True,
        "audience": audience,
        "sent_at": BEGAN,
    }
    session.add(Announcement(id=ANNOUNCED, state=AnnouncementState.DONE, **sent))
    for one in (SOMEBODY, COLLEAGUE, THIRD):
        session.add(AnnouncementRecipient(announcement_id=ANNOUNCED, person_id=one, acknowledged=one != THIRD))
        session.add(notice(NoticeKind.ANNOUNCEMENT, f"announcement:{ANNOUNCED}", one, message_ids="7,8"))


def _add_training(session: AsyncSession) -> None:
    for course, year in ((COURSE, 2025), (OTHER_COURSE, 2026)):
        days: dict[str, Any] = {"starts_on": date(year, 2, 1), "ends_on": date(year, 12, 1)}
        about: dict[str, Any] = {"level": CourseLevel.MASTER, "mode": StudyMode.FULL_TIME, "scheme": "165"}
        session.add(Course(id=course, code=f"C{course}", name="Quản lý công", **about, **days))
    done: dict[str, Any] = {
        "state": NominationState.FINISHED,
        "ended_on": date(2025, 12, 1),
        "result": SECRET,
        "reason": SECRET,
    }
    session.add(Nomination(id=1, course_id=COURSE, person_id=SOMEBODY, refusal=SECRET, nominated_by=CHIEF_ID, **done))
    going: dict[str, Any] = {"state": NominationState.ENROLLED, "asked_on": BEGAN.date(), "answer_by": BEGAN.date()}
    session.add(Nomination(id=2, course_id=OTHER_COURSE, person_id=SOMEBODY, nominated_by=CHIEF_ID, **going))
    session.add(Nomination(id=3, course_id=COURSE, person_id=COLLEAGUE, nominated_by=SOMEBODY, **done))
    session.add(NominationQuestion(nomination_id=1, question=SECRET, reply="Có", replied_by=CHIEF_ID))
    session.add(NominationQuestion(nomination_id=3, question="Học ở đâu?", reply="Ở Hà Nội", replied_by=SOMEBODY))
    session.add(notice(NoticeKind.NOMINATION, "nomination:1:1", SOMEBODY))


def _add_rotations(session: AsyncSession) -> None:
    _add_move(session, MOVE, SOMEBODY, RotationState.ENDED, date(2025, 3, 3))
    _add_move(session, SECOND_MOVE, SOMEBODY, RotationState.IN_FORCE, date(2026, 1, 5))
    _add_move(session, PLANNED_MOVE, SOMEBODY, RotationState.PROPOSED, date(2026, 9, 1))
    _add_move(session, PLANNED_MOVE + 1, COLLEAGUE, RotationState.IN_FORCE, date(2026, 1, 5))


def _add_move(session: AsyncSession, move: int, person: int, state: RotationState, starts_on: date) -> None:
    old: dict[str, Any] = {"from_unit_id": 1, "from_title": f"{SECRET} {move % 2}", "from_rank": Rank.STAFF}
    new: dict[str, Any] = {"to_unit_id": 2, "to_title": f"Phó Trưởng phòng {move % 2}", "to_rank": Rank.DEPUTY_HEAD}
    said: dict[str, Any] = {
        "tasks": SECRET,
        "wishes": SECRET,
        "decision_number": SECRET,
        "turn": 0 if state is RotationState.PROPOSED else 2,
    }
    of: dict[str, Any] = {"person_id": person, "kind": RotationKind.LATERAL, "state": state, "starts_on": starts_on}
    by = CHIEF_ID if person == SOMEBODY else SOMEBODY
    session.add(Rotation(id=move, code=f"{SECRET}-{move}", proposed_by=by, **of, **old, **new, **said))
    due: dict[str, Any] = {"rotation_id": move, "due_on": date(2026, 2, 2)}
    session.add(RotationAssessment(rotation_id=move, expertise=SECRET))
    session.add(RotationOpinion(rotation_id=move, turn=1, in_favour=True, remarks=SECRET, given_by=by))
    session.add(RotationCheckIn(going=SECRET, answered_on=date(2026, 2, 3), **due))
    given: dict[str, Any] = {
        "given_by": by,
        "given_on": date(2026, 2, 3),
        "completion": Completion.GOOD,
        "asked_id": by,
    }
    session.add(RotationEvaluation(strengths=SECRET, **given, **due))
    session.add(Shift(what="check_in", subject=f"rotation:{move}", planned_on=date(2026, 5, 2)))
    if state is not RotationState.PROPOSED:
        session.add(notice(NoticeKind.ROTATION_STEP, f"rotation:{move}:in_force", person))


async def _add_round(session: AsyncSession) -> None:
    asked = form()
    when: dict[str, Any] = {
        "opened_at": BEGAN,
        "due_at": BEGAN + timedelta(days=9),
        "closed_at": BEGAN + timedelta(days=9),
    }
    of: dict[str, Any] = {"kind": RoundKind.SEMIANNUAL, "period": "2024-H2", "threshold": 5, "comment_threshold": 3}
    session.add(Round(id=ROUND, state=RoundState.CLOSED, raters_asked=2, ballots_asked=3, **of, **when))
    await session.flush()
    session.add(RoundForm(id=ROUND, round_id=ROUND, code="LD", version=1, content=asked.to_content()))
    await session.flush()
    for ratee in (SOMEBODY, COLLEAGUE):
        session.add(
            RaterGroup(id=ROUND + ratee, round_id=ROUND, ratee_id=ratee, label_vi="Tổ", label_en="Team", size=5)
        )
        session.add(Comment(key=bytes([ratee]) * 16, round_id=ROUND, ratee_id=ratee, text=f"{SECRET} làm tốt"))
        label: dict[str, Any] = {"label_vi": "Tổ", "label_en": "Team", "merged": False, "precision": TOO_FEW.precision}
        of_ratee: dict[str, Any] = {"round_id": ROUND, "ratee_id": ratee, "form_id": ROUND}
        question = asked.questions[0].code
        session.add(Figure(question=question, content=TOO_FEW.to_content(), **of_ratee, **label))
    await session.flush()
    for rater, ratee in ((SOMEBODY, COLLEAGUE), (COLLEAGUE, SOMEBODY), (THIRD, SOMEBODY), (THIRD, COLLEAGUE)):
        pair: dict[str, Any] = {"round_id": ROUND, "rater_id": rater, "ratee_id": ratee}
        session.add(Assignment(group_id=ROUND + ratee, form_id=ROUND, **pair))
    session.add_all(RaterUnit(round_id=ROUND, rater_id=rater, unit_id=1) for rater in (SOMEBODY, COLLEAGUE, THIRD))
    session.add(notice(NoticeKind.SUMMARY, f"round:{ROUND}", SOMEBODY))


def notice(
    kind: NoticeKind,
    subject: str,
    person_id: int,
    state: NoticeState = NoticeState.SENT,
    at: datetime = BEGAN,
    message_ids: str = "",
) -> Notice:
    """One that was told to this person."""
    told: dict[str, Any] = {
        "kind": kind,
        "subject": subject,
        "person_id": person_id,
        "state": state,
        "message_ids": message_ids,
    }
    return Notice(created_at=at, next_attempt_at=at, **told)


async def leave(installation: Installation, person_id: int = SOMEBODY, at: datetime = LEFT_AT) -> None:
    """Somebody is no longer in the workbook."""
    async with installation.database.writing() as session:
        person = await session.get_one(Person, person_id)
        person.active, person.left_at, person.admin = False, at, False
