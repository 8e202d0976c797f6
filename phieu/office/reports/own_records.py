"""A person's training and rotations, as sheets of what is kept of them (`office.reports.own_data`)."""

from datetime import date, datetime

from phieu.locales.translator import Translator
from phieu.office.reports.spreadsheet import Table, Value
from phieu.office.retention.kept import Records
from phieu.office.rotations.names import KIND_NAMES
from phieu.office.rotations.names import STATE_NAMES as MOVE_STATES
from phieu.office.training.names import LEVEL_NAMES, STATE_NAMES


def record_tables(records: Records, t: Translator) -> list[Table]:
    """All sheets, also those without rows."""
    return [
        _courses(records, t),
        _questions(records, t),
        _needs(records, t),
        _moves(records, t),
        _check_ins(records, t),
    ]


def day_of(moment: date | datetime | None, t: Translator) -> str | None:
    """A day as it is written out: the file is read by people."""
    return None if moment is None else t.date(moment)


def _courses(records: Records, t: Translator) -> Table:
    columns = [
        (t("Course name"), 36),
        (t("Level of training"), 22),
        (t("First day"), 24),
        (t("State"), 18),
        (t("Asked on"), 24),
        (t("Why I was nominated"), 32),
        (t("Why I could not"), 32),
        (t("Result"), 24),
        (t("Ended on"), 24),
    ]
    rows: list[list[Value]] = [
        [
            one.course.name,
            t.either(*LEVEL_NAMES[one.course.level][:2]),
            day_of(one.course.starts_on, t),
            t.either(*STATE_NAMES[one.nomination.state][:2]),
            day_of(one.nomination.asked_on, t),
            one.nomination.reason,
            one.nomination.refusal,
            one.nomination.result,
            day_of(one.nomination.ended_on, t),
        ]
        for one in records.courses
    ]
    return Table(t("Training"), t("My training"), columns, rows)


def _questions(records: Records, t: Translator) -> Table:
    rows: list[list[Value]] = [[one.question, one.reply] for one in records.questions]
    return Table(t("Questions"), t("What I asked about training"), [(t("Question"), 60), (t("Reply"), 60)], rows)


def _needs(records: Records, t: Translator) -> Table:
    columns = [(t("Year"), 10), (t("Level of training"), 26), (t("What is needed"), 60), (t("Chosen by the unit"), 14)]
    rows: list[list[Value]] = [
        [
            one.year,
            t.either(*LEVEL_NAMES[one.level][:2]),
            one.topic,
            t("yes") if one.supported else t("no"),
        ]
        for one in records.needs
    ]
    return Table(t("Needs"), t("What I have said I need to learn"), columns, rows)


def _moves(records: Records, t: Translator) -> Table:
    columns = [
        (t("Rotation code"), 16),
        (t("Kind of move"), 24),
        (t("State"), 18),
        (t("From"), 34),
        (t("To"), 34),
        (t("From day"), 24),
        (t("Until day"), 24),
        (t("Decision number"), 18),
        (t("Tasks"), 34),
        (t("What I wished"), 34),
    ]
    rows: list[list[Value]] = [
        [
            view.rotation.code,
            t.either(*KIND_NAMES[view.rotation.kind][:2]),
            t.either(*MOVE_STATES[view.rotation.state][:2]),
            f"{view.rotation.from_title}, {view.from_unit}",
            f"{view.rotation.to_title}, {view.to_unit}",
            day_of(view.rotation.starts_on, t),
            day_of(view.rotation.ends_on, t),
            view.rotation.decision_number,
            view.rotation.tasks,
            view.rotation.wishes,
        ]
        for view in records.rotations
    ]
    return Table(t("Rotations"), t("My rotations"), columns, rows)


def _check_ins(records: Records, t: Translator) -> Table:
    codes = {view.id: view.rotation.code for view in records.rotations}
    columns = [
        (t("Rotation code"), 16),
        (t("Asked for"), 24),
        (t("How it is going"), 36),
        (t("What is hard"), 36),
        (t("What I wish"), 36),
        (t("Sent on"), 24),
    ]
    rows: list[list[Value]] = [
        [codes[one.rotation_id], day_of(one.due_on, t), one.going, one.hard, one.wish, day_of(one.answered_on, t)]
        for one in records.check_ins
    ]
    return Table(t("Check-ins"), t("How my rotations went"), columns, rows)
