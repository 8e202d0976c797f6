"""Joining by a one-time code: made for a person, given to them on paper or as a link, kept only as a keyed hash."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, delete, exists, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.storage.tables import Assignment, ChatAccount, Invite, Office, Person, Round
from phieu.words import Channel, RoundState

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without the letters and digits that are mistaken for each other on paper."""
GROUPS, GROUP_LENGTH = 3, 4
"""XXXX-XXXX-XXXX: 59 bits, to be typed on a phone by someone who has only the sheet."""
CHUNK = 500
"""Persons in one statement; databases bound the number of its parameters."""


class BallotsOpenError(Exception):
    """The code is good, but would open to a new chat the ballots that its person may have begun in another one."""


@dataclass(frozen=True, slots=True)
class InviteCode:
    """A code just made, which exists nowhere else. The link opens the bot with it, if the bot's name is known."""

    person_id: int
    code: str
    link: str | None


async def make_invites(
    installation: Installation, person_ids: Iterable[int] | None, now: datetime, bot_username: str = ""
) -> list[InviteCode]:
    """Make a code each for these people, or for everybody on the staff who has no chat yet.

    Unused codes that these people had stop working. People who have left, and ids of nobody, get none.
    """
    pepper = installation.keyring.secret("invites")
    async with installation.database.writing() as session:
        invited = await _invited(session, None if person_ids is None else set(person_ids))
        days = (await session.exec(select(Office.invite_days))).first() or Office.model_fields["invite_days"].default
        await _revoke(session, invited)
        invites = [InviteCode(person, code := new_code(), invite_link(bot_username, code)) for person in invited]
        expires = now + timedelta(days=days)
        session.add_all(
            Invite(code_hash=hash_code(pepper, invite.code), person_id=invite.person_id, expires_at=expires)
            for invite in invites
        )
    return invites


async def redeem(installation: Installation, channel: Channel, chat_id: str, code: str) -> Person | None:
    """Give this chat to the person whom the code was made for; None if the code is not, or no longer, valid.

    The chat that the person had on this channel before is cut off, and so is whoever had this chat.
    Raises BallotsOpenError, and keeps the code good for later, where somebody who has joined before is asked in an
    open round: whoever can make codes could else look at anybody's answers. Whether there are any plays no part.
    """
    now, code_hash = installation.now(), hash_code(installation.keyring.secret("invites"), code)
    async with installation.database.writing() as session:
        person = await _use_up(session, code_hash, now)
        if person is None or person.id is None:
            return None
        if await _moves_ballots(session, person.id, channel, chat_id):
            raise BallotsOpenError
        taken = or_(col(ChatAccount.person_id) == person.id, col(ChatAccount.chat_id) == chat_id)
        await session.exec(delete(ChatAccount).where(col(ChatAccount.channel) == channel, taken))
        session.add(ChatAccount(channel=channel, person_id=person.id, chat_id=chat_id, joined_at=_day_of(now)))
    return person


def new_code() -> str:
    """A fresh code, written as people read it."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def plain_code(text: str) -> str:
    """A code as typed, without what does not matter: case, spaces, hyphens."""
    return "".join(filter(str.isalnum, text)).upper()


def hash_code(pepper: bytes, code: str) -> bytes:
    """What is stored of a code: HMAC-SHA256 under a secret that is outside the database."""
    return hmac.digest(pepper, plain_code(code).encode(), hashlib.sha256)


def invite_link(bot_username: str, code: str) -> str | None:
    """The link that opens the bot on Telegram with the code filled in; None if the bot's name is not known."""
    return f"https://t.me/{bot_username}?start={code}" if bot_username else None


async def _invited(session: AsyncSession, wanted: set[int] | None) -> list[int]:
    query = select(Person.id).where(col(Person.active)).order_by(col(Person.id))
    if wanted is None:
        has_chat = exists().where(col(ChatAccount.person_id) == col(Person.id))
        query = query.where(~has_chat)
    staff = [person_id for person_id in await session.exec(query) if person_id is not None]
    return staff if wanted is None else [person_id for person_id in staff if person_id in wanted]


def _day_of(now: datetime) -> datetime:
    """All that is kept of a joining: many answer right after it, and an instant would date their ballots."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


async def _revoke(session: AsyncSession, people: list[int]) -> None:
    for start in range(0, len(people), CHUNK):
        theirs = col(Invite.person_id).in_(people[start : start + CHUNK])
        await session.exec(delete(Invite).where(theirs, col(Invite.used_at).is_(None)))


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
    used = await session.exec(update(Invite).where(unused).values(used_at=_day_of(now)))
    return person if used.rowcount == 1 else None  # of two phones at once, one
