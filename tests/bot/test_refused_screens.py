"""What the platform refuses is shown otherwise, or answered with a kind word; never with silence."""

import logging

import pytest

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.person import Person as Phone
from tests.bot.conftest import stands


async def act(phone: Phone, action: str) -> None:
    await phone.tap_action((await phone.screen()).id, action)


async def test_a_tap_shows_what_the_screen_says_otherwise(phone: Phone) -> None:
    await act(phone, "refused")
    await stands(phone, "shown otherwise")
    await phone.tap("one")
    await stands(phone, "one")


async def test_a_command_shows_what_the_screen_says_otherwise(phone: Phone) -> None:
    await phone.write("/refused")
    await stands(phone, "shown otherwise")


async def test_nothing_is_left_of_a_screen_that_was_refused_in_the_middle(phone: Phone) -> None:
    await act(phone, "half-refused")
    await stands(phone, "shown otherwise")


async def test_a_picture_that_is_refused_is_left_out(phone: Phone, client: SandboxClient) -> None:
    refusal = "Bad Request: PHOTO_INVALID_DIMENSIONS"
    await client.fault(FaultKind.ERROR, method="sendPhoto", times=1, description=refusal)
    await act(phone, "picture-alone")
    await stands(phone, "không hiển thị được")


async def test_without_anything_else_to_show_there_is_a_kind_word(
    phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    await act(phone, "unshowable-screen")
    screen = await phone.sees("không hiển thị được")
    assert screen.button("Phiếu của tôi")
    await stands(phone, "không hiển thị được")
    (line,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert line.startswith("showing a screen failed: TelegramBadRequest at ")


async def test_a_typed_secret_goes_from_the_chat_all_the_same(phone: Phone) -> None:
    await act(phone, "ask-in-vain")
    await phone.sees("say something")
    await phone.write("a secret")
    await stands(phone, "không hiển thị được")
    assert "a secret" not in [message.text for message in await phone.conversation()]


async def test_whoever_blocks_the_bot_in_the_middle_is_left_alone(
    phone: Phone, client: SandboxClient, caplog: pytest.LogCaptureFixture
) -> None:
    refusal = "Forbidden: bot was blocked by the user"
    await client.fault(FaultKind.ERROR, code=403, method="editMessageText", times=1, description=refusal)
    await act(phone, "two")
    await stands(phone, "one")
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_kept_message_gets_new_choices_and_its_caption_stays(phone: Phone) -> None:
    await act(phone, "picture-alone")
    before = await phone.sees("a caption")
    toast = await phone.tap("choices")
    assert toast.text == "noted"
    after = await phone.sees_one(lambda message: message.rows == [["thanks"]])
    assert (after.id, after.text, after.photo) == (before.id, before.text, before.photo)
    await phone.tap_action(after.id, "+choices")  # an old tap again: nothing changes
    await phone.tap("thanks")
    await phone.sees_one(lambda message: message.text == "one" and message.id > after.id)
    await stands(phone, "a caption", "one")


async def test_choices_can_be_taken_away(phone: Phone) -> None:
    await act(phone, "picture-alone")
    shown = await phone.sees("a caption")
    await phone.tap("no-choices")
    after = await phone.sees_one(lambda message: message.id == shown.id and not message.rows)
    assert after.photo == shown.photo


async def test_new_choices_for_a_message_that_is_gone_do_no_harm(phone: Phone) -> None:
    toast = await phone.tap_action(99_999, "choices")
    assert toast.text == "noted"
    await stands(phone, "one")
