"""Reads what is kept of one person; `tests/retention` asks of each column that names a person whether it is in here."""

from typing import Any

from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.acknowledgements import SENT_STATES
from phieu.office.own_chats import chats_of
from phieu.office.retention.kept import Acts, InRound, Kept, OnStaff, Records, Told
from phieu.office.rotations.standing import groups_of, in_charge_of
from phieu.office.rotations.views import load_own
from phieu.office.training.records import load_record
from phieu.storage.tables import (
    Announcement,
    AnnouncementRecipient,
    Assignment,
    Comment,
    Draft,
    Figure,
    Invite,
    Nomination,
    NominationQuestion,
    Notice,
    Office,
    Person,
    Position,
    RaterGroup,
    Rotation,
    RotationAssessment,
    RotationCheckIn,
    RotationEvaluation,
    RotationOpinion,
    Round,
    TrainingNeed,
    Unit,
)
from phieu.words import NoticeState, RoundState


async def load_kept(session: AsyncSession, person_id: int) -> Kept:
    """Everything that is kept of this person and may be read by them in chat."""
    office = await session.get(Office, 1) or Office(name="")
    return Kept(
        await _on_staff(session, person_id),
        await _told(session, person_id),
        await _records(session, person_id),
        await _rounds(session, person_id),
        await _acts(session, person_id),
        office.keep_notices_days,
        office.keep_left_days,
    )


async def _on_staff(session: AsyncSession, person_id: int) -> OnStaff:
    person = await session.get_one(Person, person_id)
    posts = select(Position, Unit.name).join(Unit).where(Position.person_id == person_id).order_by(col(Position.id))
    return OnStaff(
        person,
        [(post, unit) for post, unit in await session.exec(posts)],
        await groups_of(session, person_id),
        await in_charge_of(session, person_id),
    )


async def _told(session: AsyncSession, person_id: int) -> Told:
    delivered = select(Notice).where(Notice.person_id == person_id, Notice.state == NoticeState.SENT)
    received = (
        select(Announcement, AnnouncementRecipient.acknowledged)
        .join(AnnouncementRecipient, col(AnnouncementRecipient.announcement_id) == col(Announcement.id))
        .where(AnnouncementRecipient.person_id == person_id, col(Announcement.state).in_(SENT_STATES))
        .order_by(col(Announcement.sent_at), col(Announcement.id))
    )
    return Told(
        list((await chats_of(session, person_id)).values()),
        (await session.exec(select(Invite).where(Invite.person_id == person_id))).all(),
        (await session.exec(delivered.order_by(col(Notice.created_at), col(Notice.id)))).all(),
        [(one, acknowledged) for one, acknowledged in await session.exec(received)],
    )


async def _records(session: AsyncSession, person_id: int) -> Records:
    courses = [one for one in await load_record(session, person_id) if not one.course.not_by_chat]
    rotations = [view for view in await load_own(session, person_id) if not view.rotation.not_by_chat]
    nominations, moves = [one.nomination.id for one in courses], [view.id for view in rotations]
    asked = select(NominationQuestion).where(col(NominationQuestion.nomination_id).in_(nominations))
    check_ins = select(RotationCheckIn).where(col(RotationCheckIn.rotation_id).in_(moves))
    needs = select(TrainingNeed).where(TrainingNeed.person_id == person_id)
    said_by_others = [
        await _count(session, RotationAssessment, col(RotationAssessment.rotation_id).in_(moves)),
        await _count(
            session,
            RotationOpinion,
            col(RotationOpinion.rotation_id).in_(moves) & col(RotationOpinion.in_favour).is_not(None),
        ),
        await _count(
            session,
            RotationEvaluation,
            col(RotationEvaluation.rotation_id).in_(moves) & col(RotationEvaluation.given_on).is_not(None),
        ),
    ]
    return Records(
        courses,
        (await session.exec(asked.order_by(col(NominationQuestion.id)))).all(),
        (await session.exec(needs.order_by(col(TrainingNeed.year), col(TrainingNeed.id)))).all(),
        rotations,
        (await session.exec(check_ins.order_by(col(RotationCheckIn.due_on)))).all(),
        sum(said_by_others),
    )


async def _rounds(session: AsyncSession, person_id: int) -> list[InRound]:
    rates = await _by_round(session, Assignment, col(Assignment.rater_id) == person_id)
    asked_about = await _by_round(session, Assignment, col(Assignment.ratee_id) == person_id)
    groups = await _by_round(session, RaterGroup, col(RaterGroup.ratee_id) == person_id, func.sum(RaterGroup.size))
    figures = await _by_round(session, Figure, col(Figure.ratee_id) == person_id)
    comments = await _by_round(session, Comment, col(Comment.ratee_id) == person_id)
    wanted = {*rates, *asked_about, *groups, *figures, *comments}
    held = select(Round).where(col(Round.id).in_(wanted), Round.state != RoundState.CALLED_OFF)
    return [
        InRound(
            one,
            rates.get(one.id or 0, 0),
            asked_about.get(one.id or 0) or groups.get(one.id or 0, 0),
            figures.get(one.id or 0, 0),
            comments.get(one.id or 0, 0),
        )
        for one in await session.exec(held.order_by(col(Round.opened_at)))
    ]


async def _acts(session: AsyncSession, person_id: int) -> Acts:
    given = col(RotationEvaluation.given_by) == person_id
    return Acts(
        announcements=await _count(session, Announcement, col(Announcement.author_id) == person_id),
        nominations=await _count(session, Nomination, col(Nomination.nominated_by) == person_id),
        replies=await _count(session, NominationQuestion, col(NominationQuestion.replied_by) == person_id),
        rotations=await _count(session, Rotation, col(Rotation.proposed_by) == person_id),
        opinions=await _count(session, RotationOpinion, col(RotationOpinion.given_by) == person_id),
        evaluations=await _count(
            session, RotationEvaluation, or_(given, col(RotationEvaluation.asked_id) == person_id)
        ),
        drafts=await _count(session, Draft, col(Draft.person_id) == person_id),
    )


async def _count(session: AsyncSession, table: Any, which: Any) -> int:
    counted: int = (await session.exec(select(func.count()).select_from(table).where(which))).one()
    return counted


async def _by_round(session: AsyncSession, table: Any, which: Any, what: Any = None) -> dict[int, int]:
    counted = select(table.round_id, func.count() if what is None else what).where(which).group_by(table.round_id)
    return {round_id: int(number) for round_id, number in await session.exec(counted)}
