"""Who may do what: finds out who acts, gives the event to the one flow that answers it, and always has an answer."""

import asyncio
from dataclasses import replace
from types import ModuleType
from typing import TypeVar

from phieu.bot import errors
from phieu.bot.actions import UnknownActionError, parse
from phieu.bot.album_note import with_note
from phieu.bot.callers import Callers
from phieu.bot.context import Context
from phieu.bot.delivery.revision import Removal, Revision, Spoken
from phieu.bot.event import Event, FileTooLargeError
from phieu.bot.flow_table import Entry, FlowTable, collect
from phieu.bot.flows import (
    announcements,
    answer_numbers,
    answering,
    backup_failed,
    calendar,
    calling_off,
    chats,
    extending,
    home,
    invites,
    joining,
    joining_too,
    language,
    matters,
    my_data,
    my_record,
    overview,
    past_rounds,
    privacy,
    proposals,
    reminders,
    results,
    resume,
    rotations,
    round_opening,
    round_units,
    rounds,
    shared_results,
    sharing,
    training,
    unit_progress,
    unreachable,
    workbook,
    yearly_dates,
    zalo_plan,
)
from phieu.bot.memory import Memory
from phieu.bot.screen import Answered, NewChoices, Screen
from phieu.bot.written_toast import with_toast_written
from phieu.installation import Installation
from phieu.locales.translator import Translator, translator
from phieu.office.people import Caller, set_reachable
from phieu.office.time_zone import time_zone
from phieu.settings import LOCALES
from phieu.storage.tables import Person
from phieu.words import Channel, NoticeKind

FLOW_MODULES: tuple[ModuleType, ...] = (
    home,
    joining,
    joining_too,
    chats,
    answer_numbers,
    privacy,
    language,
    answering,
    resume,
    reminders,
    results,
    overview,
    sharing,
    shared_results,
    rounds,
    past_rounds,
    round_opening,
    extending,
    calling_off,
    round_units,
    unit_progress,
    proposals,
    invites,
    unreachable,
    workbook,
    matters,
    my_data,
    my_record,
    yearly_dates,
    backup_failed,
    zalo_plan,
    *calendar.MODULES,
    *announcements.MODULES,
    *training.MODULES,
    *rotations.MODULES,
)
"""All conversations. A new one is added here, and says itself what it answers (`flow_table`)."""


Spoke = TypeVar("Spoke", bound=Answered)


