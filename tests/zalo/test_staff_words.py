"""What staff, heads and admins read of ballots, results and secrecy is true on Zalo: no buttons, nothing taken away."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from sqlmodel import col, update

from phieu.bot.actions import parse
from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.flow_table import collect
from phieu.bot.flows import (
    answering,
    home,
    language,
    matters,
    my_data,
    my_record,
    overview,
    privacy,
    reminders,
    results,
    shared_results,
    unit_progress,
)
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office import answering as answering_now
from phieu.scheduler.tick import tick
from phieu.storage.tables import ChatAccount
from phieu.words import Channel
from tests.end_to_end.busy_office import ADMIN, HEAD, NOW, STAFF, build_busy_office
from tests.end_to_end.walker import Walker

OURS = collect(
    [
        home,
        privacy,
        language,
        answering,
        reminders,
        results,
        overview,
        shared_results,
        unit_progress,
        matters,
        my_data,
        my_record,
    ]
)
UNTRUE = re.compile(
    r"\b(tap|taps|tapped|button|buttons|click|disappears?|taken (it )?out of|nút|chạm|bấm)\b"
    r"|left in this chat|(xóa|gỡ)( \w+)? khỏi cuộc trò chuyện",
    re.IGNORECASE,
)


@dataclass
class Reader(Walker):
    """Reads every screen of these flows, and stays within them."""

    read: set[str] = field(default_factory=set)

    def judge(self, node: str, screen: Screen) -> None:
        super().judge(node, screen)
        self.read.update(words_of(screen))

    def _is_new(self, action: str) -> bool:
        return parse(action).verb in OURS.actions and super()._is_new(action)


@pytest.mark.slow
@pytest.mark.parametrize(("staff", "admin"), [("vi", "en"), ("en", "vi")])
async def test_nothing_untrue_is_said(sqlite_installation: Installation, staff: str, admin: str) -> None:
    installation = replace(sqlite_installation, now=lambda: NOW)
    locales = {STAFF: staff, HEAD: staff, ADMIN: admin}
    await build_busy_office(installation, locales)
    async with installation.database.writing() as session:
        await session.exec(
            update(ChatAccount).where(col(ChatAccount.person_id).in_(locales)).values(channel=Channel.ZALO)
        )
    await tick(installation)
    dispatch = Dispatch(installation, "phieu_bot")
    for person_id, locale in locales.items():
        reader = Reader(dispatch, f"chat-{person_id}", locale, Channel.ZALO)
        first = (await answering_now.ballots_of(installation, person_id))[0]
        ballot = f"{first.round.id}.{first.ratee.id}"
        verbs = ("review", "amend-which", "answers", "answers-shown", "submit", "comment", "withdrawn")
        await reader.walk("home", "unshowable", "nothing-of-the-kind", *(f"{verb}.{ballot}" for verb in verbs))
        empty = Event(Channel.ZALO, f"chat-{person_id}")
        for event in (
            replace(empty, command="help"),
            replace(empty, command="nonsense"),
            replace(empty, text="hello"),
            replace(empty, other="sticker"),
        ):
            answered = await dispatch.answer(event)
            assert isinstance(answered, Screen)
            reader.read.update(words_of(answered))
        assert {text for text in reader.read if UNTRUE.search(text)} == set()
        assert reader.kinds >= {"question", "answer", "amend", "amended", "privacy", "my-data-file"}


async def test_a_stranger_reads_the_truth_too(sqlite_installation: Installation) -> None:
    dispatch = Dispatch(sqlite_installation, "phieu_bot")
    for language_hint in ("vi", "en"):
        event = Event(Channel.ZALO, "somebody", command="privacy", locale_hint=language_hint)
        answered = await dispatch.answer(event)
        assert isinstance(answered, Screen)
        assert not [text for text in words_of(answered) if UNTRUE.search(text)]
        assert "Zalo" in answered.text


def words_of(screen: Screen) -> Iterator[str]:
    """Each text that a person reads of it."""
    yield re.sub(r"<[^>]+>", "", screen.text)
    yield from (choice.label for row in screen.rows for choice in row)
    yield from (str(one.in_words) for one in screen.attachments)
