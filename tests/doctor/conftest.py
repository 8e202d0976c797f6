"""What the doctor says of an installation in a folder of its own, which it leaves as it was."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from phieu.doctor.examination import examine
from phieu.doctor.finding import Grade
from phieu.doctor.patient import Patient
from phieu.locales.translator import translator
from phieu.settings import Settings

Said = dict[str, list[str]]
"""What was said, by what was looked at; a sign in front of each line."""
Doctor = Callable[..., Awaitable[Said]]
SIGNS = {Grade.GOOD: "✓", Grade.WARNING: "!", Grade.BAD: "✗"}
NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)


async def seen(settings: Settings, now: datetime) -> Said:
    """Everything that the doctor says."""
    t = translator("en")
    said: Said = {}
    async for one in examine(Patient(settings, lambda: now)):
        said.setdefault(one.check, []).append(f"{SIGNS[one.grade]} {t(one.text, **one.arguments)}")
    return said


@pytest.fixture
def doctor(tmp_path: Path) -> Doctor:
    """Asks the doctor; settings besides the data directory may be given."""

    async def ask(now: datetime = NOW, **others: Any) -> Said:
        values: dict[str, Any] = {
            "PHIEU_HOME": tmp_path / "home",
            "backup_dir": tmp_path / "backups",
            "backups_kept": 14,
        } | others
        before = files_in(tmp_path)
        said = await seen(Settings(_env_file=None, **values), now)
        assert files_in(tmp_path) == before
        return said

    return ask


def files_in(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All files, with their rights and every byte; but for a database, which an installation may just be mixing."""
    return {
        str(file): (file.stat().st_mode, file.read_bytes() if file.is_file() else b"")
        for file in folder.rglob("*")
        if not file.name.startswith("phieu.sqlite3")
    }
