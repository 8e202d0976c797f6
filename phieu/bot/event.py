"""What a person did, the same on every channel; and what has an answer to it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from phieu.bot.screen import Answered
from phieu.words import Channel


class FileTooLargeError(Exception):
    """The platform does not give the program so large a file."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file somebody sent; it is fetched only when a flow wants it."""

    name: str
    size: int
    """Bytes, as the platform says; 0 if it does not say."""
    fetch: Callable[[], Awaitable[bytes]]
    """Its content; raises FileTooLargeError."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done in one chat: exactly one of command, action, text, file and other is set."""

    channel: Channel
    chat_id: str
    command: str = ""
    """Without the slash: `start`, `menu`, `privacy`."""
    argument: str = ""
    """What followed the command; a code after `start`."""
    action: str = ""
    """The action of a choice that was picked. Untrusted: it may be old, forged or another person's."""
    text: str = ""
    expected: str = ""
    """For text, files and other: the action that the last screen expected them for, if the program still knows."""
    file: SentFile | None = None
    other: str = ""
    """A kind of message that few flows read: `photo`, `sticker`, `voice`."""
    picture: SentFile | None = None
    """With `other` as `photo`: the picture, for the flows that want one."""
    album: bool = False
    """It is the first of several files or pictures that were sent together; the others are no events."""
    markup: Markup = field(default_factory=Markup)
    """The text, or a file's or picture's caption, with the platform's formatting, in the tags that a screen may use."""
    locale_hint: str = ""
    """The language of the person's app, for a stranger."""

    @property
    def sent(self) -> bool:
        """Whether it stands in the chat as a message of the person, which may be a comment: no command, no tap."""
        return bool(self.text or self.file or self.other)


Answer = Callable[[Event], Awaitable[Answered]]
"""What has an answer to every event; raises nothing."""
