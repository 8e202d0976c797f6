"""Which choice of a screen is the way back, told by the sign that its label begins with."""

from collections.abc import Iterable

from phieu.bot.actions import action
from phieu.bot.screen import Choice
from phieu.locales.translator import Translator

BACK = ("↩", "‹ ")
TO_LIST = "☰"
HOME = "🏠"
RANKS = (BACK, (TO_LIST,), (HOME,))
"""A screen that has several ways goes back by the nearest. No label that does something begins with one of these."""
MAIN_MENU = frozenset({action("privacy"), action("language")})
"""What stands together on the main menu alone."""


def way_back(choices: Iterable[Choice]) -> Choice | None:
    """The choice that leads back; the last one where several do so equally."""
    last_first = tuple(reversed(tuple(choices)))
    return next((choice for signs in RANKS for choice in last_first if choice.label.startswith(signs)), None)


def onwards(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """All others; without the main menu, to which a word leads everywhere."""
    choices = tuple(choices)
    back = way_back(choices)
    return tuple(choice for choice in choices if choice is not back and not choice.label.startswith(HOME))


def home_label(t: Translator) -> str:
    """What the way to the main menu is called."""
    return t("🏠 Main menu")


def is_main_menu(choices: Iterable[Choice]) -> bool:
    """Whether there is nothing to go back to."""
    return {choice.action for choice in choices} >= MAIN_MENU
