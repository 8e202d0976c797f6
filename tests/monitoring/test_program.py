"""The real program is watched: by its own address, and beside the webhook for the load balancer."""

import socket
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from phieu.program import Program
from phieu.sandbox.server import start_sandbox
from tests.bot.conftest import Clock, installed, settings_for
from tests.commands.conftest import Shell
from tests.commands.test_beside_the_bot import started
from tests.monitoring.conftest import free_port, monitor

STARTED = datetime(2026, 6, 10, tzinfo=UTC)


async def status_of(url: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status


async def test_beside_the_webhook_there_is_health_and_nothing_else(tmp_path: Path) -> None:
    sandbox, port = await start_sandbox(), free_port()
    address = f"http://127.0.0.1:{port}"
    webhook = {"webhook_url": f"{address}/telegram", "webhook_secret": "a-secret", "webhook_port": port}
    async with installed(settings_for(sandbox, tmp_path / "home", **webhook), Clock()) as office:
        async with Program(office) as program, monitor(program.watch) as asks:
            assert [await status_of(address + path) for path in ("/healthz", "/readyz", "/metrics")] == [200, 200, 404]
            assert await asks.ask("/readyz") == (200, "ok\n")
            assert await asks.figure("phieu_keeper") == 1
        assert program.watch.health.stage == "stopping"
    await sandbox.close()


async def test_the_command_serves_and_logs_where_it_is_told(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox, port = await start_sandbox(), free_port()
    monkeypatch.setenv("TELEGRAM_TOKEN", sandbox.token)
    monkeypatch.setenv("TELEGRAM_API_URL", sandbox.url)
    monkeypatch.setenv("MONITOR_PORT", str(port))
    monkeypatch.setenv("LOG_DIR", "logs")
    monkeypatch.setenv("BACKUPS_KEPT", "0")
    async with started("run", ready="The bot is running"):
        assert await status_of(f"http://127.0.0.1:{port}/readyz") == 200
        assert await status_of(f"http://127.0.0.1:{port}/metrics") == 200
    await sandbox.close()
    assert "answering as @" in (office.folder / "logs" / "phieu.log").read_text()


def test_what_cannot_be_had_is_told(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    (office.folder / "logs").write_text("a file")
    monkeypatch.setenv("LOG_DIR", "logs")
    assert office.fails("run").startswith("The log cannot be written to the folder logs (File exists).")
    monkeypatch.delenv("LOG_DIR")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("MONITOR_PORT", str(taken.getsockname()[1]))
        told = office.fails("run")
        assert told.startswith("Monitoring cannot be served at 127.0.0.1:")
        assert "If the bot runs already, stop it first" in told
    monkeypatch.setenv("MONITOR_PORT", "-1")
    assert "use a whole number from 0 to 65535" in office.fails("run")
