"""The main menu, and the kind words for whatever has no other answer."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot import errors
from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows import matters, unit_progress
from phieu.bot.flows.giving_back import fits, given_back, to_copy
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.answering import count_waiting
from phieu.office.retention.leaving import kept_until
from phieu.office.ways_in import channels_on

UNASKED = action("unasked")


async def home(_event: Event, context: Context) -> Screen:
    """The main menu."""
    return await menu(context)


async def help_(_event: Event, context: Context) -> Screen:
    """What the bot is for, above the main menu."""
    t = context.t
    parts = (
        t.html(
            "📝 <b>Evaluation rounds</b>: I ask you for your ballots, keep your answers secret, and bring you the "
            "results that concern you."
        ),
        t.html(
            "📣 <b>Announcements, training, rotations</b>: I tell you what concerns you, and pass on what you answer, "
            "with your name."
        ),
        *_how_to_choose(context),
        t.html("Whatever you answer is saved at once; you can stop at any time and go on later."),
        t.html("If something does not work, please tell the people in the office who look after this assistant."),
    )
    return await menu(context, Markup("\n\n").join(parts))


def _how_to_choose(context: Context) -> tuple[Markup, ...]:
    t = context.t
    if context.ways.buttons:
        return (t.html("You only need the buttons below the messages."),)
    return (
        t.html(
            "🔢 <b>How to choose</b>: please type the number in front of what you want, or its words. Where I ask you "
            "to write something, letters stand in front of the choices instead: please type the letter."
        ),
        t.html(
            "At any time: <b>0</b> leads back, <b>?</b> brings this help, <b>menu</b> brings the main menu. Where a "
            "list is long, <b>+</b> leads on and <b>-</b> leads back."
        ),
    )


async def menu(context: Context, lead: str | Markup = "", toast: str = "") -> Screen:
    """The main menu, under a lead that says what has just happened, if anything has."""
    t, person = context.t, context.somebody
    assert person.id is not None
    if lead:
        text = Markup("\n\n").join([lead, t.html("What would you like to do?")])
    else:
        text = t.html("Dear <b>{name}</b>, what would you like to do?", name=person.name)
    ballots = await count_waiting(context.installation, person.id)
    rows = _for_everybody(t, ballots, len(await matters.matters_of(context)))
    rows += await unit_progress.row_of_menu(context)
    if person.admin:
        rows += _for_admins(t)
    if len(channels_on(context.installation.settings)) > 1:
        rows.append(row(t("💬 My chats"), action("chats")))
    rows.append((Choice(t("🔒 Privacy"), action("privacy")), Choice(t("🌐 Language"), action("language"))))
    return Screen(text, tuple(rows), toast=toast)


def _for_everybody(t: Translator, ballots: int, waiting: int) -> list[Row]:
    rows = [
        row(
            t("📝 My ballots ({count})", count=t.number(ballots)) if ballots else t("📝 My ballots"), action("ballots")
        ),
        (Choice(t("📊 Results"), action("results")), Choice(t("🗂 My record"), action("my-record"))),
    ]
    if waiting:
        rows.insert(0, row(t("📬 For you to answer ({count})", count=t.number(waiting)), action("matters")))
    return rows


def _for_admins(t: Translator) -> list[Row]:
    return [
        (Choice(t("🗓 Rounds"), action("rounds")), Choice(t("📅 Calendar"), action("calendar"))),
        row(t("📣 Announcements"), action("announcements")),
        (Choice(t("🎓 Training"), action("training")), Choice(t("🔄 Rotations"), action("rotations"))),
        (Choice(t("✉️ Invitations"), action("invites")), Choice(t("📗 Workbook"), action("workbook"))),
    ]


async def gone(_event: Event, context: Context) -> Screen:
    """An action that means nothing: damaged, forged, or of a screen that no longer exists."""
    return await menu(context, toast=context.t("That choice is out of date. Here is the main menu."))


async def not_allowed(event: Event, context: Context) -> Screen:
    """Something for admins, asked for by somebody who is none, or no longer. What they typed is given back."""
    text = context.t.html("That is for the people who look after this assistant. Here is what you can do.")
    typed = given_back(event.text, context.ways)
    return await menu(context, Markup("\n\n").join(part for part in (typed, text) if part))


async def unshowable(_event: Event, context: Context) -> Screen:
    """The platform has refused the screen that should have come."""
    t = context.t
    return await menu(context, t.html("The chat app has not accepted what I wanted to show you. We are sorry."))


async def not_understood(event: Event, context: Context) -> Screen:
    """Something that nobody expected: text, a picture, an unknown command."""
    t = context.t
    if event.action:
        return await gone(event, context)
    if event.command:
        return await menu(context, t.html("I do not know that command. Please choose below."))
    if event.text:
        return await unasked(event, context)
    if event.file:
        text = t.html("I was not waiting for a file just now, so I have not kept it. Please choose below.")
    elif event.picture:
        text = t.html("I was not waiting for a picture just now, so I have not kept it. Please choose below.")
    else:
        text = t.html("I can only read what is typed, so I have not kept that. Please choose below.")
    return await menu(context, text)


async def unasked(event: Event, context: Context) -> Screen:
    """Text that nobody asked for. It may be a comment that the program, started anew, no longer waits for.

    So it must not be lost; and it must not stay in the chat, where it can be taken away: then it is given back to be
    copied, until the next tap.
    """
    t = context.t
    sorry = t.html("I was not waiting for text just now, so I have not saved it.")
    if not context.ways.takes_away:
        how = t.html(
            "Your message stays in this chat. If it was a comment or an answer, please copy it; then open again what "
            "it belongs to, and send it there."
        )
        return await menu(context, sorry + "\n\n" + how)
    if event.expected or not fits(event.text):
        how = t.html(
            "Your message above disappears with your next tap. If it was a comment or an answer, please copy it first; "
            "then open again what it belongs to, and send it there."
        )
        screen = await menu(context, sorry + "\n\n" + how)
        return replace(screen, holds_input=True, expects=UNASKED)  # an app sends a long text in several messages
    how = t.html(
        "I have taken it out of this chat. If it was a comment or an answer, tap the text above to copy it; then open "
        "again what it belongs to, and send it there."
    )
    return replace(await menu(context, Markup("\n\n").join([to_copy(event.text), sorry, how])), discards_input=True)


async def farewell(event: Event, context: Context) -> Screen:
    """For somebody who has left the office, perhaps while they were writing a comment."""
    t, person = context.t, context.somebody
    async with context.installation.database.reading() as session:
        until = await kept_until(session, person)
    said = t.html(
        "Dear <b>{name}</b>, you are no longer on the office's staff list, so there is nothing for you to do here. "
        "Thank you for everything you have contributed.",
        name=person.name,
    )
    kept = t.html("What is kept of you is deleted on {day}.", day=t.date(until)) if until else ""
    mistaken = t.html("If that is a mistake, please ask the office's organisation department.")
    return Screen(Markup("\n\n").join(part for part in (said, kept, mistaken) if part), discards_input=event.sent)


COMMANDS = {"menu": home, "help": help_}
ACTIONS = {"home": home, parse(errors.UNSHOWABLE).verb: unshowable}
EXPECTS = {UNASKED: unasked}
