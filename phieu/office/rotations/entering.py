"""A rotation comes into force: its person's posts change, and everybody concerned is told, in one transaction."""

from datetime import datetime

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.rotations.positions import PostChange, Surprise, entering
from phieu.office.rotations.standing import held_posts, move_of
from phieu.office.rotations.subjects import Step
from phieu.office.rotations.telling import heads_concerned, tell, tell_admins, tell_person
from phieu.storage.tables import Position, Rotation
from phieu.words import RotationEnding, RotationState


async def enter(session: AsyncSession, rotation: Rotation, now: datetime, *, by: int | None = None) -> None:
    """The caller holds the rotation. The old and the new heads of the units are told."""
    before = await heads_concerned(session, rotation)
    change = entering(await held_posts(session, rotation.person_id), move_of(rotation))
    await change_posts(session, rotation.person_id, change)
    await _end_what_it_follows(session, rotation)
    rotation.state = RotationState.IN_FORCE
    await session.flush()
    heads = list(dict.fromkeys([*before, *await heads_concerned(session, rotation)]))
    await tell_person(session, rotation, Step.IN_FORCE, now)
    await tell(session, rotation, Step.IN_FORCE, now, heads)
    await tell_admins(
        session, rotation, Step.IN_FORCE, now, written(change.surprises), but=by if not change.surprises else None
    )


async def change_posts(session: AsyncSession, person_id: int, change: PostChange) -> None:
    """Take posts from a person and give them others."""
    theirs = delete(Position).where(col(Position.person_id) == person_id)
    for post in change.removed:
        await session.exec(theirs.where(col(Position.unit_id) == post.unit_id, col(Position.title) == post.title))
    for post in change.added:
        session.add(Position(person_id=person_id, unit_id=post.unit_id, title=post.title, rank=post.rank))
    await session.flush()


def written(surprises: frozenset[Surprise]) -> str:
    """Surprises, as a notice's subject keeps them."""
    return ",".join(sorted(surprises))


async def _end_what_it_follows(session: AsyncSession, rotation: Rotation) -> None:
    """Who moves on from the post that an earlier rotation gave them is on that one no longer."""
    if rotation.keeps_post:
        return
    left = move_of(rotation).old
    earlier = select(Rotation).where(
        Rotation.person_id == rotation.person_id, Rotation.state == RotationState.IN_FORCE, Rotation.id != rotation.id
    )
    for one in await session.exec(earlier):
        if move_of(one).new.place == left.place:
            one.state, one.ending, one.ended_on = RotationState.ENDED, RotationEnding.ELSEWHERE, rotation.starts_on
            one.end_unit_id, one.end_title, one.end_rank = rotation.to_unit_id, rotation.to_title, rotation.to_rank
