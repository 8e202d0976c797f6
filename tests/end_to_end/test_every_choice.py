"""Every button of every screen, as staff, as a head and as an admin: each leads on, and each way leads home."""

import logging
from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlmodel import select

from phieu.bot.actions import action
from phieu.bot.delivery.revision import Removal, Revision
from phieu.bot.dispatch import FLOW_MODULES, Dispatch
from phieu.bot.flow_table import collect
from phieu.installation import Installation
from phieu.office.occurrences import hold_round
from phieu.scheduler.tick import tick
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel, RoundKind
from tests.end_to_end.busy_office import ADMIN, HEAD, NOW, STAFF, build_busy_office, on_both_apps
from tests.end_to_end.walker import HOME, Walker

pytestmark = pytest.mark.slow

NOT_FROM_HOME = {
    "speak", "chats-left",  # left out
    "resume", "behind",  # what Zalo goes by itself, where it is not known what was shown
    "unshowable",  # the platform refuses a screen
    "announcement-plain", "announcement-no-file", "announcement-correct-bare",  # or an announcement
    "workbook-cancel", "workbook-confirm",  # a file has been sent
    "office-people", "overview-people", "results-page", "rounds-past", "rot-end-units", "rot-units",  # longer lists
    "result-changes",  # somebody has been rated twice
    "withdraw", "withdrawn",  # another ballot than those walked through has been handed in
    "announcement-unreached", "rotations-late",  # it is too early for anything to be late or given up
    "course-card", "evaluation-over", "finish-one-plain", "rot-from-is", "rot-last-none",
    "announcement-correct-yes",  # several right answers in a row
    "amend-which", "answers", "answers-shown", "finish-one-ask",  # only where nothing is tapped
    "rot-propose-anyway",  # two admins at the same proposal
}  # fmt: skip
"""Actions that no walk through this office meets, and why."""


READER = STAFF + 1
"""Somebody who reads what comes, and has not done anything yet."""


@pytest.mark.parametrize(("staff", "head", "admin"), [("vi", "en", "vi"), ("en", "vi", "en")])
async def test_every_choice_leads_on_and_every_way_home(
    sqlite_installation: Installation, admin: str, head: str, staff: str, caplog: pytest.LogCaptureFixture
) -> None:
    installation = on_both_apps(sqlite_installation)
    locales = {READER: staff, STAFF: staff, HEAD: head, ADMIN: admin}
    await build_busy_office(installation, locales)
    async with installation.database.writing() as session:
        session.add(ChatAccount(channel=Channel.ZALO, person_id=STAFF, chat_id="zalo", joined_at=NOW))
    await tick(installation)
    dispatch = Dispatch(installation, "phieu_bot")
    walkers = {person_id: Walker(dispatch, f"chat-{person_id}", locale) for person_id, locale in locales.items()}
    walkers[READER].patience = 2
    await read_notices(installation, dispatch, {READER: walkers[READER]})
    await read_reminder(installation, dispatch, walkers, READER)
    for person_id in (STAFF, HEAD):
        await walkers[person_id].walk(HOME)
    beside = await hold_round(installation, RoundKind.AD_HOC, "2026-06-08", NOW + timedelta(days=5))
    await walkers[ADMIN].walk(action("round-off", beside), HOME)  # begun there: on the way from home it is closed first
    await read_notices(installation, dispatch, walkers)
    faults = [fault for walker in walkers.values() for fault in walker.faults]
    lost = [node for walker in walkers.values() for node in walker.lost]
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert (faults, lost, errors) == ([], [], [])
    tapped = set().union(*(walker.kinds for walker in walkers.values()))
    assert collect(FLOW_MODULES).actions.keys() - tapped - {HOME} <= NOT_FROM_HOME


async def read_notices(installation: Installation, dispatch: Dispatch, walkers: Mapping[int, Walker]) -> None:
    """Everything that the program has to say on its own initiative by now; the buttons of what the walkers read."""
    async with installation.database.reading() as session:
        notices = (await session.exec(select(Notice))).all()
        people = {person.id: person for person in await session.exec(select(Person))}
    for notice in notices:
        reader = walkers.get(notice.person_id)
        channel = reader.channel if reader else Channel.TELEGRAM
        spoken = await dispatch.notice(notice.kind, notice.subject, people[notice.person_id], channel)
        screen = spoken.screen if isinstance(spoken, Revision) else spoken
        if screen is not None and not isinstance(screen, Removal) and notice.person_id in walkers:
            walker = walkers[notice.person_id]
            await walker.look_at(f"{notice.kind} {notice.subject}", screen)
            await walker.walk()


async def read_reminder(
    installation: Installation, dispatch: Dispatch, walkers: Mapping[int, Walker], person_id: int
) -> None:
    """What is said to somebody who still owes ballots: no notice of the outbox, for nobody must learn of it."""
    async with installation.database.reading() as session:
        person = await session.get_one(Person, person_id)
    screen = await dispatch.reminder(person, walkers[person_id].channel)
    assert screen is not None
    await walkers[person_id].look_at("the reminder", screen)
    await walkers[person_id].walk()
