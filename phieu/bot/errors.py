"""What happens when something unexpected goes wrong: a kind word for the person, and a line for the operator.

The line says what kind of error it was and where, never what anybody wrote: messages of errors quote their data.
"""

import logging
import traceback
from pathlib import Path

from phieu.bot.actions import action
from phieu.bot.event import Event
from phieu.bot.screen import Choice, Screen
from phieu.locales.translator import Translator
from phieu.monitoring.counts import COUNTS

UNSHOWABLE = action("unshowable")
"""What an event becomes when the platform has refused the screen that answered it."""
PACKAGE = Path(__file__).parent.parent

log = logging.getLogger(__name__)


def report(doing: str, error: BaseException) -> None:
    """Log an unexpected error by its type and the place in our code where it came up."""
    COUNTS.errors.add()
    log.error("%s failed: %s at %s", doing, type(error).__name__, place_of(error))


def place_of(error: BaseException) -> str:
    """The innermost line of this program that an error passed through, as `bot/dispatch.py:30`; `?` if none was."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(PACKAGE):
            return f"{path.relative_to(PACKAGE)}:{frame.lineno}"
    return "?"


def apology(t: Translator, event: Event) -> Screen:
    """What a person reads then. What they typed stays to be copied and is still expected, and goes with this screen."""
    return Screen(
        t.html(
            "Something went wrong on our side. We are sorry.\n\n"
            "Nothing that you have answered is lost. Please try again in a little while."
        ),
        ((Choice(t("🏠 Main menu"), action("home")),),),
        expects=event.expected,
        holds_input=event.sent,
    )


def too_large(t: Translator, event: Event) -> Screen:
    """A file that the platform does not give to programs; a smaller one is still expected."""
    return Screen(
        t.html("That file is too large for me to fetch: I am given files of up to 20 MB. Please send a smaller one."),
        ((Choice(t("🏠 Main menu"), action("home")),),),
        expects=event.expected,
    )
