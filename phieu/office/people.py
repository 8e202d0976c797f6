"""Who acts: a person found by their chat, and the little that people change about themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Table
from sqlmodel import SQLModel, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.database import Database
from phieu.storage.tables import ChatAccount, Office, Person
from phieu.words import Channel

_PEOPLE: Table = SQLModel.metadata.tables[str(Person.__tablename__)]
_COLUMNS = tuple(_PEOPLE.columns.keys())
_ZONE = select(Office.time_zone).where(Office.id == 1).scalar_subquery()
_CALLERS = select(col(ChatAccount.chat_id), col(ChatAccount.reachable), _ZONE, *_PEOPLE.columns).where(
    col(ChatAccount.person_id) == _PEOPLE.c.id
)


@dataclass(frozen=True, slots=True)
class Caller:
    """A person and the chat from which they speak."""

    person: Person
    """A copy that belongs to no session."""
    reachable: bool
    zone: str | None
    """The office's time zone; None as long as there is no office."""


async def find_callers(database: Database, chats: Collection[tuple[Channel, str]]) -> dict[tuple[Channel, str], Caller]:
    """Whose chats these are, by an index; chats that are nobody's are left out."""
    found = {}
    async with database.engine.connect() as connection:
        for channel, keys in groupby(sorted(chats), key=lambda chat: chat[0]):
            chat_ids = [chat_id for _, chat_id in keys]
            theirs = _CALLERS.where(col(ChatAccount.channel) == channel, col(ChatAccount.chat_id).in_(chat_ids))
            for chat_id, reachable, zone, *values in await connection.execute(theirs):
                person = Person(**dict(zip(_COLUMNS, values, strict=True)))
                found[channel, chat_id] = Caller(person, reachable, zone)
    return found


async def set_locale(session: AsyncSession, person_id: int, locale: str) -> None:
    """Speak to this person in this language from now on."""
    await session.exec(update(Person).where(col(Person.id) == person_id).values(locale=locale))


async def set_reachable(session: AsyncSession, channel: Channel, person_id: int, *, reachable: bool) -> None:
    """Note whether notices get through to this chat."""
    mine = (col(ChatAccount.person_id) == person_id) & (col(ChatAccount.channel) == channel)
    await session.exec(update(ChatAccount).where(mine).values(reachable=reachable))
