"""The chat platforms on a free port, and the people at their phones, for whichever test speaks with either."""

from collections.abc import AsyncIterator

import pytest

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox, start_sandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Both platforms, with a bot of each that nobody runs yet."""
    sandbox = await start_sandbox()
    yield sandbox
    await sandbox.close()


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[SandboxClient]:
    """Who hands out phones there, and asks for bad days."""
    async with SandboxClient(sandbox.url) as client:
        yield client
