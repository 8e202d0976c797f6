"""What somebody decides about their own chats: where notices go, which chat is given up, how answers are numbered."""

from collections.abc import Mapping

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.tables import ChatAccount, Person
from phieu.words import Channel


class LastChatError(Exception):
    """It is the only chat that this person has: without it they could not be reached, nor come back."""


async def chats_of(session: AsyncSession, person_id: int) -> Mapping[Channel, ChatAccount]:
    """The chats of this person, in the order of the channels."""
    mine = select(ChatAccount).where(col(ChatAccount.person_id) == person_id)
    found = {chat.channel: chat for chat in await session.exec(mine)}
    return {channel: found[channel] for channel in Channel if channel in found}


async def prefer(session: AsyncSession, person_id: int, channel: Channel) -> bool:
    """Send notices there from now on; False if they have no chat there."""
    if channel not in await chats_of(session, person_id):
        return False
    await _set(session, person_id, preferred_channel=channel)
    return True


async def leave(session: AsyncSession, person_id: int, channel: Channel) -> bool:
    """Cut off this chat of theirs; False if there is none. Raises LastChatError."""
    # one after the other, or each of two chats could be given up from the other one
    await session.exec(select(Person.id).where(col(Person.id) == person_id).with_for_update())
    chats = await chats_of(session, person_id)
    if channel not in chats:
        return False
    if len(chats) == 1:
        raise LastChatError
    mine = (col(ChatAccount.person_id) == person_id) & (col(ChatAccount.channel) == channel)
    await session.exec(delete(ChatAccount).where(mine))
    await _set(session, person_id, preferred_channel=None)
    return True


async def number_answers(session: AsyncSession, person_id: int, *, fixed: bool) -> None:
    """Whether answers keep the same numbers on every question, where a channel numbers choices."""
    await _set(session, person_id, fixed_numbers=fixed)


async def _set(session: AsyncSession, person_id: int, **values: Channel | bool | None) -> None:
    await session.exec(update(Person).where(col(Person.id) == person_id).values(**values))
