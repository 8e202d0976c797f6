"""What a channel can do, where what is said depends on it."""

from dataclasses import dataclass

from phieu.words import Channel


@dataclass(frozen=True, slots=True)
class Ways:
    """The means of one channel."""

    buttons: bool
    """Choices are tapped. Otherwise they are numbered, and a number is typed."""
    takes_away: bool
    """Messages of either side can be deleted and changed. Otherwise whatever was said stays in the chat."""
    files: bool
    """Documents can be sent in both directions."""


WAYS = {
    Channel.TELEGRAM: Ways(buttons=True, takes_away=True, files=True),
    Channel.ZALO: Ways(buttons=False, takes_away=False, files=False),
}
