"""Joining: a code, from the link that was opened or typed from the sheet, makes a chat somebody's own."""

import math
from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup
from pydantic import TypeAdapter

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows import home
from phieu.bot.screen import Screen
from phieu.office.joining import BallotsOpenError, redeem
from phieu.office.wrong_codes import WrongCodes, another, remaining
from phieu.storage.volatile import Topic

CODE = action("code")
"""What a stranger's text is taken for, whatever was asked."""
STRANGERS = True
WRONG_CODES = Topic("wrong-codes", TypeAdapter(WrongCodes))
"""Those of a chat; forgetting them forgives."""


async def start(event: Event, context: Context) -> Screen:
    """`/start`, alone or with the code of the link that was opened."""
    if event.argument:
        return await _try_code(event.argument, event, context)
    return await home.menu(context) if context.person else welcome(context)


async def typed_code(event: Event, context: Context) -> Screen:
    """Text of somebody who has not joined."""
    return await _try_code(event.text, event, context) if event.text else welcome(context)


def welcome(context: Context) -> Screen:
    """What a stranger gets, and no more."""
    return Screen(
        context.t.html(
            "Good day. I am the assistant for the office's evaluation rounds and notices.\n\n"
            "To begin, please open the invitation link that you were given, "
            "or type the code that is printed beside it."
        ),
        expects=CODE,
    )


async def _try_code(code: str, event: Event, context: Context) -> Screen:
    wrong = await context.memory.recall(WRONG_CODES, event)
    if wait := remaining(wrong, context.now):
        return await _refused(context, _wait_text(context, wait))
    try:
        person = await redeem(context.installation, event.channel, event.chat_id, code)
    except BallotsOpenError:
        return await _refused(context, _only_after_the_close(context))
    if person is None:
        wrong = another(wrong, context.now)
        await context.memory.keep(WRONG_CODES, event, wrong)
        return await _refused(context, _not_valid(context, remaining(wrong, context.now)))
    await context.memory.forget(WRONG_CODES, event)
    return await _joined(context.acting_as(person))


async def _joined(context: Context) -> Screen:
    lead = context.t.html(
        "Welcome, <b>{name}</b>. From now on your ballots and notices come to this chat.\n\n"
        "What you answer on ballots stays secret. Under <b>Privacy</b> you can read how.",
        name=context.somebody.name,
    )
    return replace(await home.menu(context, lead), discards_input=True)


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
    return context.t.html(
        "You have joined before, in another chat, and a round is open in which you are asked. So that nobody can look "
        "at your ballots by means of a new code, this one works only once that round has closed.\n\n"
        "What you have answered counts. If you still have the chat in which you joined, please go on there."
    )


def _wait_text(context: Context, wait: timedelta) -> Markup:
    return context.t.plural_html(
        "To keep everybody's codes safe, please wait {count} minute before you try again.",
        "To keep everybody's codes safe, please wait {count} minutes before you try again.",
        math.ceil(wait / timedelta(minutes=1)),
    )


COMMANDS = {"start": start}
EXPECTS = {CODE: typed_code}
