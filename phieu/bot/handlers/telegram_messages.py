"""What a screen comes to on Telegram: messages within the platform's limits, whichever library sends them."""

from dataclasses import dataclass

from phieu.bot.handlers.telegram_cuts import TOKEN, cut_at, width
from phieu.bot.screen import MAX_ACTION_BYTES, Attachment, Choice, NewChoices, Screen

MAX_TEXT = 4096
MAX_CAPTION = 1024
"""UTF-16 units, counted after the markup has been read (https://core.telegram.org/bots/api#sendmessage)."""
KEPT_MARK = "+"
"""Stands before the action of a button on a screen that stays: the answer must not take that screen's place."""

Buttons = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of labels and callback data."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to send; with an attachment, the text is its caption."""

    text: str
    buttons: Buttons = ()
    attachment: Attachment | None = None


def messages_of(screen: Screen) -> list[Message]:
    """The messages of a screen, in order; the choices are under the last one."""
    text, buttons = str(screen.text), buttons_of(screen)
    if not screen.attachments:
        *first, last = pieces(text, MAX_TEXT)
        return [*map(Message, first), Message(last, buttons)]
    *others, last_one = screen.attachments
    before = [Message("", attachment=other) for other in others]
    if fits(text, MAX_CAPTION):
        return [*before, Message(text, buttons, last_one)]
    *first, last = pieces(text, MAX_TEXT)
    return [*before, Message("", attachment=last_one), *map(Message, first), Message(last, buttons)]


def buttons_of(screen: Screen | NewChoices) -> Buttons:
    """The choices of a screen as rows of label and callback data."""
    keeps = isinstance(screen, NewChoices) or screen.keeps
    return tuple(tuple((choice.label, _data(choice, keeps=keeps)) for choice in row) for row in screen.rows)


def picked(data: str) -> tuple[str, bool]:
    """The action of a picked button, and whether the screen that it was on stays."""
    return data.removeprefix(KEPT_MARK), data.startswith(KEPT_MARK)


def fits(text: str, limit: int) -> bool:
    """Whether marked-up text shows as no more than so many UTF-16 units."""
    return 2 * len(text) <= limit or sum(width(token) for token in TOKEN.finditer(text)) <= limit


def pieces(text: str, limit: int) -> list[str]:
    """Marked-up text in pieces within the limit, cut between paragraphs where that can be, with no tag torn apart.

    White space at a cut is left out, as the platform does at the ends of a message. At least one piece.
    """
    done = []
    while not fits(text, limit):
        cut = cut_at(text, limit)
        head, opened = text[:cut].rstrip(), _open_tags(text[:cut])
        done.append(head + "".join(f"</{tag}>" for tag, _ in reversed(opened)))
        text = "".join(markup for _, markup in opened) + text[cut:].lstrip()
    return [piece for piece in (*done, text) if not _shows_nothing(piece)] or [text]


def _data(choice: Choice, *, keeps: bool) -> str:
    if keeps and len(choice.action.encode()) < MAX_ACTION_BYTES:
        return KEPT_MARK + choice.action
    return choice.action


def _shows_nothing(text: str) -> bool:
    return all(token["tag"] or token[0].isspace() for token in TOKEN.finditer(text))


def _open_tags(text: str) -> list[tuple[str, str]]:
    """The tags that are open at the end of the text, outermost first, each with its markup."""
    opened: list[tuple[str, str]] = []
    for token in TOKEN.finditer(text):
        if token["tag"] and token["close"]:
            opened.pop()
        elif token["tag"]:
            opened.append((token["tag"], token[0]))
    return opened
