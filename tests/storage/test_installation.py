"""What hinders a start is said in one line, without passwords."""

from pathlib import Path

import pytest
from sqlalchemy import text

from phieu.installation import Installation, InstallationError
from phieu.settings import Settings


@pytest.mark.parametrize(
    ("database_url", "words"),
    [
        ("nonsense", "DATABASE_URL is not the address of a database"),
        ("sqlite://", "DATABASE_URL is not the address of a database"),
        ("oracle://nowhere/x", "DATABASE_URL is not the address of a database"),
        ("postgresql+psycopg2://nowhere/x", "DATABASE_URL is not the address of a database"),
        ("postgresql://phieu:hidden@127.0.0.1:1/x", "The database postgresql://phieu:***@127.0.0.1:1/x cannot"),
        ("sqlite:////proc/phieu/x.sqlite3", "The database sqlite:////proc/phieu/x.sqlite3 cannot be opened"),
    ],
)
async def test_a_database_that_cannot_be_had(database_url: str, words: str, tmp_path: Path) -> None:
    await assert_refused(Settings(_env_file=None, PHIEU_HOME=tmp_path, database_url=database_url), words)


async def test_a_data_directory_that_cannot_be_written() -> None:
    await assert_refused(
        Settings(_env_file=None, PHIEU_HOME=Path("/proc/phieu")), "The data directory /proc/phieu cannot"
    )


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "phieu.sqlite3").write_text("a letter, not a database" * 100)
    await assert_refused(
        Settings(_env_file=None, PHIEU_HOME=tmp_path), f"The file {tmp_path}/phieu.sqlite3 is not a database"
    )


async def test_a_database_of_a_newer_version(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, PHIEU_HOME=tmp_path)
    installation = await Installation.start(settings)
    async with installation.database.writing_engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await installation.stop()
    await assert_refused(settings, "The database was made by a newer version")


async def test_what_is_kept_is_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    installation = await Installation.start(Settings(_env_file=None, PHIEU_HOME=home))
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (home, *home.iterdir())}
    await installation.stop()
    assert modes == {
        "home": "0o700",
        "keys": "0o700",
        "phieu.sqlite3": "0o600",
        "phieu.sqlite3-wal": "0o600",
        "phieu.sqlite3-shm": "0o600",
    }


async def assert_refused(settings: Settings, words: str) -> None:
    with pytest.raises(InstallationError) as told:
        await Installation.start(settings)
    assert str(told.value).startswith(words)
    assert "hidden" not in str(told.value)
    assert "\n" not in str(told.value)
