"""A Redis that writes to its disk is refused; one that does not say is warned of."""

from pathlib import Path

import pytest

from phieu.installation import Installation, InstallationError
from phieu.settings import Settings
from phieu.storage.volatile import InMemory
from phieu.storage.volatile.in_redis import InRedis
from phieu.storage.volatile.redis_check import RedisFinding, RedisVerdict, check_redis
from tests.redis_server import RedisServer, free_port


async def test_one_without_a_disk_is_fine(redis_server: RedisServer) -> None:
    assert await check_redis(redis_server.url) == RedisFinding(RedisVerdict.FINE)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"save": "3600 1"}, "save 3600 1"),
        ({"appendonly": "yes"}, "appendonly yes"),
        ({"save": "3600 1", "appendonly": "yes"}, "appendonly yes, save 3600 1"),
    ],
)
async def test_one_that_writes_is_found_out(own_redis: RedisServer, settings: dict[str, str], told: str) -> None:
    with own_redis.client() as redis:
        for name, value in settings.items():
            redis.config_set(name, value)
    assert await check_redis(own_redis.url) == RedisFinding(RedisVerdict.WRITES, told)


@pytest.mark.parametrize(
    ("rights", "appends", "verdict"),
    [
        ("+@all -config", "no", RedisVerdict.UNKNOWN),
        ("+@all -config", "yes", RedisVerdict.WRITES),
        ("+@all -config -info", "yes", RedisVerdict.UNKNOWN),
    ],
)
async def test_one_whose_settings_may_not_be_read(
    own_redis: RedisServer, rights: str, appends: str, verdict: RedisVerdict
) -> None:
    with own_redis.client() as redis:
        redis.config_set("appendonly", appends)
        redis.execute_command("ACL", "SETUSER", "tenant", "on", ">a password", "~*", *rights.split())
    url = own_redis.url.replace("://", "://tenant:a%20password@")
    assert (await check_redis(url)).verdict is verdict


async def test_one_that_is_not_there_or_lets_nobody_in(own_redis: RedisServer) -> None:
    nowhere = await check_redis(f"redis://127.0.0.1:{free_port()}")
    assert nowhere == RedisFinding(RedisVerdict.UNREACHABLE, "ConnectionError")
    with own_redis.client() as redis:
        redis.config_set("requirepass", "a password")
    locked = await check_redis(own_redis.url)
    assert locked == RedisFinding(RedisVerdict.UNREACHABLE, "AuthenticationError")


@pytest.mark.parametrize("url", ["localhost:6379", "http://localhost", "redis://localhost:many"])
async def test_what_is_no_address(url: str) -> None:
    assert await check_redis(url) == RedisFinding(RedisVerdict.NO_ADDRESS)


def settings_for(url: str, home: Path) -> Settings:
    return Settings(_env_file=None, redis_url=url, PHIEU_HOME=home)


async def test_an_installation_uses_it(redis_server: RedisServer, tmp_path: Path) -> None:
    settings = settings_for(redis_server.url, tmp_path)
    assert redis_server.url not in repr(settings)
    installation = await Installation.start(settings)
    await installation.stop()
    assert isinstance(installation.volatile, InRedis)
    installation = await Installation.start(settings_for("", tmp_path))
    await installation.stop()
    assert isinstance(installation.volatile, InMemory)


async def test_an_installation_refuses_one_that_writes(own_redis: RedisServer, tmp_path: Path) -> None:
    with own_redis.client() as redis:
        redis.config_set("appendonly", "yes")
    with pytest.raises(InstallationError, match=r'appendonly yes.*save "" and appendonly no'):
        await Installation.start(settings_for(own_redis.url, tmp_path))
    assert own_redis.contents() == {}


async def test_an_installation_refuses_what_is_no_address(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match=r"REDIS_URL is not the address"):
        await Installation.start(settings_for("localhost", tmp_path))


async def test_an_installation_warns_of_one_that_does_not_say(
    own_redis: RedisServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with own_redis.client() as redis:
        redis.execute_command("ACL", "SETUSER", "tenant", "on", ">secret", "~*", "+@all", "-config")
    installation = await Installation.start(settings_for(own_redis.url.replace("://", "://tenant:secret@"), tmp_path))
    await installation.stop()
    assert "does not say whether it writes" in caplog.text
    assert "secret" not in caplog.text
