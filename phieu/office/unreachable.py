"""Whom notices do not reach: who has not joined, and who has blocked the bot."""

from collections import Counter
from collections.abc import Collection
from enum import StrEnum

from sqlmodel import col, exists, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.alphabet import name_key
from phieu.storage.tables import ChatAccount, Person


class Reason(StrEnum):
    """Why notices do not reach somebody."""

    NOT_JOINED = "not_joined"
    BLOCKED = "blocked"


HAS_CHAT = exists().where(col(ChatAccount.person_id) == col(Person.id))
"""The condition on a person that they have joined."""
_UNREACHED = col(Person.active) & ~HAS_CHAT.where(col(ChatAccount.reachable))


async def unreachable_people(
    session: AsyncSession, person_ids: Collection[int] | None = None
) -> list[tuple[Person, Reason]]:
    """Those of these people, or of everybody on the staff, whom notices do not reach, by name."""
    found = await session.exec(select(Person, HAS_CHAT).where(_UNREACHED))
    wanted = None if person_ids is None else set(person_ids)
    people = [(person, _reason(blocked)) for person, blocked in found if wanted is None or person.id in wanted]
    return sorted(people, key=lambda one: name_key(one[0].name))


async def count_reasons(session: AsyncSession, person_ids: Collection[int]) -> Counter[Reason]:
    """How many of these people notices do not reach, by why not."""
    found = await session.exec(select(Person.id, HAS_CHAT).where(_UNREACHED))
    wanted = set(person_ids)
    return Counter(_reason(blocked) for person_id, blocked in found if person_id in wanted)


def _reason(has_chat: bool) -> Reason:  # noqa: FBT001 - a column
    return Reason.BLOCKED if has_chat else Reason.NOT_JOINED


async def count_unreachable(session: AsyncSession) -> int:
    """How many of the staff they are."""
    return (await session.exec(select(func.count()).select_from(Person).where(_UNREACHED))).one()
