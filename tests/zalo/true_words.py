"""What must not be said on Zalo, since it is not true there: that one taps, or that something leaves the chat."""

import re
from collections.abc import Iterable

from phieu.bot.screen import NewChoices, Screen

UNTRUE = re.compile(
    r"\b(tap|taps|tapped|button|buttons|click|disappears?|nút|chạm|bấm)\b"
    r"|\bpress\b(?! and hold| START)|\bnhấn\b(?! giữ| START)"
    r"|left in this chat|(have|has been) taken( it)? out of this chat|(xóa|gỡ)( \w+){0,2} khỏi cuộc trò chuyện(?! của)"
    r"|send (it|the \w+) (here|as a file)|(?<!được )gửi( \w+){0,2} vào đây|dưới dạng tệp",
    re.IGNORECASE,
)


def untrue(answered: Screen | NewChoices) -> list[str]:
    """Those of its texts that promise what cannot be."""
    return [text for text in words_of(answered) if UNTRUE.search(text)]


def words_of(answered: Screen | NewChoices) -> Iterable[str]:
    """Each text that a person reads of it."""
    yield from (choice.label for row in answered.rows for choice in row)
    yield answered.toast
    if isinstance(answered, Screen):
        yield re.sub(r"<[^>]+>", "", answered.text)
        yield from (str(one.in_words) for one in answered.attachments)
