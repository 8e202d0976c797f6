"""The figures of M24: against counting by hand, and in the shape in which an office reported them."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.training.statistics import Attendance, Line, Tally, chosen, statistics, tally, tally_by
from phieu.words import CourseLevel, NominationState, StudyMode

ATTENDANCES = st.lists(
    st.builds(
        Attendance,
        person_id=st.integers(1, 4),
        unit_id=st.sampled_from([None, 1, 2]),
        year=st.integers(2025, 2027),
        level=st.sampled_from(CourseLevel),
        scheme=st.sampled_from(["", "Đề án 100", "Đề án 165"]),
        mode=st.sampled_from(StudyMode),
        state=st.sampled_from(NominationState),
    ),
    max_size=40,
)


@given(ATTENDANCES)
def test_lines_are_what_counting_by_hand_gives(attendances: list[Attendance]) -> None:
    turns: Counter[tuple[object, ...]] = Counter()
    finished: Counter[tuple[object, ...]] = Counter()
    people: dict[tuple[object, ...], set[int]] = {}
    for one in attendances:
        if str(one.state) in {"enrolled", "finished", "broken_off"}:
            place = (one.level, one.scheme, one.mode)
            turns[place] += 1
            finished[place] += one.state == "finished"
            people.setdefault(place, set()).add(one.person_id)
    lines = statistics(attendances)
    assert {(line.level, line.scheme, line.mode): line.tally.turns for line in lines} == turns
    assert all(line.tally.finished == finished[line.level, line.scheme, line.mode] for line in lines)
    assert all(line.tally.people == len(people[line.level, line.scheme, line.mode]) for line in lines)


@given(ATTENDANCES)
def test_units_years_and_lines_add_up(attendances: list[Attendance]) -> None:
    whole = tally(attendances)
    for groups in (
        [line.tally for line in statistics(attendances)],
        list(tally_by(attendances, lambda one: one.unit_id).values()),
        [tally(chosen(attendances, year)) for year in (2025, 2026, 2027)],
    ):
        assert sum(one.turns for one in groups) == whole.turns
        assert sum(one.finished for one in groups) == whole.finished
        assert sum(one.going_on for one in groups) == whole.going_on
    assert whole.people <= whole.turns


def of(level: CourseLevel, count: int, mode: StudyMode, *, finished: int = -1, scheme: str = "") -> list[Attendance]:
    """So many turns, of which some are finished; all if it is not said."""
    done = count if finished < 0 else finished
    going = Attendance(0, 1, 2016, level, scheme, mode, NominationState.ENROLLED)
    return [
        replace(going, person_id=number, state=NominationState.FINISHED if number < done else going.state)
        for number in range(count)
    ]


def test_the_figures_that_an_office_reported_for_ten_years() -> None:
    """5 master's, 1 on each of two schemes; 6 university; 7 advanced theory, 5 finished; 71 turns; 1 abroad."""
    reported = [
        *of(CourseLevel.MASTER, 3, StudyMode.IN_SERVICE),
        *of(CourseLevel.MASTER, 1, StudyMode.FULL_TIME, scheme="Đề án 165"),
        *of(CourseLevel.MASTER, 1, StudyMode.FULL_TIME, scheme="Đề án 100"),
        *of(CourseLevel.UNIVERSITY, 6, StudyMode.IN_SERVICE),
        *of(CourseLevel.ADVANCED_THEORY, 3, StudyMode.FULL_TIME),
        *of(CourseLevel.ADVANCED_THEORY, 4, StudyMode.IN_SERVICE, finished=2),
        *of(CourseLevel.SHORT_COURSE, 70, StudyMode.FULL_TIME),
        *of(CourseLevel.SHORT_COURSE, 1, StudyMode.ABROAD),
    ]
    asked = Attendance(1, 1, 2016, CourseLevel.MASTER, "", StudyMode.FULL_TIME, NominationState.ASKED)
    states = set(NominationState) - {NominationState.ENROLLED, NominationState.FINISHED, NominationState.BROKEN_OFF}
    reported += [replace(asked, state=state) for state in states]  # of whom nobody went
    by_level = tally_by(reported, lambda one: one.level)
    assert {level: (one.turns, one.finished) for level, one in by_level.items()} == {
        CourseLevel.MASTER: (5, 5),
        CourseLevel.UNIVERSITY: (6, 6),
        CourseLevel.ADVANCED_THEORY: (7, 5),
        CourseLevel.SHORT_COURSE: (71, 71),
    }
    by_scheme = tally_by(reported, lambda one: one.scheme)
    assert (by_scheme["Đề án 165"].turns, by_scheme["Đề án 100"].turns) == (1, 1)
    assert tally_by(reported, lambda one: one.mode)[StudyMode.ABROAD].turns == 1
    assert statistics(reported) == [
        Line(CourseLevel.MASTER, "", StudyMode.IN_SERVICE, Tally(3, 3, 0, 3)),
        Line(CourseLevel.MASTER, "Đề án 100", StudyMode.FULL_TIME, Tally(1, 1, 0, 1)),
        Line(CourseLevel.MASTER, "Đề án 165", StudyMode.FULL_TIME, Tally(1, 1, 0, 1)),
        Line(CourseLevel.UNIVERSITY, "", StudyMode.IN_SERVICE, Tally(6, 6, 0, 6)),
        Line(CourseLevel.ADVANCED_THEORY, "", StudyMode.FULL_TIME, Tally(3, 3, 0, 3)),
        Line(CourseLevel.ADVANCED_THEORY, "", StudyMode.IN_SERVICE, Tally(4, 2, 0, 4)),
        Line(CourseLevel.SHORT_COURSE, "", StudyMode.FULL_TIME, Tally(70, 70, 0, 70)),
        Line(CourseLevel.SHORT_COURSE, "", StudyMode.ABROAD, Tally(1, 1, 0, 1)),
    ]
    assert tally_by(reported, lambda one: one.level)[CourseLevel.ADVANCED_THEORY].going_on == 2
