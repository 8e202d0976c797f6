"""A person on Zalo and the real conversations: what they send is answered, and books what they mean or nothing."""

import asyncio
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from markupsafe import Markup
from PIL import Image
from sqlmodel import select

from phieu.bot.event import FileTooLargeError
from phieu.bot.handlers import zalo_notes, zalo_pictures
from phieu.bot.handlers.zalo_events import LONGEST
from phieu.bot.screen import Screen, row
from phieu.bot.zalo_api.errors import TransientError
from phieu.office.answering import ballots_of
from phieu.office.answers import OPEN
from phieu.sandbox.zalo.ids import chat_id
from phieu.storage.seen_updates import SeenUpdates
from phieu.storage.tables import NeedsSurvey, TrainingNeed
from phieu.words import Channel
from tests.answering.conftest import OpenOffice
from tests.zalo.talking import Phone, Talking

GOOD, EXCELLENT = 3, 4
NOTICE = Screen(
    Markup("The meeting is at <b>two</b>."),
    (row("I shall come", "echo.yes"), row("I cannot come", "echo.no")),
    language="en",
)
ONE_MORE = "Please write a number from 1 to 7."


def picture() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, "PNG")
    return drawn.getvalue()


async def booked(office: OpenOffice) -> list[int]:
    """What stands on the first ballot of Lan's."""
    first, *_ = await ballots_of(office.installation, office.raters[0])
    return list(first.answers)


async def at_first_question(lan: Phone) -> None:
    await lan.writes("menu")
    for label in ("My ballots", "Begin", "Begin"):
        await lan.picks(label)
    assert "question 1 of 3" in await lan.screen()


async def test_a_number_and_a_word_book_what_they_stand_for(lan: Phone, office: OpenOffice) -> None:
    await at_first_question(lan)
    assert "question 2 of 3" in await lan.picks("Good")
    assert "question 3 of 3" in await lan.writes("EXCELLENT")
    assert await booked(office) == [GOOD, EXCELLENT, OPEN]


async def test_back_help_and_menu(lan: Phone) -> None:
    await at_first_question(lan)
    question = await lan.screen()
    help_ = await lan.writes("?")
    assert "Evaluation rounds" in help_
    assert "0. ↩️ Back to where I was" in help_
    assert await lan.writes("0") == question
    await lan.writes("?")
    assert "Evaluation rounds" in await lan.writes("help")
    assert await lan.writes("0") == question
    assert "Ballot 1 of 2" in await lan.writes("0")
    assert "what would you like to do?" in await lan.writes("menu")


@pytest.mark.parametrize("sends", ["sticker", "voice", "unsupported", "event", "image"])
async def test_what_is_no_text_is_answered_kindly_and_the_question_stands(
    lan: Phone, office: OpenOffice, sends: str
) -> None:
    await at_first_question(lan)
    question = await lan.screen()
    person = lan.person
    acts = {
        "sticker": person.send_sticker,
        "voice": person.send_voice,
        "unsupported": person.send_unsupported,
        "event": lambda: person.send_event("message.link.received", {"link": "https://example.vn"}),
        "image": lambda: person.send_image(picture()),
    }
    said = await lan.does(acts[sends])
    assert said == f"{zalo_notes.NO_PICTURE if sends == 'image' else zalo_notes.UNREADABLE}\n\n{question}"
    await lan.picks("Good")
    assert await booked(office) == [GOOD, OPEN, OPEN]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("8", ONE_MORE),
        ("99999999999999999999", ONE_MORE),
        ("1 3", zalo_notes.SEVERAL),
        ("1,2", zalo_notes.SEVERAL),
        ("Very nice weather today", zalo_notes.NOT_UNDERSTOOD),
        ("+", zalo_notes.NOT_UNDERSTOOD),
        (" \u200b ", zalo_notes.NOT_UNDERSTOOD),
    ],
)
async def test_what_picks_nothing_shows_the_question_again(
    lan: Phone, office: OpenOffice, text: str, note: str
) -> None:
    await at_first_question(lan)
    question = await lan.screen()
    said = await lan.writes(text)
    assert said.startswith(note)
    assert said.endswith(f"\n\n{question}")
    assert await booked(office) == [OPEN, OPEN, OPEN]
    await lan.picks("Good")
    assert await booked(office) == [GOOD, OPEN, OPEN]


