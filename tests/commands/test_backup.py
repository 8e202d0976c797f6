"""`phieu backup`: what the operator reads, and every place that is refused, with nothing left behind."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from phieu.storage.backup_names import all_in, made_by_the_clock
from tests.backups.contents import contents_of_file
from tests.commands.conftest import Shell
from tests.commands.test_beside_the_bot import in_a_thread

PROGRAM = "from phieu.commands import main; main()"


def everything(folder: Path) -> set[str]:
    """Every name below the folder, hidden ones too."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


async def test_without_a_name_it_goes_beside_the_data_directory(office: Shell) -> None:
    said = await in_a_thread(office, "backup")
    (file,) = all_in(office.folder / "backups")
    assert f"Written: {file}" in said
    assert oct(file.parent.stat().st_mode & 0o777) == "0o700"
    assert made_by_the_clock(file.parent) == []
    held = await contents_of_file(file)
    assert [row["name"] for row in held["office"]] == [name for (name,) in office.rows("SELECT name FROM office")]
    assert len(held["person"]) == 25


def test_a_folder_or_a_file_may_be_named(office: Shell) -> None:
    (office.folder / "disk").mkdir()
    office("backup", "disk")
    assert len(all_in(office.folder / "disk")) == 1
    office("backup", "disk/mine.db")
    assert (office.folder / "disk" / "mine.db").is_file()


def test_backup_dir_names_the_usual_folder(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKUP_DIR", str(office.folder / "disk"))
    assert office.fails("backup").startswith(f"There is no folder {office.folder}/disk.")
    (office.folder / "disk").mkdir()
    office("backup")
    assert len(all_in(office.folder / "disk")) == 1


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("home", "home is where the database or the keys are."),
        ("home/keys", "home/keys is where the database or the keys are."),
        ("home/keys/x.db", "home/keys is where the database or the keys are."),
        ("link", "home is where the database or the keys are."),
        ("nowhere", "nowhere is no folder that is there."),
        ("nowhere/x.sqlite3", "There is no folder nowhere."),
        ("there.sqlite3", "there.sqlite3 is there already, and no backup is written over."),
        ("dangling.sqlite3", "dangling.sqlite3 is there already"),
        ("office.xlsx", "office.xlsx is no folder that is there."),
    ],
)
def test_a_place_that_does_not_do_is_refused(office: Shell, place: str, words: str) -> None:
    (office.folder / "there.sqlite3").write_text("precious")
    (office.folder / "link").symlink_to("home")
    (office.folder / "dangling.sqlite3").symlink_to("gone")
    before = everything(office.folder)
    assert words in office.fails("backup", place)
    assert everything(office.folder) == before
    assert (office.folder / "there.sqlite3").read_text() == "precious"


def test_the_databases_own_folder_is_refused_wherever_it_is(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    (office.folder / "data").mkdir()
    (office.folder / "home" / "phieu.sqlite3").rename(office.folder / "data" / "phieu.sqlite3")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{office.folder}/data/phieu.sqlite3")
    assert "data is where the database or the keys are." in office.fails("backup", "data")
    office("backup")


def test_where_there_is_no_database_none_is_made(shell: Shell) -> None:
    (shell.folder / "disk").mkdir()
    assert shell.fails("backup", "disk").startswith("There is no database here yet")
    assert everything(shell.folder) == {"disk"}


def test_a_folder_that_may_not_be_written_is_refused(office: Shell) -> None:
    disk = office.folder / "disk"
    disk.mkdir()
    with small_disk(disk, "64k,ro"):
        assert office.fails("backup", "disk").startswith("The folder disk cannot be written.")


def test_a_full_disk_is_refused_and_left_as_it_was(office: Shell) -> None:
    disk = office.folder / "disk"
    disk.mkdir()
    with small_disk(disk, "64k"):
        (disk / "precious").write_text("precious")
        assert office.fails("backup", "disk").startswith("There is not enough room in")
        assert everything(disk) == {"precious"}


def test_a_disk_that_fills_up_meanwhile_leaves_nothing(office: Shell) -> None:
    """No file may grow beyond 64 kB: the copy begins, and ends in the middle."""
    disk = office.folder / "disk"
    disk.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "backup", "disk"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit_files,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("There is not enough room in disk")
    assert everything(disk) == set()


def limit_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**16, 2**16))


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A real disk of this size; where none may be made the test is left out."""
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=False).returncode
    ):
        pytest.skip("no disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_damaged_database_is_found_out(office: Shell) -> None:
    database = office.folder / "home" / "phieu.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'person'").fetchone()
    with database.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(bytes(4096))
    assert office.fails("backup").startswith("The database is damaged")
    assert everything(office.folder / "backups") == set()


@pytest.mark.parametrize(("name", "value"), [("BACKUP_HOUR", "24"), ("BACKUPS_KEPT", "-1")])
def test_settings_that_do_not_fit(office: Shell, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert office.fails("backup").startswith(f"The setting {name} does not fit: “{value}” is not")
