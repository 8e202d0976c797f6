"""Admins see how much of Zalo's plan is used, before a round and an announcement too, and are warned in time, once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlmodel import col, select, update

from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office.opening import plan_round
from phieu.office.zalo_plan.usage import needed_by_round, usage
from phieu.office.zalo_plan.warning import warn_of_zalo_limits
from phieu.settings import Settings
from phieu.storage.tables import ChatAccount, Notice, Person, ZaloMonth
from phieu.words import Channel, NoticeKind
from tests.offices import CHIEF_ID, OfficeSize, build_office

NOW = datetime(2026, 6, 10, 3, tzinfo=UTC)
SIZE = OfficeSize(units=2, people=6, committee=5)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Installation]:
    """An office of fifteen; its chief is the admin, reads English and is on Telegram."""
    values: dict[str, Any] = {"zalo_token": SecretStr("1:secret"), "PHIEU_HOME": tmp_path / "home"}
    installation = await Installation.start(Settings(_env_file=None, **values), lambda: NOW)
    await build_office(installation.database, SIZE)
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == CHIEF_ID).values(admin=True, locale="en"))
        session.add(_chat(Channel.TELEGRAM, CHIEF_ID))
    yield installation
    await installation.stop()


def _chat(channel: Channel, person_id: int, *, reachable: bool = True) -> ChatAccount:
    return ChatAccount(
        channel=channel, person_id=person_id, chat_id=f"c{person_id}", joined_at=NOW, reachable=reachable
    )


async def join_on_zalo(office: Installation, *people: int) -> None:
    async with office.database.writing() as session:
        session.add_all(_chat(Channel.ZALO, person_id) for person_id in people)


async def count(office: Installation, sent: int, received: int = 0, month: str = "2026-06") -> None:
    async with office.database.writing() as session:
        await session.merge(ZaloMonth(month=month, sent=sent, received=received))


async def warned(office: Installation) -> list[str]:
    await warn_of_zalo_limits(office)
    async with office.database.reading() as session:
        told = await session.exec(select(Notice.subject).where(Notice.kind == NoticeKind.ZALO_LIMIT))
        return sorted(told)


async def shown(office: Installation, action: str) -> Screen:
    answered = await Dispatch(office).answer(Event(Channel.TELEGRAM, f"c{CHIEF_ID}", action=action))
    assert isinstance(answered, Screen)
    return answered


async def said(office: Installation, action: str) -> str:
    return str((await shown(office, action)).text)


async def choices(office: Installation, action: str) -> dict[str, str]:
    """Of a screen: the action of each label."""
    return {choice.label: choice.action for row in (await shown(office, action)).rows for choice in row}


async def test_a_month_of_quiet_warns_of_nothing(office: Installation) -> None:
    await join_on_zalo(office, 2, 3, 4)
    await count(office, 2350)
    await count(office, 9000, month="2026-05")
    assert await warned(office) == []
    async with office.database.reading() as session:
        assert (await usage(office, session)).users == 3


async def test_each_warning_comes_once_a_month(office: Installation) -> None:
    await count(office, 2400)
    assert await warned(office) == ["zalo:2026-06:messages:nearly"]
    await count(office, 2450)
    assert await warned(office) == ["zalo:2026-06:messages:nearly"]
    await count(office, 3000)
    assert await warned(office) == ["zalo:2026-06:messages:nearly", "zalo:2026-06:messages:over"]


async def test_users_are_warned_of_before_the_last_place_is_taken(office: Installation) -> None:
    office.settings.zalo_users = 5
    await join_on_zalo(office, 2, 3, 4)
    assert await warned(office) == []
    await join_on_zalo(office, 5)
    assert await warned(office) == ["zalo:2026-06:users:nearly"]


async def test_who_has_left_and_a_bot_without_zalo_count_for_nothing(office: Installation) -> None:
    office.settings.zalo_users = 4
    await join_on_zalo(office, 2, 3, 4, 5)
    async with office.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id).in_([4, 5])).values(active=False))
    assert await warned(office) == []
    await join_on_zalo(office, 6, 7)
    office.settings.zalo_token = None
    assert await warned(office) == []


async def test_the_warning_says_what_is_left_and_comes_too_late_next_month(office: Installation) -> None:
    await count(office, 2450, 300)
    async with office.database.reading() as session:
        chief = await session.get(Person, CHIEF_ID)
    assert chief is not None
    dispatch = Dispatch(office)
    screen = await dispatch.notice(NoticeKind.ZALO_LIMIT, "zalo:2026-06:messages:nearly", chief)
    assert isinstance(screen, Screen)
    assert "running out" in screen.text
    assert "<b>2,450</b> of the 3,000" in screen.text
    assert "2,750" in screen.text
    await count(office, 100, 0)
    assert await dispatch.notice(NoticeKind.ZALO_LIMIT, "zalo:2026-06:messages:nearly", chief) is None


async def test_before_a_round_the_admin_reads_what_it_takes(office: Installation) -> None:
    await join_on_zalo(office, *range(2, 12))
    async with office.database.reading() as session:
        needed = await needed_by_round(session, await plan_round(session))
    assert needed.people == 10
    forecast = await said(office, "round-due.semiannual.2026-H1.2026-06-24")
    assert f"It reaches 10 people on Zalo and takes about {needed.sent} messages there." in forecast
    assert "still allows about 3,000 of 3,000" in forecast
    await count(office, 2950)
    assert "more than the bot's plan still allows this month: about 50 of 3,000" in await said(
        office, "round-due.semiannual.2026-H1.2026-06-24"
    )


async def test_a_round_of_people_on_telegram_says_nothing_of_zalo(office: Installation) -> None:
    assert "Zalo" not in await said(office, "round-due.semiannual.2026-H1.2026-06-24")


async def test_the_way_to_the_plan_stands_among_the_invitations_where_zalo_is_on(office: Installation) -> None:
    await join_on_zalo(office, 2, 3)
    assert (await choices(office, "invites")).get("💬 On Zalo (2)") == "zalo-plan"
    office.settings.zalo_token = None
    assert "zalo-plan" not in (await choices(office, "invites")).values()


async def test_the_plan_has_a_screen_of_its_own(office: Installation) -> None:
    await join_on_zalo(office, 2, 3)
    await count(office, 150, 50)
    screen = await said(office, "zalo-plan")
    assert "<b>2</b> of 50" in screen
    assert "<b>150</b> of the 3,000" in screen
    office.settings.zalo_users = office.settings.zalo_messages = 0
    screen = await said(office, "zalo-plan")
    assert "2 people have joined" in screen
    assert "<b>150</b> messages" in screen
