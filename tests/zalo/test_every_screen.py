"""Every screen that staff, heads and admins can get to on Zalo, in both languages: it is true, and keeps its limits."""

import logging
from datetime import timedelta

import pytest
from sqlmodel import col, delete

from phieu.bot.actions import action
from phieu.bot.dispatch import Dispatch
from phieu.installation import Installation
from phieu.office.occurrences import hold_round
from phieu.scheduler.tick import tick
from phieu.storage.tables import ChatAccount
from phieu.words import Channel, RoundKind
from tests.end_to_end.busy_office import ADMIN, HEAD, NOW, STAFF, build_busy_office, on_both_apps
from tests.end_to_end.test_every_choice import READER, read_notices, read_reminder
from tests.end_to_end.walker import HOME
from tests.zalo.zalo_walker import ZaloWalker

pytestmark = pytest.mark.slow

FAR_AWAY = {
    "question", "answer", "amend", "answers-shown", "privacy", "matters", "my-data-file", "announcement-file",
    "audience", "workbook-template", "class-sheet", "rot-export", "cal-rule", "zalo-plan", "chats-join",
}  # fmt: skip
"""Where the walk must have come."""


@pytest.mark.parametrize(("staff", "head", "admin"), [("vi", "en", "vi"), ("en", "vi", "en")])
async def test_every_screen_can_be_shown_and_left_on_zalo(
    sqlite_installation: Installation, admin: str, head: str, staff: str, caplog: pytest.LogCaptureFixture
) -> None:
    installation = on_both_apps(sqlite_installation)
    locales = {READER: staff, STAFF: staff, HEAD: head, ADMIN: admin}
    await build_busy_office(installation, locales)
    await join_on_zalo(installation, *locales)
    await tick(installation)
    walkers = await walk(installation, locales)
    faults = [fault for walker in walkers.values() for fault in walker.faults]
    lost = [node for walker in walkers.values() for node in walker.lost]
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert (faults, lost, errors) == ([], [], [])
    assert sum(len(walker.seen) for walker in walkers.values()) > 200
    assert set().union(*(walker.kinds for walker in walkers.values())) >= FAR_AWAY


async def join_on_zalo(installation: Installation, *person_ids: int) -> None:
    """They come by Zalo, to the same chats; one of them by Zalo alone."""
    async with installation.database.writing() as session:
        await session.exec(delete(ChatAccount).where(col(ChatAccount.person_id) == STAFF))
        for person_id in person_ids:
            chat_id = f"chat-{person_id}"
            session.add(ChatAccount(channel=Channel.ZALO, person_id=person_id, chat_id=chat_id, joined_at=NOW))


async def walk(installation: Installation, locales: dict[int, str]) -> dict[int, ZaloWalker]:
    """In the order of the same walk on Telegram."""
    dispatch = Dispatch(installation, "phieu_bot")
    walkers = {
        person_id: ZaloWalker(dispatch, f"chat-{person_id}", locale, Channel.ZALO)
        for person_id, locale in locales.items()
    }
    walkers[READER].patience = 2
    await read_notices(installation, dispatch, {READER: walkers[READER]})
    await read_reminder(installation, dispatch, walkers, READER)
    for person_id in (STAFF, HEAD):
        await walkers[person_id].walk(HOME)
    beside = await hold_round(installation, RoundKind.AD_HOC, "2026-06-08", NOW + timedelta(days=5))
    await walkers[ADMIN].walk(action("round-off", beside), HOME)
    await read_notices(installation, dispatch, walkers)
    return walkers
