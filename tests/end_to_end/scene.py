"""The sample office with the real program, set up by the operator's own commands, against the sandbox."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phieu.installation import Installation
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox, start_sandbox
from phieu.scheduler.tick import tick
from phieu.settings import Settings

BEFORE = datetime(2026, 6, 4, 3, tzinfo=UTC)
OPENS = datetime(2026, 6, 5, 1, tzinfo=UTC)  # 08:00 in Hà Nội, as the sample calendar says
CLOSES = datetime(2026, 6, 16, 1, tzinfo=UTC)


@dataclass
class Scene:
    """The running office; `now` is its clock."""

    sandbox: Sandbox
    client: SandboxClient
    installation: Installation
    times: list[datetime]

    async def clock_strikes(self, now: datetime) -> None:
        """Set the clock and let it do what is due."""
        self.times[:] = [now]
        await tick(self.installation)


def phieu(*arguments: str, home: Path, sandbox: Sandbox) -> str:
    """Run a command as the operator does."""
    environment = os.environ | {
        "PHIEU_HOME": str(home),
        "TELEGRAM_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "DEFAULT_LOCALE": "en",
        "DATABASE_URL": "",
    }
    command = [sys.executable, "-m", "phieu", *arguments]
    done = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    sandbox = await start_sandbox()
    await asyncio.to_thread(phieu, "template", "office.xlsx", "--sample", home=tmp_path, sandbox=sandbox)
    await asyncio.to_thread(phieu, "import", "office.xlsx", "--yes", home=tmp_path, sandbox=sandbox)
    settings = Settings(_env_file=None, PHIEU_HOME=tmp_path, telegram_token=sandbox.token, telegram_api_url=sandbox.url)
    times = [BEFORE]
    installation = await Installation.start(settings, lambda: times[0])
    async with Program(installation), SandboxClient(sandbox.url) as client:
        yield Scene(sandbox, client, installation, times)
    await installation.stop()
    await sandbox.close()
