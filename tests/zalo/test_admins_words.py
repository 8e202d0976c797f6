"""What people read of announcements, training, rotations, rounds and the calendar is true on Zalo."""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlmodel import col, update

from phieu.bot.actions import parse
from phieu.bot.dispatch import FLOW_MODULES, Dispatch
from phieu.bot.flow_table import collect
from phieu.bot.flows import joining, my_data
from phieu.bot.screen import Answered, NewChoices, Screen
from phieu.installation import Installation
from phieu.office.occurrences import hold_round
from phieu.scheduler.tick import tick
from phieu.storage.tables import ChatAccount
from phieu.words import Channel, RoundKind
from tests.end_to_end.busy_office import ADMIN, HEAD, NOW, STAFF, build_busy_office
from tests.end_to_end.test_every_choice import read_notices
from tests.end_to_end.walker import HOME, Walker
from tests.zalo.test_staff_words import OURS as OF_STAFF
from tests.zalo.test_staff_words import words_of

pytestmark = pytest.mark.slow

OURS = collect(FLOW_MODULES).actions.keys() - OF_STAFF.actions.keys() - collect([joining, my_data]).actions.keys()
WAYS_IN = (HOME, "matters", "my-record")
"""Screens of others that lead to ours."""
UNTRUE = re.compile(
    r"\b(tap|taps|tapped|button|buttons|click|press|disappears?|nút|chạm|bấm|nhấn)\b"
    r"|send (it|the \w+) (here|as a file)|(?<!được )gửi( \w+){0,2} vào đây|dưới dạng tệp"
    r"|(have|has been) taken( it)? out of this chat|(xóa|gỡ)( \w+){0,2} khỏi cuộc trò chuyện này",
    re.IGNORECASE,
)


@dataclass
class Reader(Walker):
    """Reads every screen of these flows, and stays within them."""

    read: set[str] = field(default_factory=set)
    shown: dict[str, Screen | NewChoices] = field(default_factory=dict)

    async def look_at(self, node: str, answered: Answered) -> None:
        if isinstance(answered, NewChoices):
            self.shown.setdefault(node, answered)
            self.read.add(answered.toast)
        await super().look_at(node, answered)

    def judge(self, node: str, screen: Screen) -> None:
        super().judge(node, screen)
        self.shown.setdefault(node, screen)
        self.read.update(words_of(screen))

    def _is_new(self, action: str) -> bool:
        return (parse(action).verb in OURS or action in WAYS_IN) and super()._is_new(action)


async def read_everything(installation: Installation, staff: str, admin: str) -> dict[int, Reader]:
    """Every screen that three people can get to on Zalo, in these languages."""
    locales = {STAFF: staff, HEAD: staff, ADMIN: admin}
    await build_busy_office(installation, locales)
    async with installation.database.writing() as session:
        await session.exec(
            update(ChatAccount).where(col(ChatAccount.person_id).in_(locales)).values(channel=Channel.ZALO)
        )
    await tick(installation)
    dispatch = Dispatch(installation, "phieu_bot")
    readers = {one: Reader(dispatch, f"chat-{one}", locale, Channel.ZALO) for one, locale in locales.items()}
    for reader in readers.values():
        reader.patience = 4
    await readers[STAFF].walk(HOME)
    await readers[HEAD].walk(HOME)
    await hold_round(installation, RoundKind.AD_HOC, "2026-06-08", NOW + timedelta(days=5))
    await readers[ADMIN].walk(HOME)
    await read_notices(installation, dispatch, readers)
    return readers


@pytest.mark.parametrize(("staff", "admin"), [("vi", "en"), ("en", "vi")])
async def test_nothing_untrue_is_said(sqlite_installation: Installation, staff: str, admin: str) -> None:
    tokens = {"telegram_token": SecretStr("1:sample"), "zalo_token": SecretStr("2:sample")}
    settings = sqlite_installation.settings.model_copy(update=tokens)
    installation = replace(sqlite_installation, settings=settings, now=lambda: NOW)
    readers = await read_everything(installation, staff, admin)
    read = set().union(*(reader.read for reader in readers.values()))
    assert {text for text in read if UNTRUE.search(text)} == set()
    kinds = set().union(*(reader.kinds for reader in readers.values()))
    assert kinds >= {
        "workbook-template",
        "class-sheet",
        "matters",
        "announcement-file",
        "audience",
        "rot-export",
        "cal-rule",
    }
