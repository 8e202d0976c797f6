"""Answering on a phone: the real program against the sandbox, over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pydantic import SecretStr

from phieu.office import answering
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person
from phieu.sandbox.server import start_sandbox
from phieu.settings import Settings
from phieu.storage.database import Database
from phieu.storage.tables import ChatAccount
from phieu.words import Channel
from tests.answering.conftest import NOW, OpenOffice, open_office
from tests.databases import started
from tests.rounds import OPENED

NUMBER = 4711


@pytest.fixture
async def on_phone(sqlite_url: str, tmp_path: Path) -> AsyncIterator[tuple[OpenOffice, Person]]:
    """A running program, and the phone of its first rater."""
    sandbox = await start_sandbox()
    async with started(sqlite_url, tmp_path / "home") as installation:
        settings = Settings(
            _env_file=None,
            telegram_token=sandbox.token,
            telegram_api_url=sandbox.url,
            database_url=sqlite_url,
            PHIEU_HOME=tmp_path / "home",
        )
        office = await open_office(replace(installation, settings=settings, now=lambda: NOW))
        await _give_phone(installation.database, office.raters[0])
        async with Program(office.installation), SandboxClient(sandbox.url) as client:
            yield office, await client.person(NUMBER, "Lê Văn 0")
    await sandbox.close()


async def _give_phone(database: Database, person_id: int) -> None:
    async with database.writing() as session:
        account = await session.get_one(ChatAccount, (Channel.TELEGRAM, person_id))
        await session.delete(account)
        await session.flush()
        session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=person_id, chat_id=str(NUMBER), joined_at=OPENED))


async def standing(phone: Person) -> list[str]:
    """What stands in the chat from either side."""
    return [message.text for message in await phone.conversation()]


async def test_a_ballot_on_a_phone(on_phone: tuple[OpenOffice, Person]) -> None:
    office, phone = on_phone
    await phone.start()
    await phone.write("/ballots")
    first = await phone.sees("You have 2 ballots to fill in.")
    for label in ("▶ Begin", "▶ Begin", "Good", "Excellent", "Skip ›"):
        await phone.tap(label)
    assert (await phone.screen()).id == first.id  # one screen, edited in place
    await phone.write("Họp <ngắn> gọn hơn.")
    await phone.sees("Your comment has been saved")
    await phone.settled()
    assert "Họp <ngắn> gọn hơn." not in await standing(phone)
    await phone.tap("✅ Hand in this ballot")
    shown = "\n".join(await standing(phone))
    assert "has been handed in" in shown
    for secret in ("Good", "Excellent", "Họp"):
        assert secret not in shown
    view = await answering.ballot(office.installation, office.raters[0], office.round, office.chief)
    assert (view.answers, view.comment, view.submitted) == (bytes([3, 4, 255]), "Họp <ngắn> gọn hơn.", True)


async def test_a_text_that_the_app_cuts_up_stays_as_a_whole_until_it_is_no_longer_needed(
    on_phone: tuple[OpenOffice, Person],
) -> None:
    office, phone = on_phone
    await phone.start()
    await phone.write("/ballots")
    await phone.sees("You have 2 ballots")
    message = await phone.screen()
    await phone.tap_action(message.id, f"comment.{office.round}.{office.chief}")
    await phone.write("a" * 8600)  # three messages, the last of them short enough for a comment
    await phone.sees("7,600 characters too long")
    await phone.settled()
    assert [len(text) for text in await standing(phone) if text.startswith("aaa")] == [4096, 4096, 408]
    await phone.tap("Without this comment ›")
    await phone.sees("No comment.")
    await phone.settled()
    assert not [text for text in await standing(phone) if "aaa" in text]
    await phone.tap("Write a comment")
    await phone.write("Ngắn.")
    await phone.sees("Your comment has been saved")
    await phone.settled()
    assert "Ngắn." not in await standing(phone)


async def test_a_photo_where_a_comment_was_asked(on_phone: tuple[OpenOffice, Person]) -> None:
    office, phone = on_phone
    await phone.start()
    await phone.write("/ballots")
    await phone.sees("You have 2 ballots")
    message = await phone.screen()
    await phone.tap_action(message.id, f"comment.{office.round}.{office.chief}")
    picture = BytesIO()
    Image.new("RGB", (64, 64)).save(picture, "PNG")
    await phone.send_photo(picture.getvalue())
    await phone.sees("A comment can only be text.")
    await phone.write("Được.")
    await phone.sees("Your comment has been saved")
    view = await answering.ballot(office.installation, office.raters[0], office.round, office.chief)
    assert view.comment == "Được."


@pytest.mark.parametrize(
    ("action", "secret"),
    [("review.{round}.{chief}", "Excellent"), ("comment.{round}.{chief}", "Họp"), ("question.{round}.{chief}.0", "✓")],
)
async def test_a_program_that_stops_leaves_no_answers_in_the_chat(office: OpenOffice, action: str, secret: str) -> None:
    sandbox = await start_sandbox()
    settings = office.installation.settings.model_copy(
        update={"telegram_token": SecretStr(sandbox.token), "telegram_api_url": sandbox.url}
    )
    office = replace(office, installation=replace(office.installation, settings=settings))
    await _give_phone(office.installation.database, office.raters[0])
    await answering.record(office.installation, office.raters[0], office.round, office.chief, 0, 4)
    await answering.comment(office.installation, office.raters[0], office.round, office.chief, "Họp ngắn.")
    async with SandboxClient(sandbox.url) as client:
        phone = await client.person(NUMBER, "Lê Văn 0")
        async with Program(office.installation):
            await phone.start()
            await phone.sees("what would you like to do?")
            screen = await phone.screen()
            await phone.tap_action(screen.id, action.format(round=office.round, chief=office.chief))
            await phone.settled()
            assert secret in str([(message.text, message.buttons) for message in await phone.conversation()])
        shown = await phone.sees("You have 2 ballots to fill in.")
        assert shown.id == screen.id
        assert secret not in str([(message.text, message.buttons) for message in await phone.conversation()])
    await sandbox.close()