class Dispatch:
    """Answers events and finds the words of notices, for every channel."""

    def __init__(self, installation: Installation, bot_username: str = "", table: FlowTable | None = None) -> None:
        self._installation = installation
        self.bot_username = bot_username
        """On Telegram, for links of invitations; empty until it is known."""
        self._table = table or collect(FLOW_MODULES)
        self._callers = Callers(installation.database)
        self._memory = Memory(installation.volatile)
        self.notices_due = asyncio.Event()
        """Set when an event has been dealt with that may have left notices to deliver."""

    async def answer(self, event: Event) -> Answered:
        """The screen for this event. Raises nothing: what goes wrong ends in an apology."""
        context = None
        try:
            context = await self._context_of(event)
            answered = with_toast_written(await self._answer_known(event, context), event)
            return _in_language(with_note(answered, event, context.t), context.t)
        except FileTooLargeError:
            t = context.t if context else self._translator(event.locale_hint, None)
            return _in_language(errors.too_large(t, event), t)
        except Exception as error:  # noqa: BLE001 - the last resort of every conversation
            errors.report("answering", error)
            t = context.t if context else self._translator(event.locale_hint, None)
            return _in_language(errors.apology(t, event), t)
        finally:
            if context is not None and (context.person is None or context.person.admin):
                self.notices_due.set()  # joining and what admins do; what others leave behind is found a little later

    async def notice(
        self, kind: NoticeKind, subject: str, person: Person, channel: Channel = Channel.TELEGRAM
    ) -> Spoken | None:
        """What a notice says to this person now; None if it is too late to say it. Raises what its flow raises."""
        context = await self._speaking_to(person, channel)
        spoken = await self._table.notices[kind](subject, context)
        match spoken:
            case Screen():
                return _in_language(spoken, context.t)
            case Revision():
                shown, anew = (_in_language(one, context.t) for one in (spoken.screen, spoken.anew))
                return replace(spoken, screen=shown, anew=anew)
            case Removal():
                return replace(spoken, anew=_in_language(spoken.anew, context.t))
        return spoken

    async def reminder(self, person: Person, channel: Channel = Channel.TELEGRAM) -> Screen | None:
        """What a reminder of ballots says to this person now; None if they owe none."""
        context = await self._speaking_to(person, channel)
        screen = await reminders.reminder(context)
        return None if screen is None else _in_language(screen, context.t)

    async def _speaking_to(self, person: Person, channel: Channel) -> Context:
        async with self._installation.database.reading() as session:
            zone = await time_zone(session)
        return self._context(person, self._translator(person.locale, zone), channel)

    async def _answer_known(self, event: Event, context: Context) -> Answered:
        """The flow's answer; the way home where the action means nothing to any of them. What was typed is kept."""
        try:
            return await self._route(event, context)
        except UnknownActionError:
            if context.person is None:
                return joining.welcome(context)
            return await (home.unasked if event.text else home.gone)(event, context)

    async def _context_of(self, event: Event) -> Context:
        caller = await self._callers.find(event.channel, event.chat_id)
        if caller is None:
            return self._context(None, self._translator(event.locale_hint, None), event.channel)
        if not caller.reachable and event.command == "start":
            # only then, which is what an app sends when the bot is unblocked: a row that names a person must not
            # change because they answered something
            await self._reachable_again(event, caller)
        return self._context(caller.person, self._translator(caller.person.locale, caller.zone), event.channel)

    def _context(self, person: Person | None, t: Translator, channel: Channel) -> Context:
        now = self._installation.now()
        return Context(self._installation, person, t, now, self.bot_username, self._memory, channel)

    def _translator(self, locale: str, zone: str | None) -> Translator:
        settings = self._installation.settings
        language = locale.partition("-")[0].lower()
        return translator(language if language in LOCALES else settings.default_locale, zone or settings.tz_name)

    async def _reachable_again(self, event: Event, caller: Caller) -> None:
        assert caller.person.id is not None
        async with self._installation.database.writing() as session:
            await set_reachable(session, event.channel, caller.person.id, reachable=True)

    async def _route(self, event: Event, context: Context) -> Answered:
        person, entry = context.person, self._entry_for(event, context)
        if person is None:
            if entry is None or not entry.strangers:
                return joining.welcome(context)
        elif not person.active and not _joins_anew(event):
            return await home.farewell(event, context)
        elif entry is None:
            return await home.not_understood(event, context)
        elif entry.admin and not person.admin:
            return await home.not_allowed(event, context)
        return await entry.flow(event, context)

    def _entry_for(self, event: Event, context: Context) -> Entry | None:
        if event.command:
            return self._table.commands.get(event.command)
        if event.action:
            return self._table.actions.get(parse(event.action).verb)
        if event.text or event.file or (event.other and event.expected):
            expected = event.expected if context.person else joining.CODE
            return self._table.expects.get(parse(expected).verb) or self._unasked_file(event, context)
        return None

    def _unasked_file(self, event: Event, context: Context) -> Entry | None:
        """What an admin sends as a file is a workbook, also if they did not say first that one would come."""
        if event.file and context.person and context.person.admin:
            return self._table.expects.get(parse(workbook.FILE).verb)
        return None


def _in_language(answered: Spoke, t: Translator) -> Spoke:
    """The same, saying in which language it speaks; a flow that changes the language has said so itself."""
    if isinstance(answered, Screen | NewChoices) and not answered.language:
        return replace(answered, language=t.locale)
    return answered


def _joins_anew(event: Event) -> bool:
    return event.command == "start" and bool(event.argument)
