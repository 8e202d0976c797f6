"""An office whose clock the test sets, with a folder for its nightly backups."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phieu.installation import Installation
from phieu.scheduler.nightly_backup import back_up_nightly
from phieu.scheduler.old_backups import clear_old_backups
from tests.anonymity.elections import SIZE
from tests.offices import build_office

EVENING = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)  # 20:00 in Hà Nội


@dataclass
class Nights:
    """The office at a time that the test sets."""

    installation: Installation
    folder: Path
    time: datetime = EVENING

    async def tick_at(self, instant: datetime) -> None:
        """What the clock does about backups, at this instant."""
        self.time = instant
        await clear_old_backups(self.installation)
        await back_up_nightly(self.installation)

    @property
    def names(self) -> list[str]:
        """What lies in the folder."""
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go: on the same disk here, but beside the data directory."""
    folder = tmp_path / "elsewhere" / "backups"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
async def nights(installation: Installation, folder: Path) -> Nights:
    """An office whose backups are made at two, of which three are kept."""
    settings = installation.settings.model_copy(update={"backup_dir": folder, "backups_kept": 3})
    await build_office(installation.database, SIZE)
    found = Nights(installation, folder)
    found.installation = replace(installation, settings=settings, now=lambda: found.time)
    return found
