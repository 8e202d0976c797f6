"""Finding somebody on the staff of today: by id, by staff number, or by a part of the name as people type it."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.alphabet import name_key
from phieu.office.spelling import fold, tidy
from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Person


async def staff_member(session: AsyncSession, person_id: int) -> Person | None:
    """Who has this id; None if nobody has it, or they have left."""
    person = await session.get(Person, person_id) if 0 < person_id <= LARGEST_ID else None
    return person if person is not None and person.active else None


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
