"""`phieu restore`: what it says, what it asks, what it refuses, and that the office is as it was then."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from phieu.commands import terminal
from phieu.sandbox.server import start_sandbox
from phieu.storage.backup_names import all_in
from phieu.storage.keyring import Keyring
from tests.commands.conftest import Shell
from tests.commands.test_backup import PROGRAM
from tests.commands.test_beside_the_bot import PATIENCE, in_a_thread, started

NAMES = "SELECT name FROM person ORDER BY id"


@pytest.fixture
def backup(office: Shell) -> Path:
    """A backup of the sample office, in which a round is open."""
    (office.folder / "disk").mkdir()
    office("round", "open", "--period", "2026-H1", "--yes")
    office("backup", "disk/then.sqlite3")
    return office.folder / "disk" / "then.sqlite3"


def change(office: Shell, statement: str) -> None:
    with closing(sqlite3.connect(office.folder / "home" / "phieu.sqlite3")) as database, database:
        database.execute(statement)


def test_everything_is_as_it_was_then(office: Shell, backup: Path) -> None:
    names = office.rows(NAMES)
    change(office, "UPDATE person SET name = 'Người khác'")
    office("round", "open", "annual", "--period", "2026", "--yes")
    said = office("restore", str(backup), "--yes")
    for words in (
        "The backup is of ",
        "25 people on the staff, 1 round.",
        "25 people on the staff, 2 rounds.",
        "Everything since then (less than an hour) is lost",
        "• “Evaluation, the year 2026” has been opened since, and is gone with all that belongs to it.",
        "• “Evaluation, first half of 2026” is open again, with the ballots of then; people can answer until",
        "notices were waiting then and will be sent once the bot runs",
        "Done. Everything is as it was at ",
    ):
        assert words in said
    assert office.rows(NAMES) == names
    assert office.rows("SELECT period, state FROM round") == [("2026-H1", "open")]
    assert Keyring(office.folder / "home").rounds_with_key() == [1]


def test_what_it_replaces_can_be_taken_back(office: Shell, backup: Path) -> None:
    change(office, "UPDATE person SET name = 'Người khác'")
    now = office.rows(NAMES)
    office("restore", str(backup), "--yes")
    assert office.rows(NAMES) != now
    (kept,) = all_in(office.folder / "backups")
    assert kept.name.startswith("phieu-before-restore-")
    office("restore", str(kept), "--yes")
    assert office.rows(NAMES) == now


def test_without_a_yes_nothing_is_changed(office: Shell, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(office, "UPDATE person SET name = 'Người khác'")
    assert office.fails("restore", str(backup)).startswith("This asks for a confirmation")
    monkeypatch.setattr(terminal, "somebody_is_there", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _prompt="": "n")
    assert office.fails("restore", str(backup)) == "Stopped; nothing has been changed."
    assert set(office.rows(NAMES)) == {("Người khác",)}
    assert all_in(office.folder / "backups") == []
    assert {path.name for path in (office.folder / "home").iterdir()} & {".phieu"} == set()


def test_a_round_that_has_ended_since_does_not_come_back(office: Shell, backup: Path) -> None:
    office("round", "close", "--yes")
    said = office("restore", str(backup), "--yes")
    assert "was open then and has ended since. Its ballots do not come back" in said
    assert "will be sent" not in said  # all that waited was about this round
    assert office.rows("SELECT state FROM round") == [("called_off",)]


def test_on_a_new_machine_without_its_keys(office: Shell, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHIEU_HOME", str(office.folder / "new"))
    said = office("restore", str(backup), "--yes")
    assert "There is no office here yet, so nothing is lost." in said
    assert "was open then, but its key exists no more: nobody could answer" in said
    with closing(sqlite3.connect(office.folder / "new" / "phieu.sqlite3")) as database:
        assert database.execute("SELECT state FROM round").fetchall() == [("called_off",)]
        assert database.execute("SELECT count(*) FROM person").fetchall() == [(25,)]
    assert all_in(office.folder / "backups") == []


def test_when_the_database_alone_was_lost_the_round_goes_on(office: Shell, backup: Path) -> None:
    for file in (office.folder / "home").glob("phieu.sqlite3*"):
        file.unlink()
    office.fails("round", "status")  # whatever has been started on the empty database meanwhile
    said = office("restore", str(backup), "--yes")
    assert "is open again, with the ballots of then" in said
    assert office.rows("SELECT state FROM round") == [("open",)]
    assert Keyring(office.folder / "home").rounds_with_key() == [1]


def test_a_round_whose_time_is_over_closes_once_the_bot_runs(office: Shell, backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as database, database:
        database.execute("UPDATE round SET due_at = '2026-01-01 00:00:00.000000'")
    assert "Its time is over: once the bot runs it closes with the ballots of then." in office(
        "restore", str(backup), "--yes"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file nothing.sqlite3."),
        (b"", "nothing.sqlite3 is no backup of this program."),
        (b"PK\x03\x04 a workbook", "nothing.sqlite3 is no backup of this program."),
        (b"SQLite format 3\0" + bytes(4000), "nothing.sqlite3 is damaged and cannot be taken back."),
    ],
)
def test_what_is_no_backup_is_refused(office: Shell, content: bytes | None, words: str) -> None:
    if content is not None:
        (office.folder / "nothing.sqlite3").write_bytes(content)
    before = office.rows(NAMES)
    assert office.fails("restore", "nothing.sqlite3", "--yes").startswith(words)
    assert office.rows(NAMES) == before


def test_somebody_elses_database_is_refused(office: Shell) -> None:
    with closing(sqlite3.connect(office.folder / "other.sqlite3")) as database:
        database.execute("CREATE TABLE person (id)")
    assert "other.sqlite3 is no backup of this program." in office.fails("restore", "other.sqlite3", "--yes")


def test_a_damaged_backup_is_refused(office: Shell, backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'person'").fetchone()
    with backup.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(bytes(4096))
    assert "is damaged and cannot be taken back" in office.fails("restore", str(backup), "--yes")


def test_a_backup_of_a_newer_version_is_refused(office: Shell, backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "was made by a newer version of the program" in office.fails("restore", str(backup), "--yes")


def test_a_folder_is_no_backup(office: Shell, backup: Path) -> None:
    assert office.fails("restore", str(backup.parent), "--yes").startswith("There is no file")


def test_if_the_present_cannot_be_kept_nothing_is_replaced(
    office: Shell, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(office, "UPDATE person SET name = 'Người khác'")
    monkeypatch.setenv("BACKUP_DIR", str(office.folder / "unplugged"))
    line = office.fails("restore", str(backup), "--yes")
    assert line.startswith("What is there now could not be copied first, so nothing has been replaced. There is no")
    assert set(office.rows(NAMES)) == {("Người khác",)}


async def test_over_a_running_bot_it_is_refused(office: Shell, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox = await start_sandbox()
    monkeypatch.setenv("TELEGRAM_TOKEN", sandbox.token)
    monkeypatch.setenv("TELEGRAM_API_URL", sandbox.url)
    async with started("run", ready="The bot is running"):
        line = await in_a_thread_fails(office, "restore", str(backup), "--yes")
        await in_a_thread(office, "backup", "disk")
    await sandbox.close()
    assert "and would go on with what is replaced. Please stop it first." in line
    assert len(all_in(backup.parent)) == 1


async def test_a_restore_that_is_killed_has_done_everything_or_nothing(office: Shell, backup: Path) -> None:
    names = set(office.rows(NAMES))
    for _ in range(3):
        change(office, "UPDATE person SET name = 'Người khác'")
        before = set(all_in(office.folder / "backups"))
        restore = await asyncio.create_subprocess_exec(
            sys.executable, "-c", PROGRAM, "restore", str(backup), "--yes", stdout=asyncio.subprocess.DEVNULL
        )
        async with asyncio.timeout(PATIENCE):
            await asyncio.to_thread(until_more, office.folder / "backups", before)  # it has kept a copy and goes on
        restore.kill()
        await restore.wait()
        assert set(office.rows(NAMES)) in (names, {("Người khác",)})


def until_more(folder: Path, before: set[Path]) -> None:
    while set(all_in(folder)) == before:
        pass


async def test_an_office_moves_from_postgresql_to_a_file(
    shell: Shell, sample_folder: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shell.folder / "disk").mkdir()
    monkeypatch.setenv("DATABASE_URL", postgres_url.replace("+asyncpg", ""))
    await in_a_thread(shell, "import", str(sample_folder / "office.xlsx"), "--yes")
    await in_a_thread(shell, "round", "open", "--period", "2026-H1", "--yes")
    await in_a_thread(shell, "backup", "disk/a.sqlite3")
    monkeypatch.setenv("DATABASE_URL", "")
    said = await in_a_thread(shell, "restore", "disk/a.sqlite3", "--yes")
    assert "is open again, with the ballots of then" in said
    assert (len(shell.rows(NAMES)), shell.rows("SELECT state FROM round")) == (25, [("open",)])


async def in_a_thread_fails(shell: Shell, *arguments: str) -> str:
    return await asyncio.to_thread(shell.fails, *arguments)
