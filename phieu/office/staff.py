"""Reads the staff and the rules from the database, as the plain values that `who_rates_whom` works on."""

from collections import defaultdict

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.selectors import parse
from phieu.office.who_rates_whom import Post, RuleSpec, Staff, StaffGroup, StaffMember, StaffUnit
from phieu.storage.tables import CriteriaSet, Group, GroupMember, Person, Position, Rule, Unit
from phieu.words import Rank


async def load_staff(session: AsyncSession) -> Staff:
    """Everybody with their units, posts and groups. Reads columns, not objects: ten thousand people are a moment."""
    people = await session.exec(select(Person.id, Person.staff_number, Person.active).order_by(col(Person.id)))
    units = await session.exec(select(Unit.id, Unit.code, Unit.supervisor_id, Unit.active).order_by(col(Unit.id)))
    posts = await session.exec(select(Position.person_id, Position.unit_id, Position.rank).order_by(col(Position.id)))
    members: defaultdict[int, set[int]] = defaultdict(set)
    for group_id, person_id in await session.exec(select(GroupMember.group_id, GroupMember.person_id)):
        members[group_id].add(person_id)
    groups = await session.exec(select(Group.id, Group.code).order_by(col(Group.id)))
    return Staff(
        people=tuple(StaffMember(id_, number, active) for id_, number, active in people if id_ is not None),
        units=tuple(StaffUnit(id_, code, boss, active) for id_, code, boss, active in units if id_ is not None),
        posts=tuple(Post(person_id, unit_id, Rank(rank)) for person_id, unit_id, rank in posts),
        groups=tuple(StaffGroup(id_, code, frozenset(members[id_])) for id_, code in groups if id_ is not None),
    )


async def load_rules(session: AsyncSession) -> list[RuleSpec]:
    """The rules in the order of the sheet. Their selectors were checked when the workbook was read."""
    rows = await session.exec(select(Rule, CriteriaSet.code).join(CriteriaSet).order_by(col(Rule.place)))
    return [
        RuleSpec(rule.place, parse(rule.raters), parse(rule.ratees), rule.group_vi, rule.group_en, code)
        for rule, code in rows
    ]
