"""Whether each rule can be understood and finds somebody, by asking `who_rates_whom` itself."""

from collections import defaultdict

from phieu.locales.translator import mark
from phieu.office.selectors import Selector, SelectorError, TermKind, parse
from phieu.office.who_rates_whom import (
    Post,
    RuleSpec,
    SelectedStaff,
    Staff,
    StaffGroup,
    StaffMember,
    StaffUnit,
    pairs,
)
from phieu.office.workbook.draft import Draft
from phieu.office.workbook.round_sheets import RULES
from phieu.office.workbook.rows import Row
from phieu.office.workbook.staff_checks import folded
from phieu.office.workbook.staff_sheets import GROUPS, MEMBERS, PEOPLE, POSITIONS, UNITS

_NAMED_ON = {
    TermKind.GROUP: (GROUPS, "code"),
    TermKind.UNIT: (UNITS, "code"),
    TermKind.PERSON: (PEOPLE, "number"),
}
"""On which sheet a code of this kind is to be found."""


def check_rules(draft: Draft) -> None:
    """Find what is wrong on the sheet of rules."""
    draft.unique(RULES, "place", folded("place"))
    rules = [rule for row in draft.of(RULES) if (rule := _rule(draft, row))]
    if draft.has(RULES) and not draft.of(RULES):
        draft.complain(
            RULES, None, "", mark("there are no rules yet; nobody will be asked about anybody"), warning=True
        )
    if draft.is_sound(PEOPLE, UNITS, POSITIONS, GROUPS, MEMBERS, RULES):
        _check_selected(draft, rules)


def _rule(draft: Draft, row: Row) -> RuleSpec | None:
    raters = _selector(draft, row, "raters")
    ratees = _selector(draft, row, "ratees")
    if raters and raters.is_relative:
        text = mark(
            "“head” and “supervisor” are seen from the rater and can only say who is rated; "
            "for raters please write rank:head or rank:deputy chief"
        )
        draft.complain(RULES, row, "raters", text)
        return None
    if raters is None or ratees is None or row.unclear:
        return None
    rule = row.record
    return RuleSpec(rule.place, raters, ratees, rule.group_vi, rule.group_en, rule.criteria)


def _selector(draft: Draft, row: Row, key: str) -> Selector | None:
    text = row.get(key)
    if not text:
        return None
    try:
        selector = parse(text)
    except SelectorError as error:
        draft.complain(RULES, row, key, "{fault}", fault=error)
        return None
    for term in selector.terms:
        sheet, code_key = _NAMED_ON.get(term.kind, (None, ""))
        if sheet is not None and draft.has(sheet):
            known = draft.codes(sheet, code_key)
            if term.value not in known:
                draft.complain_unknown(RULES, row, key, term.written, sheet, known)
    return selector


def _check_selected(draft: Draft, rules: list[RuleSpec]) -> None:
    staff = staff_of(draft)
    selected = SelectedStaff(staff)
    used = {pair.rule_place for pair in pairs(staff, rules)}
    rows = {row.record.place: row for row in draft.of(RULES)}
    for rule in rules:
        row = rows[rule.place]
        if not selected.members(rule.raters):
            draft.complain(RULES, row, "raters", mark("this means nobody at present; please check it"))
        elif not any(ratees for _, ratees in selected.ratees_by_rater(rule)):
            draft.complain(RULES, row, "ratees", mark("this means nobody at present; please check it"))
        elif rule.place not in used:
            text = mark(
                "this rule adds nobody: all its pairs are given by rules before it, or are people and themselves"
            )
            draft.complain(RULES, row, "", text, warning=True)


def staff_of(draft: Draft) -> Staff:
    """The staff as the workbook has it; people and units are numbered by their place on the sheet."""
    people = {row.record.number: number for number, row in enumerate(draft.of(PEOPLE))}
    units = {row.record.code: number for number, row in enumerate(draft.of(UNITS))}
    members: defaultdict[str, set[int]] = defaultdict(set)
    for row in draft.of(MEMBERS):
        members[row.record.group].add(people[row.record.person])
    return Staff(
        people=tuple(StaffMember(id_, number) for number, id_ in people.items()),
        units=tuple(
            StaffUnit(units[row.record.code], row.record.code, people.get(row.record.supervisor))
            for row in draft.of(UNITS)
        ),
        posts=tuple(
            Post(people[row.record.person], units[row.record.unit], row.record.rank) for row in draft.of(POSITIONS)
        ),
        groups=tuple(
            StaffGroup(number, row.record.code, frozenset(members[row.record.code]))
            for number, row in enumerate(draft.of(GROUPS))
        ),
    )
