"""Help, secrecy, and what was typed for nothing, on Zalo: only what is true there."""

import pytest

from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows import cut_messages, home, privacy
from phieu.bot.flows.giving_back import given_back, with_typed
from phieu.bot.screen import Screen
from phieu.bot.ways import WAYS
from phieu.installation import Installation
from phieu.words import Channel
from tests.answering.conftest import OpenOffice, open_office
from tests.answering.context import context_of

TYPED = "Họp ngắn gọn hơn thì tốt."


@pytest.fixture
async def office(sqlite_installation: Installation) -> OpenOffice:
    """The office of the tests of answering."""
    return await open_office(sqlite_installation)


def said(text: str = "", *, channel: Channel = Channel.ZALO, command: str = "") -> Event:
    return Event(channel, "chat-0", text=text, command=command)


async def test_text_that_nobody_asked_for_is_neither_repeated_nor_waited_for(office: OpenOffice) -> None:
    zalo = await home.unasked(said(TYPED), await context_of(office, channel=Channel.ZALO))
    assert "Your message stays in this chat." in zalo.text
    assert TYPED not in zalo.text
    assert (zalo.expects, zalo.holds_input, zalo.discards_input) == ("", False, False)
    telegram = await home.unasked(said(TYPED, channel=Channel.TELEGRAM), await context_of(office))
    assert TYPED in telegram.text
    assert telegram.discards_input


async def test_help_says_what_is_typed(office: OpenOffice) -> None:
    zalo = await home.help_(said(command="help"), await context_of(office, channel=Channel.ZALO))
    for word in ("number in front", "<b>0</b>", "<b>?</b>", "<b>menu</b>", "<b>+</b>", "<b>-</b>"):
        assert word in zalo.text
    telegram = await home.help_(said(command="help", channel=Channel.TELEGRAM), await context_of(office))
    assert "number in front" not in telegram.text
    assert "buttons" in telegram.text


async def test_secrecy_says_what_stays_and_how_numbers_stand(office: OpenOffice) -> None:
    stays = "What you type, numbers and comments, stays here"
    mixed, fixed = "the answers have other numbers at every question", "your answers have the same numbers"
    context = await context_of(office, channel=Channel.ZALO)
    text = (await _privacy(context)).text
    assert (stays in text, mixed in text, fixed in text, "/chats" in text) == (True, True, False, True)
    assert "To delete this chat:" in text
    context.somebody.fixed_numbers = True
    text = (await _privacy(context)).text
    assert (stays in text, mixed in text, fixed in text) == (True, False, True)
    text = (await _privacy(await context_of(office))).text
    assert (stays in text, mixed in text, fixed in text, "/chats" in text) == (False, False, False, False)
    assert "are taken out of this chat" in text


def test_what_was_typed_is_given_back_only_where_it_would_be_lost() -> None:
    telegram, zalo = WAYS[Channel.TELEGRAM], WAYS[Channel.ZALO]
    assert given_back(TYPED, telegram) == f"<code>{TYPED}</code>"
    assert given_back(TYPED, zalo) == given_back("", telegram) == given_back("x" * 2001, telegram) == ""
    assert with_typed("Sorry & thanks.", TYPED, zalo) == "Sorry &amp; thanks."


@pytest.mark.parametrize(
    ("channel", "characters", "belongs"),
    [
        (Channel.ZALO, 1100, True),
        (Channel.ZALO, 300, False),
        (Channel.TELEGRAM, 1100, False),
        (Channel.TELEGRAM, 4000, True),
    ],
)
async def test_the_rest_of_a_text_that_an_app_has_cut(
    office: OpenOffice, channel: Channel, characters: int, *, belongs: bool
) -> None:
    context = await context_of(office, channel=channel)
    await cut_messages.refused(said("x" * characters, channel=channel), context)
    assert await cut_messages.is_rest(said("the rest", channel=channel), context) is belongs


async def _privacy(context: Context) -> Screen:
    return await privacy.privacy(said(command="privacy"), context)
