"""Reads the turns that the statistics of rotations count."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.namesakes import told_apart
from phieu.office.rotations.statistics import PlaceOfWork, Turn
from phieu.storage.tables import Person, Position, Rotation, Unit
from phieu.words import RotationState

COUNTED = (RotationState.IN_FORCE, RotationState.ENDED)
"""What has come into force is a turn, also once it has ended."""


@dataclass(frozen=True, slots=True)
class LoadedTurns:
    """The turns, the posts that the staff of today hold, and what the ids are called."""

    turns: tuple[Turn, ...]
    posts: tuple[tuple[int, PlaceOfWork], ...]
    people: dict[int, str]
    units: dict[int, str]

    @property
    def years(self) -> list[int]:
        """The years that have turns, the latest first."""
        return sorted({turn.starts_on.year for turn in self.turns}, reverse=True)


async def load_turns(session: AsyncSession, today: date, *, by_chat_only: bool) -> LoadedTurns:
    """All turns until today; where they are shown in chat, without those that must not go by it."""
    rotations = select(Rotation).where(col(Rotation.state).in_(COUNTED), col(Rotation.starts_on) <= today)
    if by_chat_only:
        rotations = rotations.where(~col(Rotation.not_by_chat))
    turns = [_turn(one) for one in await session.exec(rotations.order_by(col(Rotation.id)))]
    posts = select(Position).join(Person, col(Person.id) == col(Position.person_id)).where(col(Person.active))
    held = [(one.person_id, PlaceOfWork(one.unit_id, one.title)) for one in await session.exec(posts)]
    everybody = await session.exec(select(Person.id, Person.name, Person.staff_number))
    people = told_apart({id_: (name, number) for id_, name, number in everybody if id_ is not None})
    units = {id_: name for id_, name in await session.exec(select(Unit.id, Unit.name)) if id_ is not None}
    return LoadedTurns(tuple(turns), tuple(held), people, units)


def _turn(one: Rotation) -> Turn:
    old, new = PlaceOfWork(one.from_unit_id, one.from_title), PlaceOfWork(one.to_unit_id, one.to_title)
    return Turn(one.person_id, one.kind, old, new, one.to_rank, one.starts_on)
