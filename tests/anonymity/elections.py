"""Rounds as the attacker would like them best: everybody joins and answers at once, one after the other."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sqlmodel import select

from phieu.installation import Installation
from phieu.office.announcements.acknowledgements import Acknowledged, acknowledge
from phieu.office.announcements.sending import hand_over
from phieu.office.answering import comment, record, submit
from phieu.office.invitations import make_invites
from phieu.office.joining import redeem
from phieu.office.opening import open_round
from phieu.office.rotations.check_ins import Question, load_check_in, note_answer, send_check_in
from phieu.office.training.answers import accept, decline
from phieu.office.training.nominations import nominate
from phieu.office.training.questions import ask
from phieu.storage.ballot_box import ballot_key
from phieu.storage.tables import Announcement, Assignment, Course, Rotation, RotationCheckIn
from phieu.words import Channel, CourseLevel, Rank, RotationKind, RotationState, RoundKind, StudyMode
from tests.anonymity.attacker import Cast
from tests.offices import CHIEF_ID, OfficeSize, build_office

DUE_ON = date(2026, 1, 1)
SIZE = OfficeSize(units=4, people=8, committee=7, questions=2)


@dataclass(frozen=True, slots=True)
class Election:
    """An open round, and who is asked about whom."""

    round_id: int
    assigned: dict[int, list[Assignment]]
    """By rater."""

    def casts(self, installation: Installation) -> list[Cast]:
        """Whose ballot is whose; for the test alone, which has the key."""
        key = installation.keyring.round_key(self.round_id)
        assert key is not None
        return [
            Cast(ballot_key(key, rater, one.ratee_id), (one.ratee_id, one.group_id), rater)
            for rater, ballots in self.assigned.items()
            for one in ballots
        ]


async def announced(installation: Installation, period: str = "2026-H1") -> Election:
    """An office, and a round that nobody has answered yet."""
    if period == "2026-H1":
        await build_office(installation.database, SIZE)
    due_at = installation.now() + timedelta(days=10)
    round_id = await open_round(installation, RoundKind.SEMIANNUAL, period, due_at)
    async with installation.database.reading() as session:
        frozen = await session.exec(select(Assignment).where(Assignment.round_id == round_id))
        assigned: dict[int, list[Assignment]] = {}
        for one in frozen:
            assigned.setdefault(one.rater_id, []).append(one)
    return Election(round_id, assigned)


async def everybody_joins_and_answers(installation: Installation, election: Election, dice: Random) -> None:
    """In random order, each as soon as they have joined: who sees the order of joining knows the order of answering."""
    codes = {invite.person_id: invite.code for invite in await make_invites(installation, None, installation.now())}
    for rater in dice.sample(sorted(election.assigned), len(election.assigned)):
        assert await redeem(installation, Channel.TELEGRAM, str(dice.randrange(10**9)), codes[rater])
        await answers_all(installation, election, rater, dice)


async def everybody_acts_and_answers(installation: Installation, election: Election, dice: Random) -> None:
    """In random order, each answering the ballots right after whatever else waits for an answer of theirs.

    Who sees in which order people have confirmed an announcement, answered a nomination, asked something or told how
    they get on, knows the order of answering.
    """
    raters = sorted(election.assigned)
    announced_id, nominations, rotations = await something_for_all(installation, raters, installation.now())
    for rater in dice.sample(raters, len(raters)):
        now = installation.now()
        assert await acknowledge(installation.database, announced_id, 1, rater) is Acknowledged.NOW
        async with installation.database.writing() as session:
            await ask(session, rater, nominations[rater], f"Câu hỏi {dice.randrange(10**6)}", now)
            if dice.random() < 0.5:
                assert await accept(session, rater, nominations[rater], now, now.date())
            else:
                assert await decline(session, rater, nominations[rater], "Bận việc gia đình", now, now.date())
        async with installation.database.reading() as session:
            check_in = await load_check_in(session, rotations[rater], DUE_ON)
        assert check_in is not None
        assert await note_answer(installation, rater, check_in, Question.GOING, f"Ổn {dice.randrange(10**6)}")
        assert await send_check_in(installation, rater, check_in, now.date())
        await answers_all(installation, election, rater, dice)


async def something_for_all(
    installation: Installation, raters: list[int], now: datetime
) -> tuple[int, dict[int, int], dict[int, int]]:
    """An announcement to be confirmed; and for each a nomination, and a rotation with a check-in; their ids."""
    async with installation.database.writing() as session:
        announcement = Announcement(author_id=CHIEF_ID, text="Họp cơ quan", audience="everyone", acknowledge=True)
        course = Course(
            code="KH",
            name="Lớp",
            level=CourseLevel.SHORT_COURSE,
            mode=StudyMode.ONLINE,
            starts_on=now.date() + timedelta(days=30),
            ends_on=now.date() + timedelta(days=31),
        )
        moved = {rater: _rotation(rater, now.date()) for rater in raters}
        session.add_all([announcement, course, *moved.values()])
        await session.flush()
        assert announcement.id is not None
        assert course.id is not None
        await hand_over(session, announcement.id, now)
        made = await nominate(session, course.id, raters, "Theo quy hoạch", CHIEF_ID, now)
        session.add_all(RotationCheckIn(rotation_id=one.id or 0, due_on=DUE_ON) for one in moved.values())
    return announcement.id, dict(zip(raters, made, strict=True)), {one.person_id: one.id or 0 for one in moved.values()}


def _rotation(person_id: int, today: date) -> Rotation:
    return Rotation(
        code=f"LC{person_id}",
        person_id=person_id,
        kind=RotationKind.TRANSFER,
        state=RotationState.IN_FORCE,
        from_unit_id=1,
        from_title="Chuyên viên",
        from_rank=Rank.STAFF,
        to_unit_id=1,
        to_title="Chuyên viên chính",
        to_rank=Rank.STAFF,
        starts_on=today - timedelta(days=100),
    )


async def answers_all(installation: Installation, election: Election, rater: int, dice: Random) -> None:
    """All ballots of one rater, one tap after the other; on some a comment."""
    for one in election.assigned[rater]:
        for place in range(SIZE.questions):
            await record(installation, rater, election.round_id, one.ratee_id, place, dice.randint(1, 4))
        if dice.random() < 0.2:
            await comment(installation, rater, election.round_id, one.ratee_id, f"Ý kiến số {dice.randrange(10**6)}")
        await submit(installation, rater, election.round_id, one.ratee_id)
