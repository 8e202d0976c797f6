"""Reads how things are for a person who is to be moved: posts held, other rotations, and the units' other posts."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.rotations.consequences import ForUnit, consequences
from phieu.office.rotations.overlaps import days_taken
from phieu.office.rotations.plan import Standing
from phieu.office.rotations.positions import HeldPost, Move, PostChange
from phieu.storage.tables import Group, GroupMember, Person, Position, Rotation, Unit
from phieu.words import Rank


async def held_posts(session: AsyncSession, person_id: int) -> tuple[HeldPost, ...]:
    """The posts of a person, the first held first."""
    posts = await session.exec(select(Position).where(Position.person_id == person_id).order_by(col(Position.id)))
    return tuple(HeldPost(post.unit_id, post.title, post.rank) for post in posts)


async def load_standing(session: AsyncSession, person_id: int, today: date, *, without: int | None = None) -> Standing:
    """How things are for a person, leaving this rotation of theirs out of account."""
    person = await session.get(Person, person_id)
    units = await session.exec(select(Unit.id).where(col(Unit.active)))
    rotations = await session.exec(select(Rotation).where(Rotation.person_id == person_id).order_by(col(Rotation.id)))
    taken = [
        ("" if one.not_by_chat else one.code, days_taken(one.state, one.starts_on, one.ends_on, one.ended_on, today))
        for one in rotations
        if one.id != without
    ]
    return Standing(
        today=today,
        active=person is not None and person.active,
        held=await held_posts(session, person_id),
        open_units=frozenset(id_ for id_ in units if id_ is not None),
        others=tuple((code, days) for code, days in taken if days is not None),
    )


def move_of(rotation: Rotation) -> Move:
    """The posts of a stored rotation, as plain values."""
    old = HeldPost(rotation.from_unit_id, rotation.from_title, rotation.from_rank)
    new = HeldPost(rotation.to_unit_id, rotation.to_title, rotation.to_rank)
    return Move(old, new, rotation.keeps_post)


async def consequences_of(session: AsyncSession, person_id: int, change: PostChange) -> list[ForUnit]:
    """What a change of this person's posts would mean for the units, as things stand today."""
    before = await held_posts(session, person_id)
    after = change.applied_to(before)
    others = await _ranks_of_others(session, person_id, {post.unit_id for post in (*before, *after)})
    return consequences(before, after, others)


async def in_charge_of(session: AsyncSession, person_id: int) -> list[str]:
    """The names of the units that this person is in charge of; a change of posts does not touch that."""
    query = select(Unit.name).where(Unit.supervisor_id == person_id, col(Unit.active)).order_by(col(Unit.id))
    return list(await session.exec(query))


async def groups_of(session: AsyncSession, person_id: int) -> list[str]:
    """The names of the groups that this person belongs to; a change of posts does not touch that either."""
    query = select(Group.name).join(GroupMember, col(GroupMember.group_id) == col(Group.id))
    return list(await session.exec(query.where(GroupMember.person_id == person_id).order_by(col(Group.id))))


async def _ranks_of_others(session: AsyncSession, person_id: int, units: Collection[int]) -> dict[int, list[Rank]]:
    query = select(Position.unit_id, Position.rank).join(Person, col(Person.id) == col(Position.person_id))
    theirs = col(Position.unit_id).in_(units) & (col(Position.person_id) != person_id) & col(Person.active)
    found: defaultdict[int, list[Rank]] = defaultdict(list)
    for unit_id, rank in await session.exec(query.where(theirs)):
        found[unit_id].append(Rank(rank))
    return dict(found)
