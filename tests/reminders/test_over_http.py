"""Reminders on phones: the real program against the sandbox, which one of its people has blocked."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from playwright.async_api import Page
from pydantic import SecretStr
from sqlmodel import col, select, update

from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox
from phieu.sandbox.users import User
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel
from tests.anonymity.test_whole_program import log  # noqa: F401
from tests.bot.conftest import PATIENCE_SECONDS
from tests.browser import browser, browser_page  # noqa: F401
from tests.databases import started
from tests.reminders.conftest import HALF, Owing, owing_office

FIRST_PHONE = 7000
LONG = "Công Tằng Tôn Nữ Thị Quỳnh Chi Nguyễn Phước Hồng Ân"


@pytest.fixture
async def office(sandbox: Sandbox, sqlite_url: str, tmp_path: Path) -> AsyncIterator[Owing]:
    """At half time; rater n has the phone FIRST_PHONE + n, and rater 0 reads Vietnamese and has a long name."""
    async with started(sqlite_url, tmp_path / "home") as installation:
        more = {"telegram_token": SecretStr(sandbox.token), "telegram_api_url": sandbox.url}
        office = await owing_office(replace(installation, settings=installation.settings.model_copy(update=more)))
        async with installation.database.writing() as session:
            for place in range(6):
                chat = (col(ChatAccount.channel) == Channel.TELEGRAM) & (col(ChatAccount.chat_id) == f"chat-{place}")
                await session.exec(update(ChatAccount).where(chat).values(chat_id=str(FIRST_PHONE + place)))
            first = col(Person.id) == office.raters[0]
            await session.exec(update(Person).where(first).values(locale="vi", name=LONG))
        office.time = HALF
        yield office


async def test_phones_are_reminded_and_nothing_of_it_is_kept(sandbox: Sandbox, office: Owing) -> None:
    await office.hand_in(2, 3)
    async with SandboxClient(sandbox.url) as client:
        await client.register([User(FIRST_PHONE + place, f"Người mẫu {place}") for place in range(6)], started=True)
        phones = [await client.person(FIRST_PHONE + place) for place in range(6)]
        await phones[1].block()
        async with Program(office.installation):
            seen = await phones[4].sees("You still have 2 ballots to hand in.")
            assert [button.text for row in seen.buttons for button in row] == [
                "▶ To the next question",
                "⏰ Remind me tomorrow",
            ]
            await phones[0].sees("Anh/chị còn 2 phiếu chưa gửi.", timeout=PATIENCE_SECONDS)
            await phones[5].sees("You still have 2 ballots")
            await phones[4].tap("▶ To the next question")
            question = await phones[4].sees("Ballot 1 of 2")
            assert question.id == seen.id  # the reminder has become the question
        for silent in (1, 2, 3):
            await phones[silent].refresh()
            assert [one.text for one in await phones[silent].conversation() if one.from_bot] == []
    async with office.installation.database.reading() as session:
        assert all((await session.exec(select(ChatAccount.reachable))).all())
        assert (await session.exec(select(Notice))).all() == []


@pytest.mark.parametrize("answered", [(), (0, 1, 2, 3, 4, 5)])
async def test_the_log_at_its_loudest_is_the_same_whoever_is_reminded(
    sandbox: Sandbox,
    office: Owing,
    log: StringIO,  # noqa: F811
    answered: tuple[int, ...],
) -> None:
    """Also where somebody among them has blocked the bot."""
    await office.hand_in(*answered)
    async with SandboxClient(sandbox.url) as client:
        await client.register([User(FIRST_PHONE + place, f"Người mẫu {place}") for place in range(6)], started=True)
        phones = [await client.person(FIRST_PHONE + place) for place in range(6)]
        await phones[1].block()
        async with Program(office.installation), asyncio.timeout(PATIENCE_SECONDS):
            while not await office.runs():
                continue
            for place in {0, 2, 3, 4, 5} - {*answered}:
                await phones[place].sees("Anh/chị còn 2 phiếu" if place == 0 else "You still have 2 ballots")
    said = [line.split(" ", 2)[2] for line in log.getvalue().splitlines()]
    about_reminders = [line for line in said if not line.startswith("INFO phieu.program: answering as @")]
    assert about_reminders == [f"INFO phieu.office.reminder_runs: round {office.round}: reminded"]


@pytest.mark.browser
async def test_how_it_looks(sandbox: Sandbox, office: Owing, browser_page: Page, tmp_path: Path) -> None:  # noqa: F811
    """Screenshots go to the folder that PHIEU_SCREENS names, if it does."""
    folder = Path(os.environ.get("PHIEU_SCREENS") or tmp_path)
    async with SandboxClient(sandbox.url) as client:
        await client.register([User(FIRST_PHONE + place, f"Người mẫu {place}") for place in (0, 4)], started=True)
        async with Program(office.installation):
            for place, words in ((0, "Trả lời câu tiếp theo"), (4, "To the next question")):
                await browser_page.goto("about:blank")
                await browser_page.goto(f"{sandbox.url}/#{FIRST_PHONE + place}")
                await browser_page.get_by_text(words).first.wait_for()
                await browser_page.screenshot(path=folder / f"reminder-{place}.png")
