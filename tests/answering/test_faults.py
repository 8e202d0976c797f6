"""Old buttons, forged ones, rounds that close, keys that are lost: always the right screen, never an error."""

from dataclasses import replace
from datetime import timedelta

import pytest

from phieu.office import answering
from phieu.office.closing import close_round
from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Person, Position, Round, Unit
from phieu.words import Rank, RoundState
from tests.answering.conftest import OpenOffice
from tests.rounds import DUE, open_round


async def answers_of(office: OpenOffice, rater: int = 0) -> bytes:
    view = await answering.ballot(office.installation, office.raters[rater], office.round, office.chief)
    return view.answers


@pytest.mark.parametrize(
    "forged",
    [
        "answer.{round}.{head}.0.3",  # not assigned to this rater
        "answer.{round}.{chief}.3.1",  # no such question
        "answer.{round}.{chief}.0.5",  # no such answer
        "answer.{round}.{chief}.0.0",  # what only taking back may do
        "answer.{round}.{chief}.0.-1",
        "answer.{round}.{chief}.0",
        "answer.{round}.{chief}.0.1.1",
        "answer.999.{chief}.0.1",
        f"answer.{LARGEST_ID + 1}.{{chief}}.0.1",
        "answer.0.{chief}.0.1",
        "answer.{round}.999999999999999999.0.1",
        "amended.{round}.{chief}.0.300",
        "question.{round}.{chief}.9",
        "question.999999999999999999.{chief}.0",
        "ballot.{round}.{head}",
        "review.{round}.{head}",
        "submit.{round}.{head}",
        "withdrawn.{round}.{head}",
        "uncomment.{round}.{head}",
        "comment.{round}.x",
        "ballots.1.2",
        "ballots.x",
    ],
)
async def test_forged_actions_lead_to_the_list(office_on_both: OpenOffice, forged: str) -> None:
    office, chat = office_on_both, office_on_both.chat(6)  # rates the chief alone
    screen = await chat.act(forged.format(round=office.round, chief=office.chief, head=office.head))
    assert "You have 1 ballot to fill in." in chat.text
    assert screen.toast == "That choice is out of date. Here are your ballots."
    assert await answers_of(office, 6) == bytes(3)


