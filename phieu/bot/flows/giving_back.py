"""Giving back what somebody typed and the program did not keep, so that nothing typed is lost."""

from markupsafe import Markup

from phieu.bot.ways import Ways

LONGEST = 2000
"""UTF-16 units that fit on a screen beside other words (Telegram's limit for a message is 4096)."""


def fits(typed: str) -> bool:
    """Whether a screen has room for it. A longer one stays in the chat as it was typed, until the next screen."""
    return len(typed.encode("utf-16-le", "ignore")) <= 2 * LONGEST


def to_copy(typed: str) -> Markup:
    """The text in a form that a tap copies."""
    return Markup("<code>{}</code>").format(typed.encode("utf-8", "ignore").decode())


def given_back(typed: str, ways: Ways) -> Markup:
    """The text to be copied; empty where what was typed stands in the chat for good, or is too long to repeat."""
    return to_copy(typed) if typed and ways.takes_away and fits(typed) else Markup()


def with_typed(words: Markup | str, typed: str, ways: Ways) -> Markup:
    """Why it was not kept, and what was typed below that, where it would be lost otherwise."""
    parts = [Markup.escape(words), given_back(typed, ways)]
    return Markup("\n\n").join(part for part in parts if part)
