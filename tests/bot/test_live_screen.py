"""One live screen a chat, whatever is tapped, typed or sent."""

import logging

import pytest

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.person import Person as Phone
from tests.bot import echo_flows
from tests.bot.conftest import stands


async def test_a_tap_turns_the_screen_into_the_next(phone: Phone) -> None:
    before = await phone.screen()
    await phone.tap("two")
    after = await phone.sees("two")
    assert after.id == before.id
    await stands(phone, "two")


async def test_a_command_takes_the_last_screen_away(phone: Phone) -> None:
    before = await phone.screen()
    await phone.write("/one")
    await phone.sees_one(lambda message: message.text.endswith("one") and message.id > before.id)
    await stands(phone, "there you are\n\none")


async def test_the_toast_is_shown(phone: Phone) -> None:
    await phone.tap("two")
    toast = await phone.tap("one")
    assert toast.text == "there you are"


async def test_tapping_twice_changes_nothing(phone: Phone) -> None:
    screen = await phone.screen()
    for _ in range(2):
        await phone.tap_action(screen.id, "two")
    await phone.tap_action(screen.id, "silence")  # each in turn: now both taps have been dealt with
    (after,) = await stands(phone, "two")
    assert after.id == screen.id


async def undeletable(client: SandboxClient, calls: int) -> None:
    """Let the platform refuse to delete, as it does with messages of more than 48 hours."""
    refusal = "Bad Request: message can't be deleted for everyone"
    await client.fault(FaultKind.ERROR, method="deleteMessages", times=calls, description=refusal)


async def test_an_old_screen_that_cannot_be_deleted_is_emptied(phone: Phone, client: SandboxClient) -> None:
    old = await phone.screen()
    await undeletable(client, calls=2)
    await phone.write("/one")
    await phone.sees_one(lambda message: message.id > old.id)
    (emptied, _) = await stands(phone, "⬇", "one")
    assert not emptied.buttons


async def test_a_secret_goes_even_if_the_old_screen_cannot(phone: Phone, client: SandboxClient) -> None:
    await phone.tap("ask")
    await undeletable(client, calls=2)  # both together, then the screen alone
    await phone.write("a secret")
    await phone.sees("you said a secret")
    await stands(phone, "⬇", "you said a secret")
    assert "a secret" not in [message.text for message in await phone.conversation()]


async def test_an_old_screen_comes_alive_again_and_the_other_goes(phone: Phone, client: SandboxClient) -> None:
    old = await phone.screen()
    await undeletable(client, calls=2)
    await phone.write("/one")
    await phone.sees_one(lambda message: message.id > old.id)
    await stands(phone, "⬇", "one")
    await phone.tap_action(old.id, "two")
    await phone.sees("two")
    await stands(phone, "two")
    assert (await phone.screen()).id == old.id


async def test_a_screen_that_cannot_be_edited_is_sent_anew(phone: Phone, client: SandboxClient) -> None:
    before = await phone.screen()
    refusal = "Bad Request: message can't be edited"
    await client.fault(FaultKind.ERROR, method="editMessageText", times=1, description=refusal)
    await phone.tap("two")
    after = await phone.sees("two")
    assert after.id > before.id
    await stands(phone, "two")


async def test_a_button_of_a_message_that_is_gone_is_answered_all_the_same(phone: Phone) -> None:
    await phone.tap_action(99_999, "two")
    await phone.sees("two")
    await stands(phone, "two")


async def test_what_stays_is_not_replaced_and_its_buttons_answer_below(phone: Phone) -> None:
    await phone.tap("picture")
    picture = await phone.sees("a picture")
    assert picture.photo is not None
    sheet = next(message for message in await phone.conversation() if message.document)
    assert await phone.document(sheet) == b"sheet"
    await phone.tap_action(picture.id, picture.buttons[0][0].data or "")
    below = await phone.sees_one(lambda message: message.text == "one" and message.id > picture.id)
    await phone.tap("two")
    await phone.sees("two")
    shown = await stands(phone, "", "a picture", "two")
    assert [message.id for message in shown] == [sheet.id, picture.id, below.id]


async def test_typed_text_reaches_who_expects_it_and_is_taken_out_of_the_chat(phone: Phone) -> None:
    await phone.tap("ask")
    await phone.write("a secret")
    await phone.sees("you said a secret")
    assert [
        message for message in await phone.conversation() if not message.from_bot and "secret" in message.text
    ] == []
    await stands(phone, "you said a secret")


async def test_a_sent_file_reaches_who_expects_it(phone: Phone) -> None:
    await phone.tap("ask")
    await phone.send_document(b"a file", "note.txt")
    await phone.sees("you said a file")


async def test_text_that_nobody_expects_any_more_is_not_kept(phone: Phone) -> None:
    await phone.tap("ask")
    await phone.tap("one")
    await phone.write("a secret")
    screen = await phone.sees("không lưu")
    assert "a secret" in screen.text  # to be copied
    assert screen.button("Phiếu của tôi")
    await phone.settled()
    assert "a secret" not in [message.text for message in await phone.conversation() if not message.from_bot]
    await phone.tap("Phiếu của tôi")
    await phone.sees("chưa có phiếu")
    assert not [message for message in await phone.conversation() if "a secret" in message.text]


async def test_a_photo_where_text_is_asked_reaches_who_asked(phone: Phone) -> None:
    await phone.tap("ask")
    await phone.send_photo(echo_flows.PNG)
    await phone.sees("nothing but sent a photo")


async def test_a_photo_that_nobody_asked_for_is_answered_kindly(phone: Phone) -> None:
    await phone.send_photo(echo_flows.PNG)
    await phone.sees("không chờ nhận ảnh")


async def test_a_long_screen_comes_in_pieces_and_goes_as_one(phone: Phone) -> None:
    await phone.tap("long")
    shown = await stands(phone, "0 xxx", "8 xxx", "19 xxx")
    assert "\n".join(message.text for message in shown) == "\n".join(f"{n} " + "x" * 500 for n in range(20))
    assert [bool(message.buttons) for message in shown] == [False, False, True]
    await phone.tap("one")
    await stands(phone, "one")


async def test_silence_leaves_everything_as_it_is_but_ends_the_waiting(phone: Phone) -> None:
    before = await phone.screen()
    await phone.tap("silence")
    assert await phone.screen() == before


async def test_an_unexpected_error_ends_in_a_kind_word_and_a_line_without_content(
    phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await phone.tap("breaks")
        await phone.sees("không bị mất")
    (line,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert line.startswith("answering failed: RuntimeError at bot/dispatch.py:")
    assert "forty-two" not in caplog.text
    await phone.tap("Trang chính")
    await phone.sees("Bình")


async def test_what_was_typed_when_something_went_wrong_is_still_expected_and_goes_in_the_end(phone: Phone) -> None:
    await phone.tap("ask")
    await phone.write("break")
    await phone.sees("không bị mất")
    await phone.settled()
    assert "break" in [message.text for message in await phone.conversation()]  # to be copied
    await phone.write("a secret")
    await phone.sees("you said a secret")
    await stands(phone, "you said a secret")
    assert not [message for message in await phone.conversation() if message.text in {"break", "a secret"}]


@pytest.mark.parametrize("kind", [FaultKind.BAD_GATEWAY, FaultKind.RESET, FaultKind.TOO_MANY_REQUESTS])
async def test_the_platform_stumbles_and_the_answer_comes(phone: Phone, client: SandboxClient, kind: FaultKind) -> None:
    await client.fault(kind, method="editMessageText", times=1, retry_after=1)
    await phone.tap("two")
    await phone.sees("two")
    await stands(phone, "two")