@pytest.mark.parametrize(("text", "note"), [(" ", zalo_notes.EMPTY), ("a" * (LONGEST + 1), zalo_notes.TOO_LONG)])
async def test_empty_and_enormous_texts(talk: Talking, lan: Phone, office: OpenOffice, text: str, note: str) -> None:
    await at_first_question(lan)
    question = await lan.screen()
    date = datetime.now(UTC) + timedelta(days=1)
    event = {
        "event_name": "message.text.received",
        "message": {
            "message_id": "odd",
            "date": int(date.timestamp() * 1000),
            "from": {"id": lan.person.chat_id},
            "chat": {"id": lan.person.chat_id, "chat_type": "PRIVATE"},
            "text": text,
        },
    }
    assert await lan.does(lambda: talk.client.zalo_raw_update(event)) == f"{note}\n\n{question}"
    assert await booked(office) == [OPEN, OPEN, OPEN]


async def test_of_several_messages_in_a_second_only_the_first_counts(lan: Phone, office: OpenOffice) -> None:
    await at_first_question(lan)
    key = (await lan.person.choices())["Good"]

    async def all_at_once() -> None:
        await lan.person.write(key)
        for _ in range(3):
            await lan.person.write(key, hurried=True)

    said = await lan.does(all_at_once)
    assert await booked(office) == [GOOD, OPEN, OPEN]
    assert said.count("question 2 of 3") == 4
    assert said.count(zalo_notes.CROSSED) == 3


async def test_a_number_written_while_a_notice_came_books_nothing(
    talk: Talking, lan: Phone, office: OpenOffice
) -> None:
    await at_first_question(lan)
    key = (await lan.person.choices())["Good"]
    asked_at = (await lan.person.screen()).date
    await talk.client.zalo_clock(asked_at + 60_000)
    await talk.speaks_first(1001, NOTICE)
    said = await lan.does(lambda: lan.person.write(key, date=asked_at + 59_000))
    assert (
        said == f"{zalo_notes.CROSSED}\n\nThe meeting is at two.\n\n1. I shall come\n2. I cannot come\n0. 🏠 Main menu"
    )
    assert await lan.writes("3")  # which the question had, and the notice has not
    assert await booked(office) == [OPEN, OPEN, OPEN]
    await lan.writes("2")
    assert talk.events[-1].action == "echo.no"


async def test_after_a_restart_the_next_question_is_shown_and_nothing_booked(
    talk: Talking, lan: Phone, office: OpenOffice
) -> None:
    await at_first_question(lan)
    await lan.picks("Good")
    for text in ("1", "0", "1 2", "A", "g"):
        talk.restart()
        said = await lan.writes(text)
        assert said.startswith("I no longer know what I showed you last")
        assert "question 2 of 3" in said
    assert await booked(office) == [GOOD, OPEN, OPEN]
    talk.restart()
    assert "what would you like to do?" in await lan.writes("menu")
    talk.restart()
    assert "You have 2 ballots" in await lan.writes("/ballots")
    talk.restart()
    assert "what would you like to do?" in await lan.does(lan.person.send_sticker)


async def test_a_ballot_is_filled_in_with_a_restart_between_every_two_messages(
    talk: Talking, lan: Phone, office: OpenOffice
) -> None:
    await at_first_question(lan)
    await lan.picks("Good")
    for place in (2, 3):
        talk.restart()
        assert f"question {place} of 3" in await lan.writes("1")
        await lan.picks("Excellent")
    assert await booked(office) == [GOOD, EXCELLENT, EXCELLENT]
    talk.restart()
    assert "Hand in" in await lan.writes("1")
    await lan.picks("Hand in")
    first, *_ = await ballots_of(office.installation, office.raters[0])
    assert first.submitted
    talk.restart()
    assert "what would you like to do?" in await lan.writes("1")


