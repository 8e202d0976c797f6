"""What the database knows, in the words of the workbook."""

from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.workbook import records
from phieu.office.workbook.current_calendar import load_calendar
from phieu.office.workbook.current_records import cancelled_courses, load_records
from phieu.office.workbook.records import Book, Current
from phieu.office.workbook.staff_sheets import OFFICE
from phieu.storage.tables import (
    ChatAccount,
    CriteriaSet,
    Group,
    GroupMember,
    Office,
    Person,
    Position,
    Question,
    Rule,
    Scale,
    ScaleOption,
    Unit,
)
from phieu.words import Rank


async def load_current(session: AsyncSession) -> Current:
    """Read it all; each part in the order in which it was written, which is the order of its sheet."""
    people = (await session.exec(select(Person).order_by(col(Person.id)))).all()
    chats = select(Person.staff_number).join(ChatAccount).distinct()
    supervisor = aliased(Person)
    units = (
        await session.exec(
            select(Unit, supervisor.staff_number)
            .outerjoin(supervisor, col(Unit.supervisor_id) == supervisor.id)
            .order_by(col(Unit.id))
        )
    ).all()
    book = Book(
        office=tuple(
            records.OfficeRecord(**{column.key: getattr(row, column.key) for column in OFFICE.columns})
            for row in await session.exec(select(Office))
        ),
        units=tuple(_unit(unit, number) for unit, number in units if unit.active),
        people=tuple(_person(person) for person in people if person.active),
        **await _posts_and_groups(session),
        **await _criteria(session),
        **await _rules(session),
        **await load_calendar(session),
        **await load_records(session),
    )
    return Current(
        book,
        left=tuple(_person(person) for person in people if not (person.active or person.erased)),
        closed=tuple(_unit(unit, number) for unit, number in units if not unit.active),
        joined=frozenset(await session.exec(chats)),
        cancelled=await cancelled_courses(session),
    )


def _person(person: Person) -> records.PersonRecord:
    return records.PersonRecord(person.staff_number, person.name, person.locale, person.contact, person.admin)


def _unit(unit: Unit, supervisor: str | None) -> records.UnitRecord:
    return records.UnitRecord(unit.code, unit.name, supervisor or "")


async def _posts_and_groups(session: AsyncSession) -> dict[str, tuple[Any, ...]]:
    positions = (
        select(Person.staff_number, Unit.code, Position.title, Position.rank)
        .join(Person, col(Position.person_id) == col(Person.id))
        .join(Unit, col(Position.unit_id) == col(Unit.id))
        .order_by(col(Position.id))
    )
    members = (
        select(Group.code, Person.staff_number)
        .select_from(GroupMember)
        .join(Group, col(GroupMember.group_id) == col(Group.id))
        .join(Person, col(GroupMember.person_id) == col(Person.id))
        .order_by(col(Group.id), col(Person.id))
    )
    groups = await session.exec(select(Group).order_by(col(Group.id)))
    return {
        "positions": tuple(
            records.PositionRecord(person, unit, title, Rank(rank))
            for person, unit, title, rank in await session.exec(positions)
        ),
        "groups": tuple(records.GroupRecord(group.code, group.name) for group in groups),
        "members": tuple(records.MemberRecord(group, person) for group, person in await session.exec(members)),
    }


async def _criteria(session: AsyncSession) -> dict[str, tuple[Any, ...]]:
    options = (
        select(ScaleOption, Scale.code)
        .join(Scale, col(ScaleOption.scale_id) == col(Scale.id))
        .order_by(col(Scale.id), col(ScaleOption.value))
    )
    sets = select(CriteriaSet).order_by(col(CriteriaSet.id))
    questions = (
        select(Question, CriteriaSet.code, Scale.code)
        .join(CriteriaSet, col(Question.criteria_set_id) == col(CriteriaSet.id))
        .join(Scale, col(Question.scale_id) == col(Scale.id))
        .order_by(col(CriteriaSet.id), col(Question.place))
    )
    return {
        "scales": tuple(
            records.ScaleRecord(code, option.value, option.label_vi, option.label_en)
            for option, code in await session.exec(options)
        ),
        "criteria": tuple(
            records.CriteriaRecord(row.code, row.name_vi, row.name_en) for row in await session.exec(sets)
        ),
        "questions": tuple(
            records.QuestionRecord(criteria, row.code, row.place, row.text_vi, row.text_en, scale)
            for row, criteria, scale in await session.exec(questions)
        ),
    }


async def _rules(session: AsyncSession) -> dict[str, tuple[Any, ...]]:
    rules = (
        select(Rule, CriteriaSet.code)
        .join(CriteriaSet, col(Rule.criteria_set_id) == col(CriteriaSet.id))
        .order_by(col(Rule.place))
    )
    return {
        "rules": tuple(
            records.RuleRecord(rule.place, rule.raters, rule.ratees, rule.group_vi, rule.group_en, criteria)
            for rule, criteria in await session.exec(rules)
        ),
    }
