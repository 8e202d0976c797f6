"""When the last backup was made is read off the backups themselves."""

from datetime import UTC, datetime
from pathlib import Path

from phieu.installation import Installation
from phieu.storage.backup import make_backup
from phieu.storage.backup_names import by_hand, by_the_clock
from phieu.storage.last_backup import last_backup_at

FIRST, SECOND = datetime(2026, 6, 9, 19, 0, tzinfo=UTC), datetime(2026, 6, 10, 3, 30, tzinfo=UTC)


async def test_the_youngest_counts_whenever_its_file_was_written(
    sqlite_installation: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    assert last_backup_at(folder) is None
    _with_a_broken_one(folder)
    assert last_backup_at(folder) is None
    one, home = sqlite_installation, sqlite_installation.settings.home
    for name, moment in ((by_hand(SECOND), SECOND), (by_the_clock(FIRST), FIRST)):
        await make_backup(one.database, one.box, folder / name, home=home, now=moment)
    assert last_backup_at(folder) == SECOND


def _with_a_broken_one(folder: Path) -> None:
    folder.mkdir()
    (folder / by_the_clock(FIRST.replace(year=2030))).write_text("no backup")
    (folder / "notes.sqlite3").touch()
