"""Two bots on one database: refused in one clear line, but where several share a PostgreSQL by webhook."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from phieu.sandbox.server import Sandbox, start_sandbox
from tests.bot.test_program import free_port
from tests.commands.conftest import Shell
from tests.commands.test_beside_the_bot import started

READY = "The bot is running"


@pytest.fixture
async def sandbox(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sandbox]:
    """The platform."""
    assert shell.folder  # in whose settings it stands
    sandbox = await start_sandbox()
    monkeypatch.setenv("TELEGRAM_TOKEN", sandbox.token)
    monkeypatch.setenv("TELEGRAM_API_URL", sandbox.url)
    yield sandbox
    await sandbox.close()


@pytest.fixture
def webhook(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The settings of a webhook; in the block also a means to change them."""
    assert shell.folder  # whose settings these are
    with monkeypatch.context() as settings:
        settings.setenv("WEBHOOK_URL", f"http://127.0.0.1:{free_port()}/telegram")
        settings.setenv("WEBHOOK_SECRET", "a-secret_of_the_webhook")
        settings.setenv("WEBHOOK_PORT", str(free_port()))
        yield settings


async def refused(shell: Shell) -> str:
    """What a second bot says; a command runs a loop of its own, so it needs a thread of its own."""
    return await asyncio.to_thread(shell.fails, "run")


@pytest.mark.usefixtures("sandbox", "webhook")
async def test_a_file_serves_one_bot_even_by_webhook(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{shell.folder / 'office.sqlite3'}")
    async with started("run", ready=READY):
        assert (await refused(shell)).startswith(f"The bot runs already on the data directory {shell.folder}/home.")
        monkeypatch.setenv("PHIEU_HOME", str(shell.folder / "another"))
        assert (await refused(shell)).startswith(f"The bot runs already on the database {shell.folder}/office.sqlite3.")


@pytest.mark.usefixtures("sandbox")
async def test_one_that_polls_shares_with_nobody(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url.replace("+asyncpg", "").replace("phieu@", "phieu:hidden@"))
    async with started("run", ready=READY):
        monkeypatch.setenv("PHIEU_HOME", str(shell.folder / "another"))  # on another machine, say
        told = await refused(shell)
        assert told.startswith("The bot runs already on the database postgresql://phieu:***@127.0.0.1:")
        assert told.endswith("Several can share a database only if each has a WEBHOOK_URL.")
        monkeypatch.setenv("WEBHOOK_URL", "http://127.0.0.1:1/telegram")
        monkeypatch.setenv("WEBHOOK_SECRET", "a-secret_of_the_webhook")
        assert "a bot without WEBHOOK_URL, one with ZALO_TOKEN" in await refused(shell)


@pytest.mark.usefixtures("sandbox")
async def test_beside_those_that_share_none_polls(shell: Shell, webhook: pytest.MonkeyPatch, postgres_url: str) -> None:
    webhook.setenv("DATABASE_URL", postgres_url)
    async with started("run", ready=READY) as (first, _):
        webhook.setenv("WEBHOOK_PORT", str(free_port()))
        async with started("run", ready=READY) as (second, _):
            webhook.delenv("WEBHOOK_URL")
            assert (await refused(shell)).startswith("The bot runs already on the data directory")
            webhook.setenv("PHIEU_HOME", str(shell.folder / "another"))
            assert (await refused(shell)).startswith("The bot runs already on the database postgresql://")
    assert (first.returncode, second.returncode) == (0, 0)


@pytest.mark.usefixtures("sandbox")
async def test_on_zalo_several_need_a_redis(
    shell: Shell,
    webhook: pytest.MonkeyPatch,
    sandbox: Sandbox,
    postgres_url: str,
    request: pytest.FixtureRequest,
) -> None:
    """What somebody was shown last must be known to whoever reads what they type then."""
    webhook.setenv("DATABASE_URL", postgres_url)
    webhook.setenv("ZALO_TOKEN", sandbox.zalo_token)
    webhook.setenv("ZALO_API_URL", sandbox.zalo_url)
    async with started("run", ready=READY):
        webhook.setenv("WEBHOOK_PORT", str(free_port()))
        assert "With ZALO_TOKEN several can share it only if each has a REDIS_URL." in await refused(shell)
        webhook.setenv("PHIEU_HOME", str(shell.folder / "another"))
        assert "share a database only if each has a REDIS_URL" in await refused(shell)
        webhook.setenv("REDIS_URL", request.getfixturevalue("redis_server").url)
        assert "one with ZALO_TOKEN but without REDIS_URL" in await refused(shell)
    webhook.setenv("PHIEU_HOME", str(shell.folder / "home"))
    async with started("run", ready=READY) as (first, _):
        webhook.setenv("WEBHOOK_PORT", str(free_port()))
        async with started("run", ready=READY) as (second, _):
            assert (first.returncode, second.returncode) == (None, None)
