"""A backup is one whole SQLite file of everything but the keys, whatever the database, and whoever writes meanwhile."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from phieu.installation import Installation
from phieu.storage.backup import make_backup
from phieu.storage.backup_faults import BackupError, BackupFault
from phieu.storage.backup_file import APPLICATION_ID
from phieu.storage.ballot_box import BallotBox
from phieu.storage.database import Database
from phieu.storage.migrate import HEAD, migrate
from phieu.storage.tables import Draft, Group, Office
from tests.backups.contents import contents, contents_of_file, filled, query
from tests.storage.one_life import QUESTIONS, RATERS
from tests.storage.rounds import add_round
from tests.storage.test_kill import _Descriptor, _live, processes

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def back_up(installation: Installation, target: Path) -> Path:
    home = installation.settings.home
    await make_backup(installation.database, installation.box, target, home=home, now=NOW)
    return target


async def test_it_holds_every_row_and_bears_its_marks(installation: Installation, folder: Path) -> None:
    await filled(installation)
    file = await back_up(installation, folder / "copy.sqlite3")
    there = await contents(installation.database)
    assert {name for name, rows in there.items() if rows} >= {
        "ballot",
        "assignment",
        "announcementfile",
        "draft",
        "notice",
    }
    assert await contents_of_file(file) == there
    assert query(file, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    assert query(file, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert query(file, "PRAGMA user_version") == [(int(NOW.timestamp()) // 60,)]
    assert query(file, "PRAGMA journal_mode") == [("delete",)]


async def test_it_is_one_file_for_its_owner_alone(installation: Installation, folder: Path) -> None:
    file = await back_up(installation, folder / "copy.sqlite3")
    assert names_in(folder) == {file.name}
    assert oct(file.stat().st_mode & 0o777) == "0o600"


async def test_it_holds_no_key(installation: Installation, folder: Path) -> None:
    election = await filled(installation)
    installation.keyring.secret("invites")
    file = await back_up(installation, folder / "copy.sqlite3")
    keys = [path.read_bytes() for path in (installation.settings.home / "keys").iterdir()]
    assert installation.keyring.round_key(election.round_id) in keys
    assert len(keys) > 1
    assert [key for key in keys if key in file.read_bytes()] == []


async def test_nothing_that_was_deleted_is_in_it(installation: Installation, folder: Path) -> None:
    await filled(installation)
    async with installation.database.writing() as session:
        await (await session.connection()).execute(text("DELETE FROM draft"))
    file = await back_up(installation, folder / "copy.sqlite3")
    assert "Kính gửi các anh/chị".encode() not in file.read_bytes()


async def test_all_other_tables_are_of_the_same_instant(installation: Installation, folder: Path) -> None:
    """Two rows that are always written together are in it together."""
    await add_pairs(installation.database)
    stop = asyncio.Event()

    async def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            async with installation.database.writing() as session:
                connection = await session.connection()
                await connection.execute(text(f"UPDATE office SET answer_days = {number}"))
                await connection.execute(text(f"UPDATE people_group SET name = '{number}'"))

    writing = asyncio.ensure_future(write())
    seen = []
    for number in range(4):
        file = await back_up(installation, folder / f"{number}.sqlite3")
        ((days, name),) = query(file, "SELECT answer_days, people_group.name FROM office, people_group")
        seen.append((str(days), name))
    stop.set()
    await writing
    assert [pair for pair in seen if pair[0] != pair[1]] == []
    assert len(set(seen)) > 1


async def add_pairs(database: Database) -> None:
    async with database.writing() as session:
        session.add(Office(name="Văn phòng mẫu", answer_days=0))
        session.add(Group(id=1, code="DU", name="0"))


async def test_while_another_process_answers_and_mixes_no_confirmed_answer_is_missing(
    database: Database, tmp_path: Path, folder: Path
) -> None:
    """Mixing takes the ballots out of their table for a moment: no backup may fall into it."""
    round_id = await add_round(database)
    url = database.url.render_as_string(hide_password=False)
    box = BallotBox(database)
    with answering(url, round_id) as confirmed:
        await asyncio.to_thread(confirmed, 3 * len(RATERS))
        for number in range(8):
            answered = await asyncio.to_thread(confirmed, 1)
            file = folder / f"{number}.sqlite3"
            await make_backup(database, box, file, home=tmp_path / "home", now=NOW)
            held = {bytes(key): bytes(answers) for key, answers in query(file, "SELECT key, answers FROM ballot")}
            assert sum(answer == 1 for answers in held.values() for answer in answers) >= answered


@contextmanager
def answering(url: str, round_id: int) -> Iterator["Confirmed"]:
    """Another process that answers as fast as it can."""
    reading, writing = os.pipe()
    process = processes.Process(target=_live, args=(url, round_id, 1, _Descriptor(writing)))
    process.start()
    os.close(writing)
    try:
        yield Confirmed(reading)
    finally:
        process.kill()
        process.join()
        os.close(reading)


class Confirmed:
    """How many different answers have been confirmed so far."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._known: set[tuple[int, int]] = set()

    def __call__(self, at_least: int) -> int:
        all_of_them = len(RATERS) * len(QUESTIONS)
        while len(self._known) < min(at_least, all_of_them):
            rater, place = os.read(self._pipe, 2)
            self._known.add((rater, place))
        return len(self._known)