async def test_whoever_has_begun_nothing_is_shown_the_menu_after_a_restart(talk: Talking, lan: Phone) -> None:
    await at_first_question(lan)
    talk.restart()
    said = await lan.writes("1")
    assert said.startswith("I no longer know")
    assert "what would you like to do?" in said


async def test_the_same_message_again_is_not_answered_again(talk: Talking, lan: Phone, office: OpenOffice) -> None:
    await at_first_question(lan)
    written = await lan.person.write((await lan.person.choices())["Good"])
    await talk.deliver()
    said = len(await lan.said())
    for forgetful in (False, True):
        if forgetful:
            talk.restart()
        await lan.person.redeliver(written)
        await talk.deliver()
    assert len(await lan.said()) == said
    assert await booked(office) == [GOOD, OPEN, OPEN]


async def test_typed_text_goes_where_it_is_awaited_numbers_too(lan: Phone, office: OpenOffice) -> None:
    await at_first_question(lan)
    for _ in range(3):
        await lan.picks("Good")
    assert "Please type it below" in await lan.screen()
    assert "A." in await lan.screen()
    help_ = await lan.writes("?")
    assert "Evaluation rounds" in help_
    assert "Please type it below" in await lan.writes("0")
    await lan.writes("1, 2, 3: một người chu đáo")
    first, *_ = await ballots_of(office.installation, office.raters[0])
    assert first.comment == "1, 2, 3: một người chu đáo"


async def test_a_number_is_no_answer_in_words(talk: Talking, lan: Phone, office: OpenOffice) -> None:
    """Who always picks by number types one here, too; it must not become what they need, for others to read."""
    today = office.installation.now().date()
    async with talk.installation.database.writing() as session:
        session.add(NeedsSurvey(year=2030, asked_on=today, say_by=today, choose_by=today))
    await lan.writes("menu")
    for label in ("For you to answer", "2030", "Add something", "Short course"):
        await lan.picks(label)
    for _ in range(2):
        assert (await lan.writes("2.")).startswith(zalo_notes.IN_WORDS)
    await lan.writes("2 lớp tin học")
    async with talk.installation.database.reading() as session:
        assert [need.topic for need in await session.exec(select(TrainingNeed))] == ["2 lớp tin học"]


