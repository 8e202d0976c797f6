"""Joining on Zalo, and on both apps, with the whole program against the sandbox."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import col, select, update

from phieu.bot.handlers import zalo_speaking
from phieu.installation import Installation
from phieu.office.invitations import make_invites
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox
from phieu.storage.tables import ChatAccount, Person
from phieu.words import Channel
from tests.bot.conftest import BINH, CHI, NAMES, Clock, add_staff, installed, joined, settings_for
from tests.zalo.both_channels import CODE, PAGE


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause between the parts of a screen."""
    monkeypatch.setattr(zalo_speaking, "PAUSE_SECONDS", 0)


@pytest.fixture
async def program(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Program]:
    zalo = {"zalo_token": sandbox.zalo_token, "zalo_api_url": sandbox.zalo_url, "zalo_link": PAGE}
    async with installed(settings_for(sandbox, tmp_path / "home", **zalo), Clock()) as office:
        await add_staff(office)
        async with office.database.writing() as session:
            await session.exec(update(Person).where(col(Person.id) == BINH).values(locale="en"))
        async with Program(office) as program:
            yield program


async def channels_of(office: Installation, person_id: int) -> set[Channel]:
    async with office.database.reading() as session:
        mine = select(ChatAccount).where(col(ChatAccount.person_id) == person_id)
        return {one.channel for one in await session.exec(mine)}


async def test_the_first_message_is_greeted_and_the_code_typed(program: Program, client: SandboxClient) -> None:
    phone = await client.zalo_person(2000 + CHI, NAMES[CHI])
    await phone.write("Chào em")
    await phone.sees("ba nhóm, mỗi nhóm bốn chữ và số")
    assert await phone.choices() == {}
    (invite,) = await make_invites(program.installation, [CHI], program.installation.now())
    await phone.write(invite.code.lower().replace("-", " "))
    screen = await phone.sees(f"Welcome, {NAMES[CHI]}.")
    assert "please write the number" in screen.text
    assert await channels_of(program.installation, CHI) == {Channel.ZALO}
    await phone.pick("💬 My chats")
    await phone.sees("Zalo, since")


async def test_both_apps_by_a_code_of_ones_own_and_the_first_chat_is_told(
    program: Program, client: SandboxClient
) -> None:
    telegram = await joined(client, program.installation, BINH)
    await telegram.tap("My chats")
    await telegram.tap("Join on Zalo, too")
    screen = await telegram.sees(PAGE)
    found = CODE.search(screen.text)
    assert found is not None
    zalo = await client.zalo_person(2000 + BINH, NAMES[BINH])
    await zalo.write(found[0])
    await zalo.sees("Your chat on Telegram stays as it is.")
    await telegram.sees("Your account here has been joined on Zalo, too")
    assert await channels_of(program.installation, BINH) == {Channel.TELEGRAM, Channel.ZALO}
    await telegram.tap("That was not me")
    await telegram.tap("Yes, give it up")
    await telegram.sees("My chats")
    assert await channels_of(program.installation, BINH) == {Channel.TELEGRAM}
    await zalo.write("menu")
    await zalo.sees("nhắn cho tôi mã")  # as anybody who has not joined


async def test_a_link_made_on_zalo_opens_telegram(program: Program, client: SandboxClient) -> None:
    zalo = await client.zalo_person(2000 + BINH, NAMES[BINH])
    (invite,) = await make_invites(program.installation, [BINH], program.installation.now())
    await zalo.write(invite.code)
    await zalo.sees("Welcome")
    await zalo.pick("💬 My chats")
    await zalo.pick("➕ Join on Telegram, too")
    screen = await zalo.sees("choose START")
    telegram = await client.person(1000 + BINH, NAMES[BINH])
    (link,) = (word for word in screen.text.split() if word.startswith("https://t.me/"))
    await telegram.open_link(link)
    await telegram.sees("Your chat on Zalo stays as it is.")
    assert await channels_of(program.installation, BINH) == {Channel.TELEGRAM, Channel.ZALO}
