"""`phieu clock`: an operator finds out why nothing happens, and says that the machine's clock is right."""

import sqlite3
from contextlib import closing

from tests.commands.conftest import Shell


def test_a_mark_in_the_future_is_shown_and_can_be_given_up(office: Shell) -> None:
    assert "It fits what the program has seen." in office("clock")
    with closing(sqlite3.connect(office.folder / "home" / "phieu.sqlite3")) as database, database:
        database.execute("INSERT INTO clockmark (id, ticked_at) VALUES (1, '2199-01-01 00:00:00.000000')")
    assert "the program has seen 07:00, 1 January 2199" in office("clock")
    assert "From now on the program goes by it." in office("clock", "--accept")
    assert "It fits what the program has seen." in office("clock")
    assert "It fits" in office("clock", "--accept")
