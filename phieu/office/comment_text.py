"""What a comment may look like: plain text of limited length, kept as it was typed as far as every database can."""

import re
import unicodedata

MAX_COMMENT = 1000
"""Characters of a comment; longer ones are not cut but given back to be shortened."""
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows, on the pages of others too."""
_DECLINING = frozenset(
    ("khong", "ko", "khong co", "khong gop y", "khong co gop y", "khong y kien", "khong co y kien", "no", "no comment")
)
"""What people write who have nothing to say; "nothing" itself may be meant as an answer."""
_COURTEOUS = frozenset(("da", "vang", "thua", "a", "nhe", "em", "toi", "minh"))


class EmptyCommentError(ValueError):
    """Nothing is left that could be read."""


class CommentTooLongError(ValueError):
    """The comment is longer than MAX_COMMENT; it is given back, never cut."""

    def __init__(self, text: str) -> None:
        super().__init__("the comment is too long")
        self.text = text
        self.too_many = len(text) - MAX_COMMENT
        """Characters that must go."""


def clean_comment(typed: str) -> str:
    """The comment to keep; raises EmptyCommentError, CommentTooLongError.

    Letters and their marks become one character each, since a phone and a computer type Vietnamese differently;
    half characters and control characters go.
    """
    whole = typed.encode("utf-8", "ignore").decode()
    lines = unicodedata.normalize("NFC", whole.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(filter(_may_stand, lines)).strip()
    if not any(unicodedata.category(char)[0] in "LNPS" for char in text):
        raise EmptyCommentError
    if len(text) > MAX_COMMENT:
        raise CommentTooLongError(text)
    return text


def has_words(comment: str) -> bool:
    """Whether there is a letter or a digit in it, and not signs alone."""
    return any(char.isalnum() for char in comment)


def declines(typed: str) -> bool:
    """Whether these words say that there is no comment, with or without accents, rather than being one."""
    bare = unicodedata.normalize("NFD", typed.casefold().replace("đ", "d"))
    words = re.findall(r"[^\W_]+", "".join(char for char in bare if not unicodedata.combining(char)))
    return " ".join(word for word in words if word not in _COURTEOUS) in _DECLINING


def _may_stand(char: str) -> bool:
    return char in "\n\t" or not (unicodedata.category(char) == "Cc" or char in _DIRECTIONS)