async def test_a_page_that_does_not_exist_is_the_last_one(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act("ballots.999999999999")
    assert chat.labels == ["▶ Begin", "1. Nguyễn Văn An", "2. Trần Thị Bình", "🏠 Main menu"]


async def test_a_tap_after_the_close(office_on_both: OpenOffice) -> None:
    office, chat = office_on_both, office_on_both.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    good = chat.action_of("Good")
    await chat.tap("Good")
    await close_round(office.installation, office.round)
    for late in (good, f"question.{office.round}.{office.chief}.1", f"submit.{office.round}.{office.chief}"):
        await chat.act(late)
        assert "Evaluation, first half of 2026 has been closed" in chat.text
        assert chat.labels == ["☰ My ballots", "🏠 Main menu"]
    await chat.tap("☰ My ballots")
    assert "There is no ballot for you at the moment." in chat.text


async def test_a_round_that_another_process_closed(office: OpenOffice, restarted: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    await chat.tap("Good", "Good")
    await close_round(restarted.installation, office.round)
    await chat.tap("Good")
    assert "has been closed" in chat.text
    await chat.act(f"answer.{office.round}.{office.chief}.0.3")
    assert "has been closed" in chat.text


async def test_a_tap_while_a_closing_has_not_yet_destroyed_the_key(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    async with office.installation.database.writing() as session:
        one = await session.get_one(Round, office.round)
        one.state = RoundState.CLOSED
        session.add(one)
    await chat.tap("Good")
    assert "has been closed" in chat.text


async def test_a_comment_after_the_close_is_taken_out_of_the_chat(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"comment.{office.round}.{office.chief}")
    await close_round(office.installation, office.round)
    await chat.type("Muộn rồi.")
    assert "has been closed" in chat.text
    assert chat.screen.discards_input


async def test_past_due_but_not_closed_answers_still_count(office: OpenOffice) -> None:
    late = replace(office, installation=replace(office.installation, now=lambda: DUE + timedelta(minutes=1)))
    chat = late.chat()
    await chat.command("ballots")
    assert "The due time, 17:00, 15 June 2026, has passed. The round closes soon" in chat.text
    await chat.tap("▶ Begin", "▶ Begin", "Good")
    assert await answers_of(late) == bytes([3, 0, 0])


async def test_a_lost_key_is_told_kindly_and_to_admins(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    assert await answering.rounds_without_key(office.installation) == []
    office.installation.keyring.destroy_round_key(office.round)
    await chat.tap("Good")
    assert "What you have answered so far is safe and will be counted" in chat.text
    await chat.tap("☰ My ballots")
    assert "⬜ 1. Nguyễn Văn An\nChánh Văn phòng, Phòng Hành chính · cannot be opened" in chat.text
    assert chat.labels == ["1. Nguyễn Văn An", "2. Trần Thị Bình", "🏠 Main menu"]
    await chat.tap("1. Nguyễn Văn An")
    assert "the round's key is missing" in chat.text
    assert await answering.rounds_without_key(office.installation) == [office.round]
    assert office.installation.keyring.round_key(office.round) is None


async def test_a_reorganised_unit_and_a_ratee_who_left_change_nothing(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.command("ballots")
    async with office.installation.database.writing() as session:
        chief = await session.get_one(Person, office.chief)
        chief.active, chief.name = False, "Nguyễn Văn Ân"
        session.add(chief)
        unit = await session.get_one(Unit, office.unit)
        unit.name, unit.active = "Phòng Tổ chức", False
        session.add_all(
            [unit, Position(person_id=office.raters[0], unit_id=office.unit, title="Phó", rank=Rank.DEPUTY_HEAD)]
        )
    await chat.tap("▶ Begin", "▶ Begin", "Good")
    assert await answers_of(office) == bytes([3, 0, 0])
    await chat.command("ballots")
    assert "Nguyễn Văn Ân\nChánh Văn phòng, Phòng Tổ chức" in chat.text  # the list follows the staff list


async def test_somebody_deactivated_while_answering(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    async with office.installation.database.writing() as session:
        rater = await session.get_one(Person, office.raters[0])
        rater.active = False
        session.add(rater)
    await chat.tap("Good")
    assert "no longer on the office's staff list" in chat.text
    assert await answers_of(office) == bytes(3)


async def test_two_rounds_at_once(office: OpenOffice) -> None:
    sooner = DUE - timedelta(days=1)
    everybody = {office.chief: {"All raters": office.raters}}
    await open_round(office.installation, everybody, period="2026-H2", due_at=sooner)
    chat = office.chat()
    await chat.command("ballots")
    assert "You have 3 ballots to fill in." in chat.text
    first, second = chat.text.index("second half of 2026"), chat.text.index("first half of 2026")
    assert first < second
    assert chat.text.index("14 June 2026") < second < chat.text.index("15 June 2026")
    await chat.tap("▶ Begin")
    assert "second half of 2026" in chat.text
    await chat.tap("▶ Begin", "Good")
    assert await answers_of(office) == bytes(3)  # the other round's ballot about the same person


async def test_two_phones_at_once(office: OpenOffice) -> None:
    one, other = office.chat(), office.chat()
    for chat in (one, other):
        await chat.act(f"question.{office.round}.{office.chief}.0")
    await one.tap("Good", "Excellent")
    await other.tap("Completed")
    assert "question 3 of 3" in other.text
    assert await answers_of(office) == bytes([2, 4, 0])


async def test_somebody_without_ballots(office: OpenOffice) -> None:
    async with office.installation.database.writing() as session:
        chief = await session.get_one(Person, office.chief)
    assert await answering.ballots_of(office.installation, office.chief) == []
    assert chief.active


async def test_a_box_that_cannot_save_says_so_and_offers_to_try_again(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    good = chat.action_of("Good")
    await make_ballots_unwritable(office)
    await chat.act(good)
    assert "could not be saved just now" in chat.text
    assert chat.action_of("Try again") == good
    await make_ballots_unwritable(office, undo=True)
    await chat.tap("Try again")
    assert "question 2 of 3" in chat.text


async def make_ballots_unwritable(office: OpenOffice, *, undo: bool = False) -> None:
    """Let every write to the box fail, as with a full disk."""
    old, new = ("hidden", "ballot") if undo else ("ballot", "hidden")
    async with office.installation.database.writing() as session:
        connection = await session.connection()
        await connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")
