"""`phieu erase`: for somebody who has left, and asked for it; never for somebody on the staff list."""

import sqlite3
from contextlib import closing

from tests.commands.conftest import Shell

NAME = "SELECT name, erased FROM person WHERE id = 8"


def test_somebody_who_has_left_is_forgotten_at_once(office: Shell) -> None:
    number, name = office.rows("SELECT staff_number, name FROM person WHERE id = 8")[0]
    assert "on the staff list" in office.fails("erase", number, "--yes")
    assert office.rows(NAME) == [(name, 0)]
    database = office.folder / "home" / "phieu.sqlite3"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE person SET active = 0, left_at = '2026-05-01 00:00:00' WHERE id = 8")
    assert "repeat the command with --yes" in office.fails("erase", number)
    assert "It has been deleted." in office("erase", number, "--yes")
    assert office.rows(NAME) == [("", 1)]
    assert f"There is no staff number {number}" in office.fails("erase", number, "--yes")
    assert name.encode() not in b"".join(path.read_bytes() for path in database.parent.glob("phieu.sqlite3*"))


def test_a_number_of_nobody_is_said_so(office: Shell) -> None:
    assert "There is no staff number XX" in office.fails("erase", "XX", "--yes")
