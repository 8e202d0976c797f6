"""What a screen comes to on Zalo: messages to send, and what may be typed in answer to them."""

from dataclasses import dataclass

from phieu.bot.zalo_api.answers import Style

BACK, FURTHER, EARLIER = "0", "+", "-"
"""What is typed on every screen to go back, and to turn the pages of its choices."""


@dataclass(frozen=True, slots=True)
class ZaloMessage:
    """One message: a text of 1 to 2,000 UTF-16 units, or a picture without words."""

    text: str
    styles: tuple[Style, ...] = ()
    picture_url: str = ""
    """The public address of a picture; then the text is empty."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is typed to pick a choice."""

    key: str
    """A number from 1, or one capital letter (beyond twenty-one the letter twice): `3`, `C`, `CC`."""
    label: str
    """The choice's words as they are shown behind the key."""
    action: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A screen on Zalo."""

    messages: tuple[ZaloMessage, ...]
    """To send in this order, at least one; the choices stand in the last."""
    keys: tuple[Key, ...]
    """What this page offers beside 0, in the order shown."""
    back: str
    """The action of 0."""
    pages: int
    """How many pages of choices there are, at least 1; + and - turn them."""
