"""Which language the bot speaks with somebody."""

from dataclasses import replace

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows import home
from phieu.bot.screen import Choice, Screen
from phieu.office.people import set_locale
from phieu.settings import LOCALES

NAMES = {"vi": "Tiếng Việt", "en": "English"}
"""Each language calls itself by its own name, so that who reads only one finds it."""


async def choose(_event: Event, context: Context) -> Screen:
    """The languages there are."""
    t, now = context.t, context.somebody.locale
    choices = [
        (Choice(("✓ " if locale == now else "") + NAMES[locale], action("speak", locale)),) for locale in LOCALES
    ]
    back = (Choice(t("🏠 Main menu"), action("home")),)
    return Screen(t.html("Which language shall I use with you?"), (*choices, back))


async def speak(event: Event, context: Context) -> Screen:
    """A language was picked."""
    match parse(event.action).arguments:
        case (locale,) if locale in LOCALES:
            person = context.somebody
            assert person.id is not None
            async with context.installation.database.writing() as session:
                await set_locale(session, person.id, locale)
            person.locale = locale
            speaking = context.acting_as(person)
            screen = await home.menu(speaking, toast=speaking.t("I speak English with you now."))
            return replace(screen, language=locale)
        case _:
            raise UnknownActionError


COMMANDS = {"language": choose}
ACTIONS = {"language": choose, "speak": speak}
