"""A sandbox on a free port, a client for it, and each Telegram library's own bot."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from PIL import Image
from telegram.ext import ExtBot

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person
from phieu.sandbox.server import Sandbox
from phieu.sandbox.zalo_person import ZaloPerson

HANH = 101
RawCall = Callable[..., Awaitable[tuple[int, dict[str, Any]]]]
ZaloCall = RawCall


@pytest.fixture
async def hanh(client: SandboxClient) -> Person:
    """A person who has not pressed Start."""
    return await client.person(HANH, "Nguyễn Thị Hồng Hạnh", note="Chuyên viên", invitation="ma-moi-1")


@pytest.fixture
async def started(client: SandboxClient, hanh: Person, sandbox: Sandbox) -> Person:
    """A person who has pressed Start, and nothing of it is left for the bot to read."""
    await hanh.start()
    sandbox.telegram.updates.pending.clear()
    await hanh.refresh()
    await client.forget_calls()
    return hanh


@pytest.fixture
async def aiogram_bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    bot = Bot(sandbox.token, session=AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url)))
    yield bot
    await bot.session.close()


@pytest.fixture
async def ptb_bot(sandbox: Sandbox) -> AsyncIterator[ExtBot[None]]:
    async with ExtBot(sandbox.token, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot") as bot:
        yield bot


@pytest.fixture
async def raw_call(sandbox: Sandbox) -> AsyncIterator[RawCall]:
    """Calls a method without any library: `await raw_call("getMe", chat_id=1)` → status and body."""
    async with aiohttp.ClientSession() as session:

        async def call(method: str, *, token: str = sandbox.token, **fields: Any) -> tuple[int, dict[str, Any]]:
            async with session.post(f"{sandbox.url}/bot{token}/{method}", json=fields) as response:
                return response.status, await response.json()

        yield call


@pytest.fixture
async def zalo_call(sandbox: Sandbox) -> AsyncIterator[ZaloCall]:
    """Calls a method of Zalo's: `await zalo_call("sendMessage", chat_id="...", text="...")` → status and body."""
    async with aiohttp.ClientSession() as session:

        async def call(method: str, *, token: str = sandbox.zalo_token, **fields: Any) -> tuple[int, dict[str, Any]]:
            async with session.post(f"{sandbox.zalo_url}/bot{token}/{method}", json=fields) as response:
                return response.status, await response.json()

        yield call


@pytest.fixture
async def zalo_hanh(client: SandboxClient) -> ZaloPerson:
    """A person in Zalo from whom the bot has heard nothing."""
    return await client.zalo_person(HANH, "Nguyễn Thị Hồng Hạnh", note="Chuyên viên")


@pytest.fixture
async def zalo_known(zalo_hanh: ZaloPerson, sandbox: Sandbox) -> ZaloPerson:
    """A person whom the bot may write to, and nothing of what they wrote is left for it to read."""
    await zalo_hanh.write("xin chào")
    sandbox.zalo.updates.pending.clear()
    await zalo_hanh.refresh()
    return zalo_hanh


def picture(width: int = 640, height: int = 400, color: str = "teal") -> bytes:
    """A PNG."""
    content = io.BytesIO()
    Image.new("RGB", (width, height), color).save(content, "PNG")
    return content.getvalue()
