"""Database, keys, disk, office, bot and backups; each look leaves every byte as it was."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import update

from phieu.doctor import keys
from phieu.doctor.postgresql import judge, logs_ballots
from phieu.installation import Installation
from phieu.office.clock_mark import set_clock_mark
from phieu.office.notices import announce
from phieu.storage.backup import make_backup
from phieu.storage.backup_names import by_the_clock
from phieu.storage.database import Database
from phieu.storage.running import running
from phieu.storage.tables import Office, Person
from phieu.words import NoticeKind
from tests.databases import PostgresServer
from tests.doctor.conftest import NOW, Doctor
from tests.rounds import add_office, add_person, open_round


def url_of(installation: Installation) -> str:
    return installation.database.url.render_as_string(hide_password=False)


async def test_nothing_is_there_yet(doctor: Doctor, tmp_path: Path) -> None:
    said = await doctor()
    (database,) = said["database"]
    assert database.startswith(f"! There is no database yet at {tmp_path / 'home' / 'phieu.sqlite3'}.")
    assert said["keys"][0].startswith("! There is no data directory yet")
    assert not {"migrations", "office", "backups", "notices", "bot", "redis"} & set(said)


async def test_a_fresh_installation(doctor: Doctor, installation: Installation) -> None:
    said = await doctor(database_url=url_of(installation))
    kind = "SQLite" if installation.database.is_sqlite else "PostgreSQL"
    (database,) = said["database"]
    assert database.startswith(f"✓ {kind} ")
    assert said["migrations"][0].startswith("✓ The tables are those of this version")
    assert said["keys"] == ["✓ The keys are where they belong, and closed to others."]
    assert said["office"][0].startswith("! No office has been imported yet.")
    assert said["notices"] == ["✓ No notice waits that could be delivered."]
    assert said["bot"] == ["! No bot runs here. “phieu run” starts it."]
    assert said["disk"][0][0] in "✓!"


async def test_tables_of_another_version(doctor: Doctor, installation: Installation) -> None:
    for revision, complaint in (
        ("0001", "! The tables are those of an older version (0001)"),
        ("9999", "✗ The database was made by a newer version"),
    ):
        async with installation.database.writing() as session:
            await (await session.connection()).execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))
        said = await doctor(database_url=url_of(installation))
        assert said["migrations"][0].startswith(complaint)
        by_pg_dump = revision == "0001" and not installation.database.is_sqlite  # a file is copied by any version
        assert ("pg_dump" in said["migrations"][0]) == by_pg_dump
        assert not {"office", "backups", "notices"} & set(said)
    async with installation.database.writing() as session:
        await (await session.connection()).execute(text("DROP TABLE alembic_version"))
    said = await doctor(database_url=url_of(installation))
    assert said["migrations"] == ["! The database is empty; the first start makes its tables."]


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("what", "✗ DATABASE_URL is not the address of a database."),
        ("sqlite:////nowhere/at/all.sqlite3", "✗ There is no folder /nowhere/at."),
        ("postgresql://phieu:s3cret@127.0.0.1:1/phieu", "✗ The database postgresql://phieu:***@127.0.0.1:1"),
    ],
)
async def test_databases_that_are_none(doctor: Doctor, url: str, complaint: str) -> None:
    (line,) = (await doctor(database_url=url))["database"]
    assert line.startswith(complaint)
    assert "s3cret" not in line


async def test_a_file_that_is_no_database(doctor: Doctor, tmp_path: Path) -> None:
    file = tmp_path / "letter.sqlite3"
    file.write_text("no database")
    said = await doctor(database_url=f"sqlite:///{file}")
    assert said["database"] == [
        f"✗ The file {file} is not a database. Move it away, or set DATABASE_URL to another file."
    ]


async def test_a_damaged_file(doctor: Doctor, sqlite_installation: Installation, tmp_path: Path) -> None:
    await sqlite_installation.database.dispose()
    file = tmp_path / "phieu.sqlite3"
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    file.write_bytes(content)
    said = await doctor(database_url=f"sqlite:///{file}")
    assert said["database"][0].startswith("✗ The database is damaged.")


async def test_keys_against_rounds(doctor: Doctor, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "OPENING_SECONDS", 0)
    unit = await add_office(installation)
    head, rater = [await add_person(installation, unit, name) for name in ("Trần Thị Bình", "Lê Văn An")]
    round_id = await open_round(installation, {head: {"All": [rater]}})
    url = url_of(installation)
    assert (await doctor(database_url=url))["keys"][0][0] == "✓"
    installation.keyring.create_round_key(99)
    installation.keyring.destroy_round_key(round_id)
    lost, spare = (await doctor(database_url=url))["keys"]
    assert lost.startswith(f"✗ The keys of these open rounds are lost: {round_id}.")
    assert spare.startswith("! There are keys of rounds that are not open: 99.")


async def test_keys_open_to_others(doctor: Doctor, sqlite_installation: Installation) -> None:
    sqlite_installation.keyring.secret("invites")
    folder = sqlite_installation.settings.home / "keys"
    folder.chmod(0o750)
    (folder / "invites.secret").chmod(0o640)
    looked, read = (await doctor(database_url=url_of(sqlite_installation)))["keys"]
    assert looked.startswith(f"✗ Other accounts can look into {folder}.")
    assert read.startswith("✗ Other accounts can read keys")


@pytest.mark.parametrize("place", [".", "home", "home/keys/backups"])
async def test_keys_beside_backups(
    doctor: Doctor, sqlite_installation: Installation, tmp_path: Path, place: str
) -> None:
    (tmp_path / place).mkdir(exist_ok=True)
    said = await doctor(database_url=url_of(sqlite_installation), backup_dir=tmp_path / place)
    assert said["backups"][0].startswith(f"✗ {tmp_path / place} is where the database or the keys are.")
    assert said["keys"][0].startswith("✗ The folder of backups")


async def test_an_office(doctor: Doctor, installation: Installation) -> None:
    unit = await add_office(installation)
    person = await add_person(installation, unit, "Trần Thị Bình", chat_id="1000")
    url = url_of(installation)
    assert (await doctor(database_url=url))["office"][0].startswith("✗ Nobody is an admin.")
    async with installation.database.writing() as session:
        await session.exec(update(Person).values(admin=True))
    assert (await doctor(database_url=url))["office"] == [
        "✓ The office is there, with 1 people and at least one admin."
    ]
    for hours, complaint in (((8, 10), "The bot may speak only"), ((10, 20), "Reminders fall due at 9 o'clock")):
        async with installation.database.writing() as session:
            await session.exec(update(Office).values(first_hour=hours[0], last_hour=hours[1]))
        assert (await doctor(database_url=url))["office"][0].startswith(f"! {complaint}")
    async with installation.database.writing() as session:
        await session.exec(update(Office).values(first_hour=0, last_hour=24))
        await announce(session, NoticeKind.ANNOUNCEMENT, "announcement:1", [person], NOW)
    for minutes, sign in ((5, "✓"), (15, "! A notice"), (180, "✗ A notice")):
        said = await doctor(database_url=url, now=NOW + timedelta(minutes=minutes))
        assert said["notices"][0].startswith(sign)
        assert "Bình" not in str(said)


async def test_a_bot_that_runs(doctor: Doctor, installation: Installation) -> None:
    url = url_of(installation)
    async with running(installation.database, installation.settings.home):
        assert (await doctor(database_url=url))["bot"] == ["✓ A bot runs here, and its clock goes."]
        async with installation.database.writing() as session:
            await set_clock_mark(session, NOW - timedelta(hours=1))
        assert (await doctor(database_url=url))["bot"][0][0] == "✓"
        late = await doctor(database_url=url, now=NOW + timedelta(minutes=16))
        assert late["bot"][0].startswith("✗ A bot runs here, but its clock has stood still")
    put_back = await doctor(database_url=url, now=NOW - timedelta(hours=4))
    assert put_back["bot"][0].startswith("✗ The machine's clock stands before")


async def test_the_age_of_backups(doctor: Doctor, installation: Installation, tmp_path: Path) -> None:
    url, folder = url_of(installation), tmp_path / "backups"
    assert (await doctor(database_url=url))["backups"][0].startswith(f"✗ There is no folder {folder}.")
    folder.mkdir()
    assert (await doctor(database_url=url))["backups"][0].startswith(f"! There is no backup in {folder} yet.")
    one, home = replace(installation), installation.settings.home
    await make_backup(one.database, one.box, folder / by_the_clock(NOW), home=home, now=NOW)
    for days, sign in ((1, "✓ The last backup is of"), (3, "! The last"), (8, "✗ The last")):
        assert (await doctor(database_url=url, now=NOW + timedelta(days=days)))["backups"][0].startswith(sign)
    assert (await doctor(database_url=url, backups_kept=0))["backups"][0].startswith("! BACKUPS_KEPT is 0")


async def test_a_redis_out_of_reach(doctor: Doctor, sqlite_installation: Installation, unused_tcp_port: int) -> None:
    url = f"redis://:s3cret@127.0.0.1:{unused_tcp_port}/0"
    (line,) = (await doctor(database_url=url_of(sqlite_installation), redis_url=url))["redis"]
    assert line.startswith("✗ Redis does not answer as it should (")
    assert "s3cret" not in line


async def test_while_somebody_writes(doctor: Doctor, sqlite_installation: Installation, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "phieu.sqlite3", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        said = await doctor(database_url=url_of(sqlite_installation))
        assert said["migrations"][0][0] == "✓"


async def test_a_server_that_would_log_ballots(
    doctor: Doctor, postgres_server: PostgresServer, postgres_url: str
) -> None:
    del postgres_server
    said = await doctor(database_url=postgres_url)
    assert "postgresql" not in said
    name = postgres_url.rpartition("/")[2]
    database = Database(postgres_url)
    async with database.engine.connect() as connection:
        await connection.execute(text(f"ALTER DATABASE {name} SET log_statement = 'all'"))
        await connection.commit()
    await database.dispose()
    (line,) = (await doctor(database_url=postgres_url))["postgresql"]
    assert line.startswith("✗ The server writes the content of ballots into its log (log_statement = all).")


@pytest.mark.parametrize(
    ("settings", "logged"),
    [
        ({}, 0),
        ({"log_statement": "ddl"}, 0),
        ({"log_statement": "mod"}, 1),
        ({"log_statement": "mod", "log_parameter_max_length": "0"}, 0),
        ({"log_min_duration_statement": "0"}, 1),
        ({"log_min_duration_statement": "500", "log_statement": "all"}, 2),
        ({"log_min_duration_sample": "5", "log_statement_sample_rate": "0"}, 0),
        ({"log_min_duration_sample": "5", "log_statement_sample_rate": "0.1"}, 1),
        ({"log_parameter_max_length_on_error": "-1", "log_parameter_max_length": "0"}, 1),
    ],
)
def test_what_logs_ballots(settings: dict[str, str], logged: int) -> None:
    assert len(logs_ballots(settings)) == logged
    assert bool(judge(settings)) == bool(logged)


def test_other_settings_of_a_server() -> None:
    found = judge({"archive_mode": "on", "server_encoding": "SQL_ASCII", "server_version_num": "120019"})
    assert [one.grade.value for one in found] == ["warning", "bad", "warning"]
