"""Writes what was confirmed: the office as the book says, without losing anybody or touching an open round."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.workbook.applying_calendar import apply_calendar
from phieu.office.workbook.applying_criteria import apply_criteria, apply_rules
from phieu.office.workbook.applying_records import apply_records
from phieu.office.workbook.changes import Changes
from phieu.office.workbook.current import load_current
from phieu.office.workbook.records import Book
from phieu.office.workbook.round_sheets import CRITERIA, QUESTIONS, RULES, SCALES
from phieu.office.workbook.staff_sheets import GROUPS, MEMBERS, OFFICE, PEOPLE, POSITIONS, UNITS
from phieu.storage.tables import Group, GroupMember, Office, Person, Position, Unit

OFFICE_ID = 1


class ChangedMeanwhileError(Exception):
    """The office is no longer as it was when the changes were shown; work them out and show them anew."""


async def apply_changes(session: AsyncSession, changes: Changes, now: datetime) -> None:
    """Do what was shown, in the caller's transaction. Raises ChangedMeanwhileError before writing anything."""
    await session.exec(select(Office).with_for_update())  # on PostgreSQL, two imports wait for each other
    if not changes.still_hold(await load_current(session)):
        raise ChangedMeanwhileError
    book = changes.after
    if changes.touches(OFFICE):
        await _apply_office(session, book)
    if changes.touches(PEOPLE):
        await _apply_people(session, book, now)
    people = {number: id_ for id_, number in await session.exec(select(Person.id, Person.staff_number)) if id_}
    if changes.touches(UNITS):
        await _apply_units(session, book, people)
    if changes.touches(POSITIONS):
        await _apply_positions(session, book, people)
    if changes.touches(GROUPS, MEMBERS):
        await _apply_groups(session, book, people)
    if changes.touches(SCALES, CRITERIA, QUESTIONS, RULES):
        # rules point at sets: they make room first and come back last
        await apply_rules(session, ())
        await apply_criteria(session, changes)
        await apply_rules(session, book.rules)
    await apply_calendar(session, changes, now)
    await apply_records(session, changes, people, now)
    await session.flush()


async def _apply_office(session: AsyncSession, book: Book) -> None:
    said = book.office[0]
    office = await session.get(Office, OFFICE_ID) or Office(id=OFFICE_ID, name=said.name)
    for column in OFFICE.columns:
        setattr(office, column.key, getattr(said, column.key))
    session.add(office)


async def _apply_people(session: AsyncSession, book: Book, now: datetime) -> None:
    known = {person.staff_number: person for person in await session.exec(select(Person))}
    for said in book.people:
        person = known.pop(said.number, None) or Person(staff_number=said.number, name=said.name)
        person.name, person.contact = said.name, said.contact
        person.locale, person.admin = said.locale or "vi", bool(said.admin)
        person.active, person.left_at = True, None
        session.add(person)
    for person in known.values():
        if person.active:
            person.active, person.left_at, person.admin = False, now, False
    await session.flush()


async def _apply_units(session: AsyncSession, book: Book, people: dict[str, int]) -> None:
    known = {unit.code: unit for unit in await session.exec(select(Unit))}
    for said in book.units:
        unit = known.pop(said.code, None) or Unit(code=said.code, name=said.name)
        unit.name, unit.active = said.name, True
        unit.supervisor_id = people[said.supervisor] if said.supervisor else None
        session.add(unit)
    for unit in known.values():
        unit.active, unit.supervisor_id = False, None
    await session.flush()


async def _apply_positions(session: AsyncSession, book: Book, people: dict[str, int]) -> None:
    units = {code: id_ for id_, code in await session.exec(select(Unit.id, Unit.code)) if id_}
    posts = {(row.person_id, row.unit_id, row.title): row for row in await session.exec(select(Position))}
    for said in book.positions:
        place = people[said.person], units[said.unit], said.title
        post = posts.pop(place, None)
        if post is None:
            session.add(Position(person_id=place[0], unit_id=place[1], title=said.title, rank=said.rank))
        elif post.rank != said.rank:
            post.rank = said.rank
    for post in posts.values():
        await session.delete(post)
    await session.flush()


async def _apply_groups(session: AsyncSession, book: Book, people: dict[str, int]) -> None:
    await session.exec(delete(GroupMember))
    known = {group.code: group for group in await session.exec(select(Group))}
    for said in book.groups:
        group = known.pop(said.code, None) or Group(code=said.code, name=said.name)
        group.name = said.name
        session.add(group)
    for group in known.values():
        await session.delete(group)
    await session.flush()
    ids = {code: id_ for id_, code in await session.exec(select(Group.id, Group.code)) if id_}
    session.add_all(GroupMember(group_id=ids[said.group], person_id=people[said.person]) for said in book.members)
