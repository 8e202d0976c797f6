"""Where a marked-up text that is too long for one message is cut: at best after a paragraph, never inside an emoji."""

import html
import re
import unicodedata

TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[a-z-]+)[^>]*>|&[#\w]+;|.", re.DOTALL)
"""A tag, or what shows as one character."""
ASTRAL = 0x10000
"""From here on a character takes two UTF-16 units."""
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_FLAG_TAGS = range(0xE0020, 0xE0080)


def width(token: re.Match[str]) -> int:
    """How many UTF-16 units a token shows as: none for a tag."""
    if token["tag"]:
        return 0
    return sum(2 if ord(character) >= ASTRAL else 1 for character in html.unescape(token[0]))


def cut_at(text: str, limit: int) -> int:
    """The position at which to cut a text that shows as more than `limit` units, at least 2.

    After the last paragraph, line or word within the limit, in this order, unless that would leave half of it empty;
    else before the last character that fits.
    """
    ends: dict[str, int] = {}
    shown, before, flag_letters, last = 0, "", 0, 0
    for token in TOKEN.finditer(text):
        if token["tag"]:
            continue
        sign = token[0]
        if shown and not _belongs_together(before, sign, flag_letters):
            last = token.start()
        shown += width(token)
        if sign.isspace() and 2 * shown >= limit:
            ends[_what_ends(before, sign)] = token.end()
        if shown > limit:
            return next((ends[end] for end in ("paragraph", "line", "word") if end in ends), last or token.start())
        flag_letters = flag_letters + 1 if ord(sign[0]) in _FLAG_LETTERS else 0
        before = sign
    return len(text)


def _what_ends(before: str, space: str) -> str:
    if space != "\n":
        return "word"
    return "paragraph" if before == "\n" else "line"


def _belongs_together(before: str, sign: str, flag_letters: int) -> bool:
    """Whether a sign shows as one with the one before it; `flag_letters` stand side by side just before it."""
    if len(sign) > 1:  # an escaped one
        return False
    code = ord(sign)
    return (
        _JOINER in {before, sign}
        or unicodedata.category(sign).startswith("M")
        or code in _SKIN_TONES
        or code in _FLAG_TAGS
        or (code in _FLAG_LETTERS and flag_letters % 2 == 1)
    )
