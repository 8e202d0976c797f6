"""The titles in use: offered where one is to be chosen, so that few have to be typed, and known by their rank."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.spelling import fold
from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Person, Position
from phieu.words import Rank

MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class UsedTitle:
    """A title, its usual rank, and the id of one position that has it."""

    title: str
    rank: Rank
    position_id: int


async def titles_for(session: AsyncSession, unit_id: int, rank: Rank | None = None) -> list[UsedTitle]:
    """The titles to offer for a post in the unit: those in use there first, then the others of that rank."""
    everywhere = (
        await session.exec(select(Position).join(Person).where(col(Person.active)).order_by(col(Position.id)))
    ).all()
    here = [post for post in everywhere if post.unit_id == unit_id]
    alike = [post for post in everywhere if rank is None or post.rank is rank]
    return _distinct([*here, *alike])[:MOST_OFFERED]


async def title_of(session: AsyncSession, position_id: int) -> UsedTitle | None:
    """The title that this position has; None if it is there no longer."""
    post = await session.get(Position, position_id) if 0 < position_id <= LARGEST_ID else None
    return None if post is None else UsedTitle(post.title, post.rank, position_id)


async def usual_rank(session: AsyncSession, title: str) -> Rank | None:
    """The rank that goes with a typed title, if it is in use."""
    posts = await session.exec(select(Position.title, Position.rank))
    ranks = Counter(Rank(rank) for known, rank in posts if fold(known) == fold(title))
    return ranks.most_common(1)[0][0] if ranks else None


def _distinct(posts: Iterable[Position]) -> list[UsedTitle]:
    found: dict[str, UsedTitle] = {}
    for post in posts:
        assert post.id is not None
        found.setdefault(fold(post.title), UsedTitle(post.title, post.rank, post.id))
    return list(found.values())
