"""The calendar with what admins decided, and what becomes of each date: plain rules, tried with any values."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phieu.office.as_decided import Decided, OfficeCalendar
from phieu.office.calendar import ALWAYS, Asking, Dates, Due, SingleDate, at_hour, due_after
from phieu.office.calendar_checks import next_dates, overlaps, rule_fault
from phieu.office.moves import MovingError, moved
from phieu.office.when_due import Fate, fate
from phieu.office.working_days import WorkingDays
from phieu.words import OccurrenceState, RoundKind

HANOI, NEW_YORK = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("America/New_York")
DAYS = WorkingDays({date(2026, 6, 15): False, date(2026, 6, 20): True})
HALF_YEARS = Dates(RoundKind.SEMIANNUAL, (6, 12), 15, 8, 10)
QUARTERS = Dates(RoundKind.QUARTERLY, (3, 6, 9, 12), 31, 8, 7)
AD_HOC = SingleDate(RoundKind.AD_HOC, date(2026, 10, 2), 8, 3)
START = datetime(2026, 1, 1, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

zones = st.sampled_from([HANOI, NEW_YORK, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Australia/Lord_Howe")])
moments = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: START + minutes * MINUTE)
decisions = st.dictionaries(
    st.tuples(st.sampled_from([RoundKind.SEMIANNUAL, RoundKind.QUARTERLY]), st.sampled_from(["2026-H1", "2027-Q2"])),
    st.builds(Decided, st.sampled_from([OccurrenceState.MOVED, OccurrenceState.SKIPPED]), st.none() | moments),
)


def calendar(*rules: Asking, zone: ZoneInfo = HANOI, **decided: Decided) -> OfficeCalendar:
    """A calendar; what was decided of half-years by their period, written 2026_H1 with an underscore before."""
    known = {(RoundKind.SEMIANNUAL, key.strip("_").replace("_", "-")): one for key, one in decided.items()}
    return OfficeCalendar(rules or (HALF_YEARS, QUARTERS, AD_HOC), known, zone, DAYS)


@settings(deadline=None)
@given(zone=zones, decided=decisions, after=moments, cuts=st.lists(st.integers(1, 500), max_size=5))
def test_looking_often_finds_each_date_once_whatever_was_decided(
    zone: ZoneInfo, decided: dict[tuple[RoundKind, str], Decided], after: datetime, cuts: list[int]
) -> None:
    it = OfficeCalendar((HALF_YEARS, QUARTERS, AD_HOC), decided, zone, DAYS)
    stops = [after, *(after + cut * DAY for cut in sorted(cuts)), after + 510 * DAY]
    pieces = [due for start, end in pairwise(stops) for due in it.between(start, end)]
    assert pieces == it.between(after, stops[-1])
    assert all(times == 1 for times in Counter(due.key for due in pieces).values())
    assert all(it.days.works(due.starts_at.astimezone(zone).date()) for due in pieces)
    assert all(it.days.works(due.ends_at.astimezone(zone).date()) for due in pieces)


@settings(deadline=None)
@given(zone=zones, now=moments, late=st.integers(0, 60 * 24 * 60))
def test_a_date_has_one_fate_after_another_as_time_goes_by(zone: ZoneInfo, now: datetime, late: int) -> None:
    it = OfficeCalendar((HALF_YEARS, QUARTERS, AD_HOC), {}, zone, DAYS)
    for due in it.between(now - 400 * DAY, now + 30 * DAY):
        became = fate(due, now, it)
        later = fate(due, now + late * MINUTE, it)
        order = [None, Fate.OPEN, Fate.PROPOSE, Fate.MISS]
        if became is not None and later is not None:
            assert order.index(became) <= order.index(later)
        assert (became is Fate.MISS) == (now > due.ends_at and now - due.starts_at <= 400 * DAY)
        if became is Fate.OPEN:
            assert it.days.works(now.astimezone(zone).date())
            assert it.days.between(due.starts_at.astimezone(zone).date(), now.astimezone(zone).date()) <= 1


def test_what_is_due_on_a_friday_opens_on_monday_if_the_weekend_came_between() -> None:
    it = calendar(AD_HOC)
    (due,) = it.between(START, START + 365 * DAY)
    found = {hours: fate(due, due.starts_at + hours * HOUR, it) for hours in (-1, 0, 15, 16, 63, 64, 72, 73)}
    opens, waits = Fate.OPEN, None
    assert found == {-1: None, 0: opens, 15: opens, 16: waits, 63: waits, 64: opens, 72: opens, 73: Fate.PROPOSE}


def test_what_a_rule_would_have_asked_for_before_it_came_is_at_most_proposed() -> None:
    new = Dates(RoundKind.SEMIANNUAL, (6, 12), 16, 8, 10, since=datetime(2026, 6, 17, tzinfo=UTC))
    it = calendar(new)
    (due, *_) = it.between(START, START + 365 * DAY)
    assert fate(due, due.starts_at + 20 * HOUR, it) is Fate.PROPOSE
    assert fate(due, due.ends_at + MINUTE, it) is None


@settings(deadline=None)
@given(zone=zones, to=moments, now=moments, period=st.sampled_from(["2026-H1", "2026-H2", "2027-H1"]))
def test_what_can_be_moved_is_held_on_a_working_day_clear_of_its_neighbours(
    zone: ZoneInfo, to: datetime, now: datetime, period: str
) -> None:
    it = OfficeCalendar((HALF_YEARS,), {}, zone, DAYS)
    due = next(one for one in it.between(START, START + 3 * 365 * DAY) if one.period == period)
    try:
        new = moved(it, due, to, now)
    except MovingError:
        others = [one for one in it.between(START - 366 * DAY, START + 4 * 366 * DAY) if one.key != due.key]
        day = to.astimezone(zone).date()
        end = due_after(to, due.working_days, zone, DAYS)
        clear = all(end < one.starts_at or to > one.ends_at for one in others)
        between = all((to > one.starts_at) == (due.starts_at > one.starts_at) for one in others)
        assert to < now or not DAYS.works(day) or not clear or not between or abs(to - due.starts_at) > 366 * DAY
        return
    assert new.starts_at == to >= now
    decided = OfficeCalendar((HALF_YEARS,), {due.key: Decided(OccurrenceState.MOVED, to)}, zone, DAYS)
    held = decided.between(START - DAY, START + 4 * 365 * DAY)
    assert new in held
    assert all(one.ends_at < two.starts_at for one, two in pairwise(held))
    assert [one.period for one in held] == sorted(one.period for one in held)


def test_a_day_declared_off_later_puts_off_what_was_moved_to_it() -> None:
    to = at_hour(date(2026, 6, 18), 14, HANOI)
    it = calendar(HALF_YEARS, _2026_H1=Decided(OccurrenceState.MOVED, to))
    off = OfficeCalendar(it.rules, it.decided, HANOI, WorkingDays({date(2026, 6, 18): False}))
    assert [one.find(RoundKind.SEMIANNUAL, "2026-H1", START) for one in (it, off)] == [
        _due(date(2026, 6, 18), it),
        _due(date(2026, 6, 19), off, by_rule=date(2026, 6, 15)),
    ]


def _due(day: date, it: OfficeCalendar, by_rule: date = date(2026, 6, 16)) -> Due:
    starts_at = at_hour(day, 14, HANOI)
    ends_at = due_after(starts_at, 10, HANOI, it.days)
    moved_from = at_hour(by_rule, 8, HANOI)
    return Due(RoundKind.SEMIANNUAL, "2026-H1", starts_at, ends_at, 10, date(2026, 6, 15), ALWAYS, moved_from)


@pytest.mark.parametrize(
    ("day", "hour", "instant"),
    [
        (date(2026, 3, 8), 2, datetime(2026, 3, 8, 7, 0, tzinfo=UTC)),  # an hour that does not exist: it is three then
        (date(2026, 11, 1), 1, datetime(2026, 11, 1, 5, 0, tzinfo=UTC)),  # an hour that comes twice: the first time
    ],
)
def test_clocks_that_change_leave_every_date_one_instant(day: date, hour: int, instant: datetime) -> None:
    assert at_hour(day, hour, NEW_YORK) == instant


@pytest.mark.parametrize(
    ("year", "held", "period"), [(2027, date(2027, 12, 31), "2027"), (2028, date(2029, 1, 2), "2028")]
)
def test_the_years_last_day_put_off_into_january_is_about_the_old_year(year: int, held: date, period: str) -> None:
    it = calendar(Dates(RoundKind.ANNUAL, (12,), 31, 8, 5))
    first = datetime(year, 12, 1, tzinfo=UTC)
    (due,) = it.between(first, first + 60 * DAY)
    assert (due.starts_at.astimezone(HANOI).date(), due.period) == (held, period)


@settings(deadline=None)
@given(year=st.integers(2101, 2190))
def test_years_that_no_list_of_holidays_knows_still_have_working_days(year: int) -> None:
    first = datetime(year, 1, 1, tzinfo=UTC)
    found = calendar(HALF_YEARS).between(first, first + 360 * DAY)
    assert [due.period for due in found] == [f"{year}-H1", f"{year}-H2"]
    assert not DAYS.works(date(year, 9, 2))


def test_rounds_of_one_kind_that_overlap_are_a_fault_and_of_two_kinds_a_warning() -> None:
    often = Dates(RoundKind.QUARTERLY, (3, 6), 14, 8, 7)
    clash = SingleDate(RoundKind.AD_HOC, date(2026, 10, 6), 8, 3)
    found = overlaps([HALF_YEARS, often], [AD_HOC, clash], DAYS, HANOI, range(2026, 2028))
    assert [(one.first.key, one.second.key, one.is_fault) for one in found] == [
        ((RoundKind.AD_HOC, "2026-10-02"), (RoundKind.AD_HOC, "2026-10-06"), True),
        ((RoundKind.QUARTERLY, "2026-Q2"), (RoundKind.SEMIANNUAL, "2026-H1"), False),
    ]
    assert overlaps([HALF_YEARS], [AD_HOC], DAYS, HANOI, range(2026, 2032)) == []
    long = Dates(RoundKind.SEMIANNUAL, (6, 12), 15, 8, 140)
    assert [one.is_fault for one in overlaps([long], [], DAYS, HANOI, range(2026, 2028))] == [True]


@settings(deadline=None)
@given(rule=st.sampled_from([HALF_YEARS, QUARTERS]), days=st.integers(0, 700))
def test_the_next_dates_are_the_first_ones_that_come(rule: Dates, days: int) -> None:
    skipped = calendar(rule, _2026_H2=Decided(OccurrenceState.MOVED, START))
    now = START + days * DAY
    coming = calendar(rule).between(now, START + 6 * 365 * DAY)
    assert next_dates(skipped, rule.kind, now, 3) == coming[:3]


@pytest.mark.parametrize(
    "rule",
    [
        Dates(RoundKind.ANNUAL, (12,), 31, 24, 5),
        Dates(RoundKind.ANNUAL, (12,), 31, 8, 0),
        Dates(RoundKind.ANNUAL, (12,), 32, 8, 5),
        Dates(RoundKind.ANNUAL, (), 31, 8, 5),
        SingleDate(RoundKind.AD_HOC, date(2026, 1, 1), 8, 61),
    ],
)
def test_numbers_out_of_range_are_faults(rule: Asking) -> None:
    assert rule_fault(rule) is not None
    assert rule_fault(HALF_YEARS) is None
