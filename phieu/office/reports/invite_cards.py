"""What stands on each printed invitation: whose it is, and the code by which they join."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.alphabet import name_key
from phieu.office.invite_codes import InviteCode
from phieu.storage.tables import Person, Position, Unit


@dataclass(frozen=True, slots=True)
class InviteCard:
    """One invitation to be cut out. The code is a secret until it is used."""

    name: str
    staff_number: str
    unit: str
    """Where the person works, units separated by commas; empty if they hold no position."""
    locale: str
    code: str
    expires_at: datetime


async def load_cards(session: AsyncSession, invites: Sequence[InviteCode]) -> list[InviteCard]:
    """The cards for these invitations, unit by unit in the order of names, so that a sheet is easily handed out."""
    people = {person.id: person for person in await session.exec(select(Person).where(col(Person.active)))}
    places = select(Position.person_id, Unit.name).join(Unit).where(col(Unit.active)).order_by(Unit.code)
    units: dict[int, dict[str, None]] = {}
    for person_id, unit in await session.exec(places):
        units.setdefault(person_id, {})[unit] = None
    cards = [
        InviteCard(
            name=person.name,
            staff_number=person.staff_number,
            unit=", ".join(units.get(invite.person_id, ())),
            locale=person.locale,
            code=invite.code,
            expires_at=invite.expires_at,
        )
        for invite in invites
        if (person := people.get(invite.person_id)) is not None
    ]
    return sorted(cards, key=lambda card: (card.unit, name_key(card.name), card.staff_number))