async def test_a_picture_goes_where_something_is_awaited(
    talk: Talking, lan: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await at_first_question(lan)
    for _ in range(3):
        await lan.picks("Good")
    said = await lan.does(lambda: lan.person.send_image(picture(), caption="<Một & hai>"))
    assert "A comment can only be text" in said
    event = talk.events[-1]
    assert event.markup == "&lt;Một &amp; hai&gt;"
    assert event.picture is not None
    assert await event.picture.fetch() == picture()
    monkeypatch.setattr(zalo_pictures, "LARGEST", len(picture()) - 1)
    with pytest.raises(FileTooLargeError):
        await event.picture.fetch()
    for gone in (f"{talk.sandbox.url}/nothing", "http://127.0.0.1:1/", "file:///etc/hostname", "http://["):
        with pytest.raises(TransientError) as raised:
            await zalo_pictures.fetch(gone)
        assert raised.value.__cause__ is None
        assert gone not in str(raised.value)
    crossed = await lan.does(lambda: lan.person.send_image(picture(), hurried=True))
    assert zalo_notes.CROSSED in crossed


async def test_a_message_that_cannot_be_recognised_is_answered_all_the_same(
    lan: Phone, office: OpenOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    await at_first_question(lan)

    async def away(_self: SeenUpdates, _message_id: str) -> bool:
        raise ConnectionError

    monkeypatch.setattr(SeenUpdates, "seen", away)
    assert "question 1 of 3" in await lan.writes("9")
    assert await booked(office) == [OPEN, OPEN, OPEN]


async def test_text_that_crossed_with_the_screen_that_awaits_it_is_not_taken_for_it(
    lan: Phone, office: OpenOffice
) -> None:
    await at_first_question(lan)
    for _ in range(3):
        await lan.picks("Good")
    said = await lan.writes("Rất tận tâm", hurried=True)
    assert "I was not waiting for text" in said
    first, *_ = await ballots_of(office.installation, office.raters[0])
    assert first.comment == ""


async def test_in_a_group_nothing_personal_is_said_and_once_a_day_where_to_write(
    talk: Talking, lan: Phone, office: OpenOffice
) -> None:
    await at_first_question(lan)
    await talk.client.zalo_group(-5, "Phòng Hành chính", [1001])
    group = lan.person.in_group(-5)
    for text in ("menu", "1", "ABCD-EFGH-JKMN"):
        await group.write(text)
        await talk.deliver()
    said = [message.text for message in await group.conversation() if message.from_bot]
    assert len(said) == 1
    assert "trao đổi riêng" in said[0]
    await lan.picks("Good")
    assert await booked(office) == [GOOD, OPEN, OPEN]


async def test_a_message_of_long_ago_is_left_alone(lan: Phone) -> None:
    await lan.writes("menu")
    long_ago = int((datetime.now(UTC) - timedelta(days=4)).timestamp() * 1000)
    assert await lan.does(lambda: lan.person.write("menu", date=long_ago)) == ""


async def test_where_the_platform_tells_no_date_nothing_is_booked(
    talk: Talking, lan: Phone, office: OpenOffice
) -> None:
    await at_first_question(lan)
    key = (await lan.person.choices())["Good"]
    event = {
        "event_name": "message.text.received",
        "message": {
            "message_id": "undated",
            "from": {"id": lan.person.chat_id},
            "chat": {"id": lan.person.chat_id, "chat_type": "PRIVATE"},
            "text": key,
        },
    }
    assert "I no longer know" in await lan.does(lambda: talk.client.zalo_raw_update(event))
    assert await booked(office) == [OPEN, OPEN, OPEN]


async def test_a_ballot_begun_on_telegram_goes_on_here_and_back(lan: Phone, office: OpenOffice) -> None:
    telegram = office.chat(0)
    await telegram.command("ballots")
    await telegram.tap("▶ Begin", "▶ Begin", "Excellent")
    assert "question 2 of 3" in await lan.writes("1")  # nothing was shown here: the thread is taken up
    await telegram.tap("Good")
    assert await booked(office) == [EXCELLENT, GOOD, OPEN]
    await lan.picks("Excellent")  # on the question that stands here
    assert await booked(office) == [EXCELLENT, EXCELLENT, OPEN]
    await telegram.tap("Good")
    assert await booked(office) == [EXCELLENT, EXCELLENT, GOOD]


async def test_a_stranger_may_join_from_wherever_they_are(talk: Talking) -> None:
    stranger = await talk.phone(1007)
    assert "mã in trên thư mời" in await stranger.does(stranger.person.send_sticker)
    for text in ("/privacy", "1", "0", "?", "menu", "xin chào"):
        assert await stranger.writes(text)
    assert all(event.channel is Channel.ZALO for event in talk.events)
    assert "mã" in await stranger.writes("ABCD-EFGH-JKMN")
    assert talk.events[-1].text == "ABCD-EFGH-JKMN"


async def test_chats_do_not_wait_for_each_other_and_each_keeps_its_order(
    talk: Talking, lan: Phone, office: OpenOffice
) -> None:
    others = [await talk.joined(1010 + place, rater) for place, rater in enumerate(office.raters[1:4])]
    await asyncio.gather(*(phone.writes("menu") for phone in (lan, *others)))
    assert {chat_id(phone.person.id) for phone in (lan, *others)} == {event.chat_id for event in talk.events}
