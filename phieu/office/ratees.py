"""How the people who are rated are named on screens: the name, the posts they hold, and the order they stand in."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.alphabet import name_key
from phieu.storage.tables import Person, Position, Unit
from phieu.words import Rank

BATCH = 500
"""Ids in one statement: below every database's limit of variables."""
_RANKS = {rank: place for place, rank in enumerate(Rank)}


@dataclass(frozen=True, slots=True)
class Ratee:
    """Somebody a ballot is about."""

    id: int
    name: str
    posts: str
    """Titles with their units, `Trưởng phòng, Phòng Hành chính; Ủy viên, Đảng ủy`; empty for who holds no post."""
    order: tuple[int, str, int]
    """Sorts the chief first, then the deputies, then the heads; by name within a rank (`alphabet.name_key`)."""


async def load_ratees(session: AsyncSession, ids: set[int]) -> dict[int, Ratee]:
    """The people with these ids, deactivated ones too: a round that is open goes on about them."""
    found: dict[int, Ratee] = {}
    in_order = sorted(ids)
    for start in range(0, len(in_order), BATCH):
        some = in_order[start : start + BATCH]
        people = await session.exec(select(Person.id, Person.name).where(col(Person.id).in_(some)))
        posts, ranks = await _posts(session, some)
        for person_id, name in people:
            if person_id is not None:
                order = (ranks.get(person_id, len(_RANKS)), name_key(name), person_id)
                found[person_id] = Ratee(person_id, name, "; ".join(posts[person_id]), order)
    return found


async def _posts(session: AsyncSession, ids: list[int]) -> tuple[dict[int, list[str]], dict[int, int]]:
    rows = await session.exec(
        select(Position.person_id, Position.title, Position.rank, Unit.name)
        .join(Unit)
        .where(col(Position.person_id).in_(ids))
        .order_by(col(Position.id))
    )
    posts: defaultdict[int, list[str]] = defaultdict(list)
    ranks: dict[int, int] = {}
    for person_id, title, rank, unit in rows:
        posts[person_id].append(_post(title, unit))
        ranks[person_id] = min(_RANKS[Rank(rank)], ranks.get(person_id, len(_RANKS)))
    return posts, ranks


def _post(title: str, unit: str) -> str:
    return title if unit.casefold() in title.casefold() else f"{title}, {unit}"
