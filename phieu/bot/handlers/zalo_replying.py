"""The answer to one message on Zalo, by what its writer was shown last."""

import re
from dataclasses import replace

from phieu.bot import errors
from phieu.bot.actions import action
from phieu.bot.event import Answer, Event
from phieu.bot.flows.resume import BEHIND
from phieu.bot.handlers import zalo_notes as notes
from phieu.bot.handlers.zalo_events import (
    LONGEST,
    commanding,
    crossed,
    doing,
    is_code,
    known,
    of_unknown,
    offer_of,
    sending_picture,
    writing,
)
from phieu.bot.handlers.zalo_shown import Reduced, ShownScreen, ShownScreens
from phieu.bot.handlers.zalo_speaking import Note, Speaker
from phieu.bot.handlers.zalo_typed import BY_PLACE, TURNS, Kind, Typed, read
from phieu.bot.screen import Answered, Screen, Silence, row
from phieu.bot.zalo_api.errors import RefusedError
from phieu.bot.zalo_api.updates import Kind as Sent
from phieu.bot.zalo_api.updates import ZaloUpdate
from phieu.locales.translator import Translator, mark

BACK_TO_IT = mark("↩️ Back to where I was")
HELP = "help"
BARE_NUMBER = re.compile(r"\W*\d{1,3}\W*")
"""Longer ones, as of a telephone, may be an answer."""


class Replying:
    """Replies in private chats; whoever calls it has the chat's turn, and has taken what was shown last."""

    def __init__(self, speaker: Speaker, shown: ShownScreens, answer: Answer, t: Translator) -> None:
        self._speaker, self._shown, self._answer, self._t = speaker, shown, answer, t

    async def reply(self, update: ZaloUpdate, last: ShownScreen | None) -> None:
        """Reply; raises ZaloError and NotSureError if that cannot be."""
        last = known(last, update)
        if update.kind is not Sent.TEXT:
            await self._to_sent(update, last)
        elif not update.text.strip():
            await self._again(update, last, notes.saying(notes.EMPTY))
        elif len(update.text) > LONGEST:
            await self._again(update, last, notes.saying(notes.TOO_LONG))
        elif last is None:
            await self._do(of_unknown(read(update.text), update))
        else:
            await self._to_typed(read(update.text, offer_of(last)), update, last)

    async def _to_sent(self, update: ZaloUpdate, last: ShownScreen | None) -> None:
        awaited = last is not None and bool(last.reduced.expects) and update.picture_url
        if last is None or not awaited:
            await self._again(update, last, notes.about_sent(update.kind))
        elif crossed(last, update):
            await self._again(update, last, notes.saying(notes.CROSSED))
        else:
            await self._do(sending_picture(update, last.reduced.expects), last)

    async def _to_typed(self, typed: Typed, update: ZaloUpdate, last: ShownScreen) -> None:
        too_soon = crossed(last, update)
        if typed.kind is Kind.COMMAND:
            await self._command(typed, update, last)
        elif typed.kind is Kind.TEXT and last.reduced.expects_words and BARE_NUMBER.fullmatch(update.text):
            await self._again(update, last, notes.saying(notes.IN_WORDS))
        elif typed.kind is Kind.TEXT and (last.reduced.expects or is_code(update.text)):
            await self._do(writing(update, "" if too_soon else last.reduced.expects))
        elif too_soon:
            await self._again(update, last, notes.saying(notes.CROSSED))
        elif typed.kind not in BY_PLACE:
            await self._again(update, last, notes.about_typed(typed.kind, [key.key for key in last.keys]))
        elif typed.kind in TURNS:
            await self._turn_page(typed.kind, update, last)
        else:
            await self._pick(typed.action or last.back, update, last)

    async def _command(self, typed: Typed, update: ZaloUpdate, last: ShownScreen) -> None:
        event = commanding(typed, update)
        if typed.command != HELP:
            await self._do(event, last)
            return
        answered = await self._answer(event)
        if isinstance(answered, Screen):
            t = self._t.speaking(answered.language or self._t.locale)
            answered = replace(answered, rows=(*answered.rows, row(t(BACK_TO_IT), BEHIND)))
        await self._show(event, answered, last, behind=last.behind or last.reduced)

    async def _turn_page(self, kind: Kind, update: ZaloUpdate, last: ShownScreen) -> None:
        page = last.page + (1 if kind is Kind.FURTHER else -1)
        if 0 <= page < last.pages:
            await self._speaker.show(update.chat_id, last.reduced.screen, page=page, behind=last.behind)
        else:
            await self._again(update, last, notes.saying(notes.NO_FURTHER_PAGE))

    async def _pick(self, picked: str, update: ZaloUpdate, last: ShownScreen) -> None:
        if picked == BEHIND and last.behind is not None:
            await self._speaker.show(update.chat_id, last.behind.screen)
        else:
            await self._do(doing(picked, update), last)

    async def _do(self, event: Event, last: ShownScreen | None = None) -> None:
        await self._show(event, await self._answer(event), last)

    async def _again(self, update: ZaloUpdate, last: ShownScreen | None, note: Note) -> None:
        """The screen on which they were once more, and why; the main menu if that is not known."""
        if last is not None:
            await self._speaker.show(update.chat_id, last.reduced.screen, page=last.page, note=note, behind=last.behind)
            return
        event = doing(action("home"), update)
        await self._show(event, await self._answer(event), None, note=note)

    async def _show(
        self,
        event: Event,
        answered: Answered,
        last: ShownScreen | None,
        *,
        note: Note | None = None,
        behind: Reduced | None = None,
    ) -> None:
        if isinstance(answered, Silence):
            if last is not None:
                await self._shown.put(event.chat_id, last)
            return
        try:
            await self._speaker.show(event.chat_id, answered, note=note, behind=behind)
        except RefusedError as error:
            if event.action == errors.UNSHOWABLE:
                raise
            errors.report("showing a screen", error)
            await self._do(Event(event.channel, event.chat_id, action=errors.UNSHOWABLE))
