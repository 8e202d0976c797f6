"""What an announcement still needs before it can be sent."""

from phieu.locales.translator import mark

_NO_TEXT = mark("the text")
_NO_READ_FROM = mark("from whom it can be had")
_NOBODY = mark("for whom it is")


def missing(*, not_by_chat: bool, text: str, has_file: bool, read_from: str, people: int) -> list[str]:
    """Marked names of what is missing; nothing if it can be sent. A picture or document alone is enough to say."""
    lacking = []
    if not_by_chat and not read_from.strip():
        lacking.append(_NO_READ_FROM)
    if not not_by_chat and not text.strip() and not has_file:
        lacking.append(_NO_TEXT)
    if not people:
        lacking.append(_NOBODY)
    return lacking
