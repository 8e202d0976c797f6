"""Both keepings: in this process, and in a real Redis."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from phieu.storage.volatile import InMemory, Volatile
from phieu.storage.volatile.in_redis import InRedis

SECRET = bytes(range(32))


class Replicas:
    """Processes that share one Redis, all of them in this one; closed at the end."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack

    async def start(self, url: str, *, secret: bytes = SECRET, pause: float = 0, lease: float = 10) -> InRedis:
        """One more; by default it looks at once whether a Redis that was away is back."""
        replica = InRedis(url, secret, pause=pause, lease=lease)
        self._stack.push_async_callback(replica.close)
        await replica.start()
        return replica


@pytest.fixture
async def replicas() -> AsyncIterator[Replicas]:
    async with AsyncExitStack() as stack:
        yield Replicas(stack)


@pytest.fixture(params=["in this process", "in Redis"])
async def volatile(request: pytest.FixtureRequest, replicas: Replicas) -> Volatile:
    """One of each kind."""
    if request.param == "in this process":
        return InMemory()
    url: str = request.getfixturevalue("redis_server").url
    return await replicas.start(url)
