"""Whether the sheets about the office and its people agree with themselves and with each other."""

from collections import defaultdict
from collections.abc import Callable, Hashable

from phieu.locales.translator import mark
from phieu.office.ranks import LEADERS, lacks_a_head
from phieu.office.spelling import fold
from phieu.office.workbook.draft import Draft
from phieu.office.workbook.rows import Row
from phieu.office.workbook.staff_sheets import GROUPS, MEMBERS, OFFICE, PEOPLE, POSITIONS, UNITS
from phieu.words import Rank


def check_staff(draft: Draft) -> None:
    """Find what is wrong on the sheets of office, units, people, positions and groups."""
    for row in draft.of(OFFICE)[1:]:
        draft.complain(OFFICE, row, "", mark("this sheet has one row only; please remove this one"))
    for row in draft.of(OFFICE):
        _check_hours(draft, row)
    draft.unique(UNITS, "code", folded("code"))
    draft.unique(PEOPLE, "number", folded("number"))
    draft.unique(GROUPS, "code", folded("code"))
    draft.unique(POSITIONS, "title", folded("person", "unit", "title"))
    draft.unique(MEMBERS, "person", folded("group", "person"))
    if draft.is_sound(PEOPLE, UNITS, POSITIONS, GROUPS, MEMBERS):
        _look_at_posts(draft)
        _look_at_units(draft)
        _look_at_groups(draft)


def _check_hours(draft: Draft, row: Row) -> None:
    if row.unclear & {"first_hour", "last_hour"}:
        return
    first, last = row.record.first_hour, row.record.last_hour
    if (first is None) != (last is None):
        missing = "first_hour" if first is None else "last_hour"
        draft.complain(OFFICE, row, missing, mark("please fill in both hours, or neither"))
    elif first is not None and first >= last:
        draft.complain(OFFICE, row, "last_hour", mark("this hour must be later than the one before it"))


def folded(*keys: str) -> Callable[[Row], Hashable | None]:
    """How rows are told apart: these fields as they are compared, or None if one of them is blank or unclear."""

    def key(row: Row) -> Hashable | None:
        values = [row.get(key) for key in keys]
        return None if None in values or "" in values else tuple(fold(str(value)) for value in values)

    return key


def _look_at_posts(draft: Draft) -> None:
    posted = {row.record.person for row in draft.of(POSITIONS)}
    for row in draft.of(PEOPLE):
        if row.record.number not in posted:
            text = mark("{name} holds no position; rules that go by unit or rank will pass them over")
            draft.complain(PEOPLE, row, "number", text, warning=True, name=row.record.name)
    chiefs = [row for row in draft.of(POSITIONS) if row.record.rank is Rank.CHIEF]
    if len({row.record.person for row in chiefs}) > 1:
        text = mark("several people have the rank of chief; rules for the chief mean all of them")
        draft.complain(POSITIONS, chiefs[-1], "rank", text, warning=True)


def _look_at_units(draft: Draft) -> None:
    ranks: defaultdict[str, set[Rank]] = defaultdict(set)
    in_unit: defaultdict[str, list[Rank]] = defaultdict(list)
    for row in draft.of(POSITIONS):
        ranks[row.record.person].add(row.record.rank)
        in_unit[row.record.unit].append(row.record.rank)
    for row in draft.of(UNITS):
        held = in_unit[row.record.code]
        if row.record.supervisor and not ranks[row.record.supervisor] & LEADERS:
            text = mark("{number} is in charge of this unit, but is no deputy chief on the sheet of positions")
            draft.complain(UNITS, row, "supervisor", text, warning=True, number=row.record.supervisor)
        if not held:
            draft.complain(UNITS, row, "code", mark("nobody has a position in this unit"), warning=True)
        elif lacks_a_head(held):
            text = mark("this unit has no head; nobody will be asked about one")
            draft.complain(UNITS, row, "code", text, warning=True)
        elif held.count(Rank.HEAD) > 1:
            text = mark("this unit has several heads; its staff will be asked about each of them")
            draft.complain(UNITS, row, "code", text, warning=True)


def _look_at_groups(draft: Draft) -> None:
    filled = {row.record.group for row in draft.of(MEMBERS)}
    for row in draft.of(GROUPS):
        if row.record.code not in filled:
            draft.complain(GROUPS, row, "code", mark("this group has no members yet"), warning=True)
