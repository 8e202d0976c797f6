"""What takes long is made in a thread of its own: meanwhile others are answered."""

import threading
from typing import Any

import pytest
from sqlmodel import col, delete

from phieu.bot.dispatch import Dispatch
from phieu.installation import Installation
from phieu.office.reports import invite_sheet, rotation_export, training_export
from phieu.office.training import class_list
from phieu.office.workbook import importing, template
from phieu.storage.tables import ChatAccount
from tests.training.chats import SECOND_ADMIN, training_office


@pytest.mark.parametrize(
    ("module", "name", "action"),
    [
        (invite_sheet, "invite_sheet", "invite-sheet"),
        (rotation_export, "write_spreadsheet", "rot-export"),
        (training_export, "write_spreadsheet", "training-export.2026"),
        (template, "write_template", "workbook-template"),
        (importing, "write_template", "workbook-current"),
        (class_list, "class_sheet", "class-sheet.1"),
    ],
)
async def test_files_are_written_beside_the_chat(
    sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, action: str
) -> None:
    threads: list[int] = []
    really = getattr(module, name)

    def write(*arguments: Any) -> bytes:
        threads.append(threading.get_ident())
        content: bytes = really(*arguments)
        return content

    monkeypatch.setattr(module, name, write)
    office = await training_office(sqlite_installation)
    await office.course()
    async with office.installation.database.writing() as session:  # who needs an invitation
        await session.exec(delete(ChatAccount).where(col(ChatAccount.person_id) == SECOND_ADMIN))
    chat = office.chat()
    chat.dispatch = Dispatch(office.installation, "phieu_bot")
    screen = await chat.act(action)
    assert [bool(one.content) for one in screen.attachments] == [True]
    assert len(threads) == 1
    assert threads != [threading.get_ident()]
