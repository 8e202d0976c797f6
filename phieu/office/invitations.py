"""Who has joined and who has not, and the printed sheet for those who have not."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, exists, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.alphabet import name_key
from phieu.office.joining import make_invites
from phieu.office.reports.invite_cards import load_cards
from phieu.office.spelling import fold, tidy
from phieu.storage.tables import ChatAccount, Office, Person

_HAS_CHAT = exists().where(col(ChatAccount.person_id) == col(Person.id))


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
    return Joined((await session.exec(staff)).one(), (await session.exec(staff.where(_HAS_CHAT))).one())


async def has_joined(session: AsyncSession, person_id: int) -> bool:
    """Whether this person has a chat with the bot."""
    return (await session.exec(select(ChatAccount).where(ChatAccount.person_id == person_id))).first() is not None


async def find_staff(session: AsyncSession, text: str, most: int) -> list[Person]:
    """Staff whose number, or name without regard to case and accents, contains the text; the best matches first."""
    wanted = fold(text)
    if not wanted:
        return []
    people = await session.exec(select(Person).where(col(Person.active)))
    found = [(quality, person) for person in people if (quality := _match(text, person)) is not None]
    return [person for _, person in sorted(found, key=lambda one: (one[0], name_key(one[1].name)))[:most]]


def _match(text: str, person: Person) -> int | None:
    """How well somebody is meant: the number, words with their accents, words, any part; None if not at all."""
    wanted, name, number = fold(text), f" {fold(person.name)} ", fold(person.staff_number)
    fits = (
        number == wanted,
        f" {tidy(text).casefold()} " in f" {tidy(person.name).casefold()} ",
        f" {wanted} " in name,
        f" {wanted}" in name,
        wanted in name or wanted in number,
    )
    return next((quality for quality, is_so in enumerate(fits) if is_so), None)


async def make_sheet(installation: Installation, bot_username: str) -> InviteSheet:
    """New codes for everybody who has not joined, as a PDF; codes made before for them stop working."""
    from phieu.office.reports.invite_sheet import invite_sheet  # noqa: PLC0415 - loaded when a sheet is drawn

    now = installation.now()
    invites = await make_invites(installation, None, now, bot_username)
    async with installation.database.reading() as session:
        office = await session.get(Office, 1)
        assert office is not None
        cards = await load_cards(session, invites, now + timedelta(days=office.invite_days))
    return InviteSheet(invite_sheet(office.name, cards, office.time_zone), len(cards))
