"""The text of an announcement: markup, as the platform's formatting came, with a limit on what is shown of it."""

import html
import re
import unicodedata

from phieu.locales.translator import Translator, mark
from phieu.office.shortening import shorten

LONGEST = 12_000
"""Characters that are shown, without the markup: three messages. What is longer belongs into a document."""
_TAG = re.compile(r"<[^>]*>")
_TOO_LONG = mark(
    "That makes {length} characters; an announcement may have {longest}. Please shorten it; on Telegram you can also "
    "send it as a document."
)


class TextTooLongError(ValueError):
    """More than LONGEST characters."""

    def __init__(self, length: int) -> None:
        super().__init__(f"{length} characters")
        self.length = length

    def explain(self, t: Translator) -> str:
        """What to do, in the reader's language."""
        return t(_TOO_LONG, length=t.number(self.length), longest=t.number(LONGEST))


def joined(before: str, more: str) -> str:
    """Both, one below the other; raises TextTooLongError. An app sends a long text in several messages."""
    text = "\n\n".join(part for part in (before.strip(), _keepable(more).strip()) if part)
    if (length := len(without_markup(text))) > LONGEST:
        raise TextTooLongError(length)
    return text


def without_markup(text: str) -> str:
    """What is read of it, as plain text."""
    return html.unescape(_TAG.sub("", text))


def beginning(text: str, longest: int) -> str:
    """The first words in one line of plain text."""
    return shorten(" ".join(without_markup(text).split()), longest)


def _keepable(typed: str) -> str:
    """Without half characters and control characters, which a database may refuse; a letter and its marks as one."""
    whole = unicodedata.normalize("NFC", typed.encode("utf-8", "ignore").decode().replace("\r\n", "\n"))
    return "".join(char for char in whole if char in "\n\t" or unicodedata.category(char) != "Cc")
