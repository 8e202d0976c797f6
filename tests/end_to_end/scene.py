"""The sample office with the real program, set up by the operator's own commands, against the sandbox."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import update

from phieu.installation import Installation
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox, start_sandbox
from phieu.scheduler.tick import tick
from phieu.settings import Settings
from phieu.storage.tables import CalendarRule

BEFORE = datetime(2026, 6, 4, 3, tzinfo=UTC)
OPENS = datetime(2026, 6, 5, 1, tzinfo=UTC)  # 08:00 in Hà Nội, as the sample calendar says
CLOSES = datetime(2026, 6, 17, 1, tzinfo=UTC)


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


def phieu(*arguments: str, home: Path, environment: dict[str, str]) -> str:
    """Run a command as the operator does."""
    command = [sys.executable, "-m", "phieu", *arguments]
    environment = os.environ | environment | {"DEFAULT_LOCALE": "en"}
    done = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def engine() -> str:
    """Which database; a test that wants another one parametrises this."""
    return "sqlite"


@pytest.fixture
def way_in() -> str:
    """How updates come; a test that wants a webhook parametrises this."""
    return "polling"


@pytest.fixture
def on_zalo() -> bool:
    """Whether the bot is on Zalo, too; a test that wants it parametrises this."""
    return False


@pytest.fixture
def database_setting(request: pytest.FixtureRequest, engine: str) -> str:
    """DATABASE_URL as an operator writes it."""
    return "" if engine == "sqlite" else str(request.getfixturevalue("postgres_url")).replace("+asyncpg", "")


def webhook() -> dict[str, str]:
    """The settings of a webhook on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_SECRET": "a-secret_of_the_webhook",
        "WEBHOOK_PORT": port,
    }


@pytest.fixture
async def scene(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_setting: str, way_in: str, *, on_zalo: bool
) -> AsyncIterator[Scene]:
    sandbox = await start_sandbox()
    environment = {
        "PHIEU_HOME": str(tmp_path),
        "TELEGRAM_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "DATABASE_URL": database_setting,
        "WEBHOOK_URL": "",
    } | (webhook() if way_in == "webhook" else {})
    if on_zalo:
        environment |= {
            "ZALO_TOKEN": sandbox.zalo_token,
            "ZALO_API_URL": sandbox.zalo_url,
            "ZALO_LINK": sandbox.zalo.bot.link,
        }
    await asyncio.to_thread(phieu, "template", "office.xlsx", "--sample", home=tmp_path, environment=environment)
    await asyncio.to_thread(phieu, "import", "office.xlsx", "--yes", home=tmp_path, environment=environment)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    times = [BEFORE]
    sandbox.zalo.clock.behind = lambda: int(times[0].timestamp() * 1000)
    installation = await Installation.start(Settings(_env_file=None), lambda: times[0])
    async with installation.database.writing() as session:  # it was imported by the real clock, and is played earlier
        await session.exec(update(CalendarRule).values(since=BEFORE))
    async with Program(installation), SandboxClient(sandbox.url) as client:
        yield Scene(sandbox, client, installation, times)
    await installation.stop()
    await sandbox.close()
