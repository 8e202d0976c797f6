"""A list of lines that may be long: its beginning stands in the chat, and the whole of it comes as a document."""

from collections.abc import Sequence

from markupsafe import Markup

from phieu.bot.context import Context
from phieu.bot.screen import Attachment
from phieu.office.shortening import shorten

MOST_LINES = 20
"""So many faults or changes stand in the chat; all of them come as a document."""
LONGEST_LINE = 170


def listed(head: Markup, lines: Sequence[str], end: Markup, context: Context) -> Markup:
    """A list, or where it is long its beginning: the whole comes as a document."""
    shown = Markup("\n").join(Markup.escape(f"– {shorten(line, LONGEST_LINE)}") for line in lines[:MOST_LINES])
    parts = [head, shown, end]
    if len(lines) > MOST_LINES:
        parts.insert(2, context.t.html("All {count} stand in the document.", count=context.t.number(len(lines))))
    return Markup("\n\n").join(parts)


def whole(lines: Sequence[str], name: str) -> tuple[Attachment, ...]:
    """The document, under this name; nothing where all of it stands in the chat."""
    if len(lines) <= MOST_LINES and all(len(line) <= LONGEST_LINE for line in lines):
        return ()
    return (Attachment(name, "\r\n".join(lines).encode("utf-8-sig")),)
