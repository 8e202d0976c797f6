"""The main menu, and the kind words for whatever has no other answer."""

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.screen import Choice, Screen


async def home(_event: Event, context: Context) -> Screen:
    """The main menu."""
    return menu(context)


async def help_(_event: Event, context: Context) -> Screen:
    """What the bot is for, above the main menu."""
    t = context.t
    lead = t.html(
        "I hold the office's evaluation rounds: I ask you for your ballots, keep your answers secret, and bring you "
        "the results that concern you.\n\nYou only need the buttons below the messages. Whatever you answer is saved "
        "at once; you can stop at any time and go on later.\n\n"
        "If something does not work, please tell the people in the office who look after these rounds."
    )
    return menu(context, lead)


def menu(context: Context, lead: str | Markup = "", toast: str = "") -> Screen:
    """The main menu, under a lead that says what has just happened, if anything has."""
    t, person = context.t, context.somebody
    if lead:
        text = Markup("\n\n").join([lead, t.html("What would you like to do?")])
    else:
        text = t.html("Dear <b>{name}</b>, what would you like to do?", name=person.name)
    rows: list[tuple[Choice, ...]] = [
        (Choice(t("📝 My ballots"), action("ballots")),),
        (Choice(t("📊 Results"), action("results")),),
    ]
    if person.admin:
        rows += [
            (Choice(t("🗓 Rounds"), action("rounds")),),
            (Choice(t("✉️ Invitations"), action("invites")), Choice(t("📗 Workbook"), action("workbook"))),
        ]
    rows.append((Choice(t("🔒 Privacy"), action("privacy")), Choice(t("🌐 Language"), action("language"))))
    return Screen(text, tuple(rows), toast=toast)


def gone(context: Context) -> Screen:
    """An action that means nothing: damaged, forged, or of a screen that no longer exists."""
    return menu(context, toast=context.t("That button is out of date. Here is the main menu."))


def not_allowed(context: Context) -> Screen:
    """Something for admins, asked for by somebody who is none, or no longer."""
    text = context.t.html("That is for the people who look after the evaluation rounds. Here is what you can do.")
    return menu(context, text)


def not_understood(event: Event, context: Context) -> Screen:
    """Something that nobody expected: text, a picture, an unknown command."""
    t = context.t
    if event.action:
        return gone(context)
    if event.command:
        return menu(context, t.html("I do not know that command. Please choose below."))
    if event.text:
        return menu(context, t.html("I was not waiting for text just now, so I have not kept it. Please choose below."))
    if event.file:
        return menu(
            context, t.html("I was not waiting for a file just now, so I have not kept it. Please choose below.")
        )
    return menu(context, t.html("I can only read text and buttons, so I have not kept that. Please choose below."))


def farewell(context: Context) -> Screen:
    """For somebody who has left the office."""
    return Screen(
        context.t.html(
            "Dear <b>{name}</b>, you are no longer on the office's staff list, so there is nothing for you to do here. "
            "Thank you for everything you have contributed.\n\n"
            "If that is a mistake, please ask the office's organisation department.",
            name=context.somebody.name,
        )
    )


COMMANDS = {"menu": home, "help": help_}
ACTIONS = {"home": home}
