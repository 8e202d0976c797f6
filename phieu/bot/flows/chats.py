"""My chats: on which apps somebody has joined, to which of them notices go, and how to leave one of two."""

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.own_chats import LastChatError, chats_of, leave, prefer
from phieu.office.ways_in import app_name, channels_on
from phieu.storage.tables import ChatAccount
from phieu.words import Channel

Chats = Mapping[Channel, ChatAccount]


async def show(_event: Event, context: Context) -> Screen:
    """Which chats there are, and what can be done about them."""
    t, chats = context.t, await my_chats(context)
    others = [one for one in channels_on(context.installation.settings) if one not in chats]
    parts = [t.html("💬 <b>My chats</b>"), Markup("\n").join(_line(one, context, len(chats)) for one in chats.values())]
    if len(chats) > 1:
        parts.append(
            t.html(
                "You can go on in either of them with what you have begun in the other. Notices come to one of them, "
                "and to the other if that one fails."
            )
        )
    parts += [
        t.html("You can join on {app}, too, and then use whichever you have at hand.", app=app_name(one))
        for one in others
    ]
    return Screen(Markup("\n\n").join(parts), tuple(_rows(context, chats, others)))


async def send_notices(event: Event, context: Context) -> Screen:
    """Notices go to this app from now on."""
    t, channel = context.t, channel_named(event)
    async with context.installation.database.writing() as session:
        done = await prefer(session, _my_id(context), channel)
    if not done:
        return await show(event, context)
    context.somebody.preferred_channel = channel
    screen = await show(event, context)
    return replace(screen, toast=t("Your notices come to {app} from now on.", app=app_name(channel)))


async def ask_to_leave(event: Event, context: Context) -> Screen:
    """A chat is cut off only after a second word."""
    t, channel = context.t, channel_named(event)
    if not _may_leave(context, await my_chats(context), channel):
        return await show(event, context)
    text = t.html(
        "Give up your chat on <b>{app}</b>?\n\n"
        "I write nothing more there, and answer nobody who writes from there. What you have answered stays as it is, "
        "and you go on in your other chat. What already stands in the chat on {app} remains there; please delete it on "
        "your phone if you wish.",
        app=app_name(channel),
    )
    yes = row(t("✖️ Yes, give it up"), action("chats-left", channel))
    return Screen(text, (yes, row(t("↩️ No"), action("chats"))))


async def left(event: Event, context: Context) -> Screen:
    """It is cut off. Who did it from there has had the last word there."""
    t, channel = context.t, channel_named(event)
    chats = await my_chats(context)
    if not _may_leave(context, chats, channel):
        return await show(event, context)
    try:
        async with context.installation.database.writing() as session:
            await leave(session, _my_id(context), channel)
    except LastChatError:  # the other one was given up at the same time
        return await show(event, context)
    context.somebody.preferred_channel = None
    if channel is not context.channel:
        screen = await show(event, context)
        return replace(screen, toast=t("Your chat on {app} has been given up.", app=app_name(channel)))
    (other,) = (one for one in chats if one is not channel)
    return Screen(
        t.html(
            "This chat has been given up. You find me on <b>{app}</b>, as before. If you would like to come back here "
            "one day, please choose “My chats” there.",
            app=app_name(other),
        )
    )


async def my_chats(context: Context) -> Chats:
    """The chats of whoever acts."""
    async with context.installation.database.reading() as session:
        return await chats_of(session, _my_id(context))


def channel_named(event: Event) -> Channel:
    """The channel that an action is about; raises UnknownActionError."""
    match parse(event.action).arguments:
        case (word,) if word in set(Channel):
            return Channel(word)
        case _:
            raise UnknownActionError


def _line(chat: ChatAccount, context: Context, count: int) -> Markup:
    t, app = context.t, app_name(chat.channel)
    notes = [t("this chat")] if chat.channel is context.channel else []
    if count > 1 and chat.channel is context.somebody.preferred_channel:
        notes.append(t("notices come here"))
    line = t.html("• <b>{app}</b>, since {day}", app=app, day=t.date(chat.joined_at))
    return line + Markup(" ({})").format("; ".join(notes)) if notes else line


def _rows(context: Context, chats: Chats, others: list[Channel]) -> list[Row]:
    t, on = context.t, channels_on(context.installation.settings)
    rows = [row(t("➕ Join on {app}, too", app=app_name(one)), action("chats-join", one)) for one in others]
    if len(chats) > 1:
        elsewhere = [one for one in chats if one is not context.somebody.preferred_channel and one in on]
        rows += [notices_to(one, t) for one in elsewhere]
    if Channel.ZALO in on:
        rows.append(row(t("🔢 The numbers of answers on Zalo"), action("answer-numbers")))
    rows += [
        row(t("✖️ Give up my chat on {app}", app=app_name(one)), action("chats-leave", one))
        for one in chats
        if _may_leave(context, chats, one)
    ]
    return [*rows, row(t("🏠 Main menu"), action("home"))]


def notices_to(channel: Channel, t: Translator) -> Row:
    """The choice that sends notices to this app."""
    return row(t("🔔 Send my notices to {app}", app=app_name(channel)), action("chats-notices", channel))


def _may_leave(context: Context, chats: Chats, channel: Channel) -> bool:
    """Whether they have it, and could go on in another one, whose channel is on."""
    on = channels_on(context.installation.settings)
    return channel in chats and any(one in on for one in chats if one is not channel)


def _my_id(context: Context) -> int:
    person_id = context.somebody.id
    assert person_id is not None
    return person_id


COMMANDS = {"chats": show}
ACTIONS = {"chats": show, "chats-notices": send_notices, "chats-leave": ask_to_leave, "chats-left": left}
