"""`phieu round extend` and `phieu round call-off`."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from phieu.office.working_days import WorkingDays
from tests.commands.conftest import Shell

TODAY = (datetime.now(UTC) + timedelta(hours=7)).date()
DUE, LATER = WorkingDays().after(TODAY, 5), WorkingDays().after(TODAY, 8)


def opened(office: Shell) -> None:
    office("round", "open", "semiannual", "--period", "2026-H1", "--due", DUE.isoformat(), "--yes")


def test_giving_more_time(office: Shell) -> None:
    opened(office)
    assert "Please give the new last day" in office.fails("round", "extend")
    assert "is before" in office.fails("round", "extend", "--due", TODAY.isoformat(), "--yes")
    sunday = LATER + timedelta(days=(6 - LATER.weekday()) % 7)
    assert "is a day off" in office.fails("round", "extend", "--due", sunday.isoformat(), "--yes")
    assert "--yes" in office.fails("round", "extend", "--due", LATER.isoformat())
    assert office.rows("SELECT extended_at FROM round") == [(None,)]
    said = office("round", "extend", "2026-H1", "--due", LATER.isoformat(), "--yes")
    assert f"can be answered until 23:59, {LATER.day} {LATER:%B %Y}" in said
    told = office.rows(f"SELECT COUNT(*) FROM notice WHERE subject = 'round:1:{LATER}'")
    assert told == office.rows("SELECT raters_asked FROM round")
    office("round", "close", "--yes")
    assert "closed already" in office.fails("round", "extend", "1", "--due", LATER.isoformat(), "--yes")


def test_calling_off(office: Shell) -> None:
    opened(office)
    assert "--yes" in office.fails("round", "call-off")
    assert "too long" in office.fails("round", "call-off", "--reason", "x" * 301, "--yes")
    assert "in words" in office.fails("round", "call-off", "--reason", "\u200b", "--yes")
    assert "is called off." in office("round", "call-off", "--reason", "Quy tắc bị sai", "--yes")
    assert office.rows("SELECT state, called_off_because FROM round") == [("called_off", "Quy tắc bị sai")]
    assert "called off" in office("round", "status")
    assert "has been called off" in office.fails("round", "call-off", "2026-H1", "--yes")
    assert "has been called off" in office("round", "close", "2026-H1", "--yes")
    assert "was called off" in office.fails("export", "2026-H1", "figures.xlsx")
    opened(office)  # anew, by hand
    assert office.rows("SELECT state FROM round ORDER BY id") == [("called_off",), ("open",)]
    assert "is closed." in office("round", "close", "2026-H1", "--yes")
    office("export", "2026-H1", "figures.xlsx")


def test_opening_tells_what_it_takes_of_the_plan_at_zalo(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(office.folder / "home" / "phieu.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO chataccount (channel, person_id, chat_id, joined_at, reachable) "
            "SELECT 'zalo', id, 'z' || id, '2026-01-05 01:00:00.000000', 1 FROM person"
        )
    opening = ("round", "open", "semiannual", "--period", "2026-H1")
    assert "on Zalo" not in office.fails(*opening)
    monkeypatch.setenv("ZALO_TOKEN", "1:a")
    monkeypatch.setenv("ZALO_MESSAGES", "20")
    said = office(*opening, "--yes")
    assert "people on Zalo and takes about" in said
    assert "That is more than the bot's plan still allows this month: about 20 of 20." in said
