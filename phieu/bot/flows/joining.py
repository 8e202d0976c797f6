"""Joining: a code, from the link that was opened or typed from the sheet, makes a chat somebody's own."""

import math
from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup
from pydantic import TypeAdapter

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows import chats, home
from phieu.bot.screen import Screen
from phieu.office.invite_codes import code_in, nearly_code
from phieu.office.joining import BallotsOpenError, redeem
from phieu.office.ways_in import app_name, channels_on
from phieu.office.wrong_codes import WrongCodes, another, remaining
from phieu.storage.volatile import Topic
from phieu.words import Channel

CODE = action("code")
"""What a stranger's text is taken for, whatever was asked."""
STRANGERS = True
WRONG_CODES = Topic("wrong-codes", TypeAdapter(WrongCodes))
"""Those of a chat; forgetting them forgives."""


async def start(event: Event, context: Context) -> Screen:
    """`/start`, alone or with the code of the link that was opened."""
    if code_in(event.argument):
        return await _try_code(event.argument, event, context)
    if context.person:  # somebody who has left comes here only with something behind the command
        return await (home.home if context.person.active else home.farewell)(event, context)
    return _not_whole(context) if nearly_code(event.argument) else welcome(context)


async def typed_code(event: Event, context: Context) -> Screen:
    """Text of somebody who has not joined. What cannot be a code is no wrong one."""
    if code_in(event.text):
        return await _try_code(event.text, event, context)
    return _not_whole(context) if nearly_code(event.text) else welcome(context)


def welcome(context: Context) -> Screen:
    """What a stranger gets, and no more."""
    t = context.t
    greeting = t.html("Good day. I am the assistant for the office's evaluation rounds and notices.")
    if context.ways.buttons:
        how = t.html(
            "To begin, please open the invitation link that you were given, or type the code that is printed beside it."
        )
    else:
        how = t.html(
            "To begin, please write me the code from the invitation that you were given: three groups of four letters "
            "and digits. Capital or small letters, with or without hyphens, is all the same.\n\n"
            "How your answers are kept secret you can read before: please write /privacy."
        )
    return Screen(greeting + "\n\n" + how, expects=CODE)


def _not_whole(context: Context) -> Screen:
    text = context.t.html(
        "That is not a whole code: a code has three groups of four letters and digits. "
        "Please look at your invitation once more, and type it again."
    )
    return Screen(text, expects=CODE, discards_input=True)


async def _try_code(text: str, event: Event, context: Context) -> Screen:
    wrong = await context.memory.recall(WRONG_CODES, event)
    if wait := remaining(wrong, context.now):
        return await _refused(context, _wait_text(context, wait))
    try:
        person = await redeem(context.installation, event.channel, event.chat_id, code_in(text))
    except BallotsOpenError:
        return await _refused(context, _only_after_the_close(context))
    if person is None:
        wrong = another(wrong, context.now)
        await context.memory.keep(WRONG_CODES, event, wrong)
        return await _refused(context, _not_valid(context, remaining(wrong, context.now)))
    await context.memory.forget(WRONG_CODES, event)
    return await _joined(context.acting_as(person))


async def _joined(context: Context) -> Screen:
    t = context.t
    others = [one for one in await chats.my_chats(context) if one is not context.channel]
    parts = [t.html("Welcome, <b>{name}</b>.", name=context.somebody.name), _from_now_on(context, others)]
    if not context.ways.buttons:
        parts.append(
            t.html(
                "This is how it works here: please write the number that stands before what you choose. <b>0</b> leads "
                "back, <b>?</b> brings help, and <b>menu</b> brings the main menu."
            )
        )
    parts.append(t.html("What you answer on ballots stays secret. Under <b>Privacy</b> you can read how."))
    screen = await home.menu(context, Markup("\n\n").join(parts))
    come_here = context.somebody.preferred_channel is context.channel
    undo = tuple(chats.notices_to(one, t) for one in others if come_here)
    return replace(screen, rows=(*undo, *screen.rows), discards_input=True, language=t.locale)


def _from_now_on(context: Context, others: list[Channel]) -> Markup:
    """Where ballots and notices come, now that they have joined here."""
    t = context.t
    if not others:
        return t.html("From now on your ballots and notices come to this chat.")
    app = app_name(others[0])
    if context.somebody.preferred_channel is context.channel:
        where = t.html("Your notices come here from now on; by one choice below they come to {app} again.", app=app)
    else:
        where = t.html("Your notices come to {app}, as before.", app=app)
    both = t.html(
        "Your chat on {app} stays as it is. Whatever you have begun there you can go on with here, and the other way "
        "round.",
        app=app,
    )
    return both + " " + where


async def _refused(context: Context, text: Markup) -> Screen:
    if context.person and context.person.active:
        return replace(await home.menu(context, text), discards_input=True)
    return Screen(text, expects=CODE, discards_input=True)


def _not_valid(context: Context, wait: timedelta) -> Markup:
    t = context.t
    if context.person and context.person.active:
        text = t.html("You have joined already, and that code cannot be used (again).")
    else:
        text = t.html(
            "That code cannot be used. It may be mistyped, already used, or out of date.\n\n"
            "Please look at it once more, or ask the office's organisation department for a new one."
        )
    return text + "\n\n" + _wait_text(context, wait) if wait else text


def _only_after_the_close(context: Context) -> Markup:
    t = context.t
    text = t.html(
        "You have joined before, in another chat, and a round is open in which you are asked. So that nobody can look "
        "at your ballots by means of a new code, this one works only once that round has closed.\n\n"
        "What you have answered counts. If you still have the chat in which you joined, please go on there."
    )
    if len(channels_on(context.installation.settings)) == 1:
        return text
    return text + " " + t.html("To join here as well, make yourself a code there, under “My chats”.")


def _wait_text(context: Context, wait: timedelta) -> Markup:
    return context.t.plural_html(
        "To keep everybody's codes safe, please wait {count} minute before you try again.",
        "To keep everybody's codes safe, please wait {count} minutes before you try again.",
        math.ceil(wait / timedelta(minutes=1)),
    )


COMMANDS = {"start": start}
EXPECTS = {CODE: typed_code}
