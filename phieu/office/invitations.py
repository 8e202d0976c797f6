"""Inviting people: codes for one of them, or for all who have not joined, and the sheet they are printed on."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.invite_codes import InviteCode, hash_code, invite_link, new_code
from phieu.office.reports.invite_cards import load_cards
from phieu.office.unreachable import HAS_CHAT
from phieu.office.ways_in import ways_in
from phieu.storage.tables import Invite, Office, Person

CHUNK = 500
"""Persons in one statement; databases bound the number of its parameters."""


@dataclass(frozen=True, slots=True)
class Joined:
    """How many of the staff have a chat with the bot."""

    staff: int
    joined: int

    @property
    def missing(self) -> int:
        """How many have none."""
        return self.staff - self.joined


@dataclass(frozen=True, slots=True)
class InviteSheet:
    """A sheet of codes, ready to print. Its content is a secret."""

    pdf: bytes
    count: int


async def count_joined(session: AsyncSession) -> Joined:
    """Count the staff, and those who have joined."""
    staff = select(func.count()).select_from(Person).where(col(Person.active))
    return Joined((await session.exec(staff)).one(), (await session.exec(staff.where(HAS_CHAT))).one())


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
        expires = now + timedelta(days=days)
        invites = [_new_invite(person, bot_username, expires) for person in invited]
        session.add_all(
            Invite(code_hash=hash_code(pepper, invite.code), person_id=invite.person_id, expires_at=invite.expires_at)
            for invite in invites
        )
    return invites


async def make_sheet(installation: Installation, bot_username: str) -> InviteSheet:
    """New codes for everybody who has not joined, as a PDF; codes made before for them stop working."""
    from phieu.office.reports.invite_sheet import invite_sheet  # noqa: PLC0415 - loaded when a sheet is drawn

    invites = await make_invites(installation, None, installation.now(), bot_username)
    ways = ways_in(installation.settings, bot_username)
    async with installation.database.reading() as session:
        office = await session.get(Office, 1)
        assert office is not None
        cards = await load_cards(session, invites)
    pdf = await asyncio.to_thread(invite_sheet, office.name, cards, ways, office.time_zone)
    return InviteSheet(pdf, len(cards))


def _new_invite(person_id: int, bot_username: str, expires_at: datetime) -> InviteCode:
    code = new_code()
    return InviteCode(person_id, code, invite_link(bot_username, code), expires_at)


async def _invited(session: AsyncSession, wanted: set[int] | None) -> list[int]:
    query = select(Person.id).where(col(Person.active)).order_by(col(Person.id))
    if wanted is None:
        query = query.where(~HAS_CHAT)
    staff = [person_id for person_id in await session.exec(query) if person_id is not None]
    return staff if wanted is None else [person_id for person_id in staff if person_id in wanted]


async def _revoke(session: AsyncSession, people: list[int]) -> None:
    for start in range(0, len(people), CHUNK):
        theirs = col(Invite.person_id).in_(people[start : start + CHUNK])
        await session.exec(delete(Invite).where(theirs, col(Invite.used_at).is_(None)))
