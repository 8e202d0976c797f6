"""Who acts: a person found by their chat, and the little that people change about themselves."""

from dataclasses import dataclass

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.tables import ChatAccount, Office, Person
from phieu.words import Channel


@dataclass(frozen=True, slots=True)
class Caller:
    """A person and the chat from which they speak."""

    person: Person
    reachable: bool


async def find_caller(session: AsyncSession, channel: Channel, chat_id: str) -> Caller | None:
    """Whose chat this is; None if it is nobody's. One look-up by an index."""
    query = (
        select(Person, ChatAccount.reachable)
        .join(ChatAccount, col(ChatAccount.person_id) == col(Person.id))
        .where(ChatAccount.chat_id == chat_id, ChatAccount.channel == channel)
    )
    row = (await session.exec(query)).first()
    return None if row is None else Caller(row[0], row[1])


async def find_person(session: AsyncSession, channel: Channel, chat_id: str) -> Person | None:
    """The person whose chat this is; None if it is nobody's."""
    caller = await find_caller(session, channel, chat_id)
    return None if caller is None else caller.person


async def time_zone(session: AsyncSession) -> str | None:
    """The office's time zone; None as long as there is no office."""
    return (await session.exec(select(Office.time_zone))).first()


async def set_locale(session: AsyncSession, person_id: int, locale: str) -> None:
    """Speak to this person in this language from now on."""
    await session.exec(update(Person).where(col(Person.id) == person_id).values(locale=locale))


async def set_reachable(session: AsyncSession, channel: Channel, person_id: int, *, reachable: bool) -> None:
    """Note whether notices get through to this chat."""
    mine = (col(ChatAccount.person_id) == person_id) & (col(ChatAccount.channel) == channel)
    await session.exec(update(ChatAccount).where(mine).values(reachable=reachable))
