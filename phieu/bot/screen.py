"""What the bot shows in answer: a text and its choices, the same on every channel."""

from dataclasses import dataclass, field

from markupsafe import Markup

MAX_ACTION_BYTES = 64
"""Telegram's limit for callback data."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button (Telegram) or a numbered line (Zalo). The action is all that the program needs to act on it."""

    label: str
    action: str
    answer: bool = False
    """One of a ballot's answers: where choices are numbered, these numbers are shuffled (`Screen.shuffled_by`)."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.action.encode()) <= MAX_ACTION_BYTES:
            message = "an action takes 1 to 64 bytes"
            raise ValueError(message)


Row = tuple[Choice, ...]
"""Choices beside each other."""


def row(label: str, action: str) -> Row:
    """One choice alone in its row."""
    return (Choice(label, action),)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or a document that comes with a screen; the screen's text is its caption."""

    name: str
    content: bytes
    picture: bool = False
    in_words: Markup = field(default_factory=Markup)
    """What it shows, for a channel that cannot carry it; under the screen's text."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One answer of the bot.

    A screen takes the place of the one whose choice was picked; in answer to typed text it is a new message, and
    the conversation's last screen is taken away, so that one screen stands in a chat.
    """

    text: Markup
    rows: tuple[Row, ...] = ()
    toast: str = ""
    """A short word shown over the chat for a moment, where the channel can do that."""
    expects: str = ""
    """The action to which the next typed text (or sent file) belongs; kept in memory only."""
    expects_words: bool = False
    """That text is in somebody's own words: a bare number is none, but meant to pick a choice."""
    attachments: tuple[Attachment, ...] = field(default=())
    keeps: bool = False
    """This screen stays in the chat when the next one comes (a summary, say), and does not replace one."""
    discards_input: bool = False
    """What the person typed holds something secret: delete it from the chat."""
    gives_way_to: str = ""
    """Answers stand on this screen. When the program stops, and so forgets it, it becomes the screen of this action."""
    holds_input: bool = False
    """As above, but they still need it: it goes when the next screen comes that does not hold it, too."""
    refreshes: str = ""
    """While this screen stands as the chat's last one, it becomes the screen of this action every few seconds."""
    shuffled_by: bytes = b""
    """A secret from which a channel that numbers choices shuffles the numbers of the answers among them, so that a
    number that stays in a chat tells little by itself; always the same for one person and question. Empty: in order."""
    language: str = ""
    """The language of its words, for what a channel adds of its own; dispatch sets it."""
    otherwise: "Screen | None" = None
    """What is shown instead if the platform refuses this one: for what people wrote with formatting of their own."""


@dataclass(frozen=True, slots=True)
class NewChoices:
    """The message whose choice was picked stays as it is, with these choices under it instead of its own."""

    rows: tuple[Row, ...] = ()
    toast: str = ""
    language: str = ""
    """As a screen's."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing to say: the event was not meant for the bot."""


Answered = Screen | NewChoices | Silence
"""What an event is answered with."""
