"""What is read on Zalo is true there also where no walk leads: in answer to words, by a stranger, after a choice that
is gone. All that choices lead to is read by `test_every_screen`."""

from dataclasses import replace

import pytest
from markupsafe import Markup

from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office import answering
from phieu.words import Channel
from tests.end_to_end.busy_office import STAFF, build_busy_office, on_both_apps
from tests.zalo.test_every_screen import join_on_zalo
from tests.zalo.true_words import untrue

OF_A_BALLOT = ("review", "amend-which", "answers", "answers-shown", "submit", "comment", "withdrawn")


@pytest.mark.parametrize("locale", ["vi", "en"])
async def test_nothing_untrue_is_said_out_of_the_way(sqlite_installation: Installation, locale: str) -> None:
    installation = on_both_apps(sqlite_installation)
    await build_busy_office(installation, {STAFF: locale})
    await join_on_zalo(installation, STAFF)
    dispatch = Dispatch(installation, "phieu_bot")
    first = (await answering.ballots_of(installation, STAFF))[0]
    empty = Event(Channel.ZALO, f"chat-{STAFF}")
    gone = [replace(empty, action=action) for action in ("unshowable", "nothing-of-the-kind")]
    of_ballot = [replace(empty, action=f"{verb}.{first.round.id}.{first.ratee.id}") for verb in OF_A_BALLOT]
    written = [
        replace(empty, command="help"),
        replace(empty, command="nonsense"),
        replace(empty, text="hello"),
        replace(empty, other="sticker"),
    ]
    for event in (*gone, *of_ballot, *written):
        answered = await dispatch.answer(event)
        assert isinstance(answered, Screen)
        assert untrue(answered) == []


async def test_a_stranger_reads_the_truth_too(sqlite_installation: Installation) -> None:
    dispatch = Dispatch(sqlite_installation, "phieu_bot")
    for language_hint in ("vi", "en"):
        event = Event(Channel.ZALO, "somebody", command="privacy", locale_hint=language_hint)
        answered = await dispatch.answer(event)
        assert isinstance(answered, Screen)
        assert untrue(answered) == []
        assert "Zalo" in answered.text


@pytest.mark.parametrize(
    ("said", "true"),
    [
        ("Please tap a button.", False),
        ("Chạm vào nút bên dưới.", False),
        ("<b>It has been taken out of this chat.</b>", False),
        ("Anh/chị gửi tệp vào đây.", False),
        ("Open this link in Telegram, and press START.", True),
        ("Press and hold it, then choose “Delete”.", True),
    ],
)
def test_what_is_not_true_is_found(said: str, *, true: bool) -> None:
    assert bool(untrue(Screen(Markup(said)))) is not true
