"""Everybody can read what is kept of them, and take it away as a file; nothing that is kept is left out of it."""

import io
import re
from typing import Any

from openpyxl import load_workbook
from sqlmodel import update

from phieu.bot.actions import action
from phieu.bot.dispatch import Dispatch
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office.retention.erasing import erase
from phieu.storage.tables import Course, Person, Rotation
from tests.answering.chat import Chat
from tests.retention.somebody import PLANNED_MOVE, SECRET, SOMEBODY, build_records, leave
from tests.retention.test_erasing import columns_that_name_people

TOLD = {
    "position.person_id": "From the staff list",
    "people_group_member.person_id": "From the staff list",
    "unit.supervisor_id": "From the staff list",
    "chataccount.person_id": "Your chat with me",
    "invite.person_id": "Your chat with me",
    "notice.person_id": "What I have told you",
    "announcementrecipient.person_id": "Announcements",
    "nomination.person_id": "Training",
    "trainingneed.person_id": "Training",
    "rotation.person_id": "Rotations",
    "figure.ratee_id": "Results about you",
    "comment.ratee_id": "Results about you",
    "ratergroup.ratee_id": "Results about you",
    "assignment.rater_id": "What you were asked",
    "assignment.ratee_id": "Results about you",
    "draft.person_id": "What you did for the office",
    "announcement.author_id": "What you did for the office",
    "nomination.nominated_by": "What you did for the office",
    "nominationquestion.replied_by": "What you did for the office",
    "rotation.proposed_by": "What you did for the office",
    "rotationopinion.given_by": "What you did for the office",
    "rotationevaluation.asked_id": "What you did for the office",
    "rotationevaluation.given_by": "What you did for the office",
}
"""Under which heading each column that names a person is told to that person."""
NOT_TOLD = {
    "ballot.ratee_id": "ballots are nobody's to see: the screen says so",
    "raterunit.rater_id": "goes with the assignments, and says only in which unit a rater was counted",
    "needssaid.person_id": "says no more than that the list of needs is complete",
}


async def chat_of(installation: Installation) -> Chat:
    """Somebody's, in English, with all flows."""
    async with installation.database.writing() as session:
        (await session.get_one(Person, SOMEBODY)).locale = "en"
    chat = Chat(installation, "chat-secret")
    chat.dispatch = Dispatch(installation, "phieu_bot")
    return chat


def sheets(screen: Screen) -> dict[str, list[tuple[Any, ...]]]:
    """What the file says, by sheet, below the head."""
    book = load_workbook(io.BytesIO(screen.attachments[0].content))
    return {sheet.title: list(sheet.iter_rows(min_row=4, values_only=True)) for sheet in book.worksheets}


def test_every_column_that_names_people_is_told_or_named_here() -> None:
    everything = {f"{table.name}.{name}" for table, name in columns_that_name_people()}
    assert set(TOLD) | set(NOT_TOLD) == everything


async def test_each_kind_of_thing_is_told(installation: Installation) -> None:
    await build_records(installation)
    chat = await chat_of(installation)
    await chat.command("mydata")
    for heading in {*TOLD.values(), "What is not among it", "Until when"}:
        assert heading in chat.text, heading
    assert "Your name, staff number, language and contact; 1 post; 1 group." in chat.text
    assert (
        "Telegram, since 6 January 2025.\nZalo, since 6 January 2025.\nThat you wish notices to come to Zalo.\n"
        in chat.text
    )
    assert "That you wish answers always to have the same numbers." in chat.text
    assert "2 courses, since 1 February 2025" in chat.text
    assert "2 moves, since 3 March 2025: from where to where" in chat.text
    assert "5 notices, the oldest of 6 January 2025" in chat.text
    assert "kept for 180 days" in chat.text
    assert "365 days after you have left" in chat.text
    assert len(chat.text) < 4096


async def test_it_is_told_in_vietnamese_throughout(installation: Installation) -> None:
    await build_records(installation)
    chat = await chat_of(installation)
    async with installation.database.writing() as session:
        (await session.get_one(Person, SOMEBODY)).locale = "vi"
    await chat.command("mydata")
    words = set(re.findall(r"[a-z]+", chat.text.lower()))
    assert not words & {"and", "of", "the", "you", "your", "since", "days", "what"}


async def test_the_file_holds_it_all_but_what_others_wrote_of_them(installation: Installation) -> None:
    await build_records(installation)
    chat = await chat_of(installation)
    await chat.command("record")
    await chat.tap("🔎 What is kept of me", "📎 Send it to me as a file")
    found = sheets(chat.screen)
    assert [name for name, rows in found.items() if not rows] == []
    assert set(found) == {
        "Person",
        "Notices",
        "Announcements",
        "Training",
        "Questions",
        "Needs",
        "Rotations",
        "Check-ins",
        "Rounds",
        "For the office",
        "Not in here",
    }
    person = dict(row[:2] for row in found["Person"])
    assert (person["Name"], person["Staff number"]) == (SECRET, f"{SOMEBODY:05}")
    chats = [row[1] for row in found["Person"] if row[0] == "Chat"]
    assert chats == ["Telegram chat-secret · 6 January 2025", "Zalo zalo-secret · 6 January 2025"]
    assert (person["Notices go to"], person["Numbers of answers on Zalo"]) == ("Zalo", "always the same")
    assert person["In charge of"] == "Phòng 2"
    assert len(found["Rotations"]) == len(found["Check-ins"]) == len(found["Training"]) == 2
    assert [row[2:] for row in found["Rounds"]] == [(1, 2, 1, 1)]


async def test_what_is_not_theirs_to_know_by_chat_is_left_out(installation: Installation) -> None:
    await build_records(installation)
    async with installation.database.writing() as session:
        await session.exec(update(Course).values(not_by_chat=True, name="Tài liệu mật"))
        await session.exec(update(Rotation).values(not_by_chat=True))
        planned = await session.get_one(Rotation, PLANNED_MOVE)
        planned.not_by_chat, planned.turn, planned.tasks = False, 0, "chưa trao đổi"
    chat = await chat_of(installation)
    await chat.command("mydata")
    assert "courses" not in chat.text
    assert "Rotations" not in chat.text
    await chat.tap("📎 Send it to me as a file")
    found = sheets(chat.screen)
    assert not {"Training", "Rotations", "Check-ins", "Questions"} & set(found)
    assert "mật" not in repr(found)
    assert "chưa trao đổi" not in repr(found)


async def test_strangers_and_those_who_left_are_told_what_there_is(installation: Installation) -> None:
    await build_records(installation)
    chat = await chat_of(installation)
    stranger = Chat(installation, "nobody's")
    stranger.dispatch = chat.dispatch
    await stranger.command("mydata")
    assert "không lưu gì về anh/chị" in stranger.text
    await stranger.act(action("my-data-file"))
    assert not stranger.screen.attachments
    await leave(installation)
    await chat.command("mydata")
    assert "no longer on the office's staff list" in chat.text
    assert "What is kept of you is deleted on 3 March 2027." in chat.text
    await erase(installation, SOMEBODY)
    await chat.command("mydata")
    assert "không lưu gì về anh/chị" in chat.text
