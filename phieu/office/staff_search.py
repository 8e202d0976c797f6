"""Finding somebody on the staff of today: by id, by staff number, or by a part of the name as people type it."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.alphabet import name_key
from phieu.office.spelling import fold, fold_name, tidy
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
    staff = await session.exec(select(Person.id, Person.name, Person.staff_number).where(col(Person.active)))
    found = [
        (_quality(text, wanted, name, number), name_key(name), person_id)
        for person_id, name, number in staff
        if wanted in fold_name(name) or wanted in fold_name(number)
    ]
    best = [person_id for _, _, person_id in sorted(found)[:most]]
    people = {one.id: one for one in await session.exec(select(Person).where(col(Person.id).in_(best)))}
    return [people[person_id] for person_id in best]


def _quality(text: str, wanted: str, name: str, number: str) -> int:
    """How well somebody is meant: 0 for the number, then words with their accents, words, any part."""
    folded = f" {fold_name(name)} "
    fits = (
        fold_name(number) == wanted,
        f" {tidy(text).casefold()} " in f" {tidy(name).casefold()} ",
        f" {wanted} " in folded,
        f" {wanted}" in folded,
    )
    return next((quality for quality, is_so in enumerate(fits) if is_so), len(fits))
