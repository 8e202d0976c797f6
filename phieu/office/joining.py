"""Joining: a chat becomes its person's by a one-time code, an admin's or one of their own.

On the channel where somebody has a chat, the new one takes its place. On the other channel it comes beside it: then the
chat that was there first is told, so that nobody reads along unnoticed by means of a code that was not meant for them.
"""

from datetime import datetime
from secrets import token_hex

from sqlmodel import col, delete, exists, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.invite_codes import hash_code
from phieu.office.notices import announce
from phieu.office.only_the_day import only_the_day
from phieu.office.own_codes import OwnCode, take_own_code
from phieu.storage.tables import Assignment, ChatAccount, Invite, Notice, Person, Round
from phieu.words import Channel, NoticeKind, RoundState


class BallotsOpenError(Exception):
    """The code is good, but would open to a new chat the ballots that its person may have begun in another one."""


async def redeem(installation: Installation, channel: Channel, chat_id: str, code: str) -> Person | None:
    """Give this chat to the person whom the code was made for; None if the code is not, or no longer, valid.

    The chat that the person had on this channel before is cut off, and so is whoever had this chat. A chat that they
    have on another channel stays; notices go to the new one from then on.
    Raises BallotsOpenError, and keeps an admin's code good for later, where somebody who has joined before is asked in
    an open round: whoever can make codes could else look at anybody's answers. Whether there are any plays no part.
    """
    own = await take_own_code(installation, channel, code)
    now, code_hash = installation.now(), hash_code(installation.keyring.secret("invites"), code)
    async with installation.database.writing() as session:
        person = await _maker(session, own) if own else await _use_up(session, code_hash, now)
        if person is None or person.id is None:
            return None
        if own is None and await _moves_ballots(session, person.id, channel, chat_id):
            raise BallotsOpenError
        await _give_chat(session, person, (channel, chat_id), now)
    return person


async def _give_chat(session: AsyncSession, person: Person, chat: tuple[Channel, str], now: datetime) -> None:
    assert person.id is not None
    channel, chat_id = chat
    mine = select(ChatAccount.channel, ChatAccount.chat_id).where(col(ChatAccount.person_id) == person.id)
    before = dict((await session.exec(mine)).all())
    taken = or_(col(ChatAccount.person_id) == person.id, col(ChatAccount.chat_id) == chat_id)
    await session.exec(delete(ChatAccount).where(col(ChatAccount.channel) == channel, taken))
    day = only_the_day(now)
    session.add(ChatAccount(channel=channel, person_id=person.id, chat_id=chat_id, joined_at=day))
    if before.get(channel) == chat_id:
        return
    others = [Channel(one) for one in before if one is not channel]
    if others and channel not in before:
        person.preferred_channel = channel
    for other in others:
        await _tell_the_other_chat(session, person.id, other, f"chat:{channel}:{token_hex(8)}", day)


async def _tell_the_other_chat(
    session: AsyncSession, person_id: int, other: Channel, subject: str, day: datetime
) -> None:
    kind = NoticeKind.CHAT_ADDED
    await announce(session, kind, subject, [person_id], day, urgent=True)
    told = (col(Notice.kind) == kind) & (col(Notice.subject) == subject)
    await session.exec(update(Notice).where(told).values(channel=other))


async def _maker(session: AsyncSession, own: OwnCode) -> Person | None:
    """Who made this code, if the chat in which they did is still theirs."""
    theirs = (
        (col(ChatAccount.person_id) == own.person_id)
        & (col(ChatAccount.channel) == own.channel)
        & (col(ChatAccount.chat_id) == own.chat_id)
    )
    query = select(Person).join(ChatAccount, col(ChatAccount.person_id) == col(Person.id))
    return (await session.exec(query.where(theirs, col(Person.active)))).first()


async def _moves_ballots(session: AsyncSession, person_id: int, channel: Channel, chat_id: str) -> bool:
    """Whether somebody who is asked in an open round has joined before, with another chat than this."""
    in_open_round = exists().where(
        col(Assignment.rater_id) == person_id,
        col(Assignment.round_id) == col(Round.id),
        col(Round.state) == RoundState.OPEN,
    )
    mine = col(ChatAccount.person_id) == person_id
    same_chat = exists().where(mine, col(ChatAccount.channel) == channel, col(ChatAccount.chat_id) == chat_id)
    # this code counts among the used ones by now; an earlier one tells of a chat that has become somebody else's since
    used = (col(Invite.person_id) == person_id) & col(Invite.used_at).is_not(None)
    had_chat = or_(exists().where(mine), select(func.count()).where(used).scalar_subquery() > 1)
    return bool((await session.exec(select(in_open_round & ~same_chat & had_chat))).one())


async def _use_up(session: AsyncSession, code_hash: bytes, now: datetime) -> Person | None:
    unused = (col(Invite.code_hash) == code_hash) & col(Invite.used_at).is_(None) & (col(Invite.expires_at) > now)
    query = select(Person).join(Invite, col(Invite.person_id) == col(Person.id)).where(unused, col(Person.active))
    person = (await session.exec(query)).first()
    if person is None:
        return None
    used = await session.exec(update(Invite).where(unused).values(used_at=only_the_day(now)))
    return person if used.rowcount == 1 else None  # of two phones at once, one
