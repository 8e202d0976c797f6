"""A monitoring server on a free port, and somebody who asks it."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from phieu.monitoring.server import monitored
from phieu.monitoring.watch import Watch
from tests.commands.conftest import office, sample_folder, shell

__all__ = ["office", "sample_folder", "shell"]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@dataclass
class Monitor:
    """Asks what Prometheus and a load balancer ask."""

    url: str
    session: aiohttp.ClientSession

    async def ask(self, path: str) -> tuple[int, str]:
        """Status and text."""
        async with self.session.get(self.url + path) as response:
            return response.status, await response.text()

    async def scrape(self) -> str:
        """The page of figures."""
        status, text = await self.ask("/metrics")
        assert status == 200
        return text

    async def figure(self, name: str) -> float:
        """One figure, with its labels if it has any."""
        (value,) = [
            line.rpartition(" ")[2] for line in (await self.scrape()).splitlines() if line.startswith(name + " ")
        ]
        return float(value)


@asynccontextmanager
async def monitor(watch: Watch) -> AsyncIterator[Monitor]:
    """The monitor of this program."""
    port = free_port()
    async with monitored(watch, "127.0.0.1", port), aiohttp.ClientSession() as session:
        yield Monitor(f"http://127.0.0.1:{port}", session)