async def test_what_a_killed_program_left_unfinished_goes(installation: Installation, folder: Path) -> None:
    left = {}
    for name, age in (("a", 7200), ("b", 60)):
        left[name] = folder / f".phieu-{name}.unfinished"
        left[name].mkdir()
        (left[name] / "copy.sqlite3").touch()
        long_ago = left[name].stat().st_mtime - age
        for path in (left[name] / "copy.sqlite3", left[name]):
            os.utime(path, (long_ago, long_ago))
    await back_up(installation, folder / "copy.sqlite3")
    assert (left["a"].exists(), left["b"].exists()) == (False, True)


async def test_a_database_of_an_earlier_version_is_copied_as_it_is_or_not_at_all(
    empty_database_url: str, tmp_path: Path, folder: Path
) -> None:
    """As it is a file can be copied; the tables of a server have to be those that this version knows."""
    database = Database(empty_database_url)
    await migrate(database, "0001")
    target = folder / "old.sqlite3"
    backup = make_backup(database, BallotBox(database), target, home=tmp_path / "home", now=NOW)
    if database.is_sqlite:
        await backup
        assert query(target, "SELECT version_num FROM alembic_version") == [("0001",)]
    else:
        with pytest.raises(BackupError) as refused:
            await backup
        assert refused.value.fault is BackupFault.OLDER_DATABASE
        assert names_in(folder) == set()
    await database.dispose()


async def test_an_empty_database_is_no_database(empty_database_url: str, tmp_path: Path, folder: Path) -> None:
    database = Database(empty_database_url)
    with pytest.raises(BackupError) as refused:
        await make_backup(database, BallotBox(database), folder / "a.db", home=tmp_path / "home", now=NOW)
    assert refused.value.fault is BackupFault.NO_DATABASE
    await database.dispose()


async def test_a_server_that_does_not_answer_is_said(tmp_path: Path, folder: Path) -> None:
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(BackupError) as refused:
        await make_backup(database, BallotBox(database), folder / "a.db", home=tmp_path / "home", now=NOW)
    assert refused.value.fault is BackupFault.DATABASE_FAILED
    await database.dispose()


async def test_it_tells_how_far_it_has_got(installation: Installation, folder: Path) -> None:
    await filled(installation)
    async with installation.database.writing() as session:
        session.add_all(Draft(person_id=1, topic=f"{n}", content={"text": "Kính gửi " * 1000}) for n in range(300))
    seen: list[tuple[int, int]] = []
    await make_backup(
        installation.database,
        installation.box,
        folder / "a.sqlite3",
        home=installation.settings.home,
        now=NOW,
        progress=lambda done, of: seen.append((done, of)),
    )
    assert seen[-1][0] == seen[-1][1]
    assert seen == sorted(seen)
    assert len({of for _, of in seen}) == 1
    assert len({done for done, _ in seen}) > 3
