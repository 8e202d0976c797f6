"""Every action and every expected text with arguments that no button has: the way home, never an apology."""

import logging
from dataclasses import replace

import pytest
from markupsafe import Markup

from phieu.bot.dispatch import FLOW_MODULES, Dispatch
from phieu.bot.event import Event
from phieu.bot.flow_table import collect
from phieu.installation import Installation
from phieu.words import Channel
from tests.end_to_end.busy_office import ADMIN, NOW, build_busy_office

ARGUMENTS = ("", ".x", ".6.x", f".{'9' * 18}", ".6.9999-12-31")
pytestmark = pytest.mark.slow
TEXTS = ("\x00\ud83d a", "31/12/9999", "1/1/0001")


async def test_no_action_is_too_odd_to_be_answered(
    sqlite_installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    installation = replace(sqlite_installation, now=lambda: NOW)
    await build_busy_office(installation, {ADMIN: "en"})
    dispatch, flows = Dispatch(installation, "phieu_bot"), collect(FLOW_MODULES)
    written = Event(Channel.TELEGRAM, f"chat-{ADMIN}")
    for verb in flows.actions:
        for arguments in ARGUMENTS:
            await dispatch.answer(replace(written, action=verb + arguments))
    for verb in flows.expects:
        for arguments in ("", ".6"):
            for text in TEXTS:
                typed = replace(written, text=text, markup=Markup.escape(text), expected=verb + arguments)
                await dispatch.answer(typed)
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
