"""What people format in their app, as markup that a screen may show again."""

import html
from collections.abc import Iterator, Sequence

from aiogram.enums import MessageEntityType
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from markupsafe import Markup

KEPT = frozenset(
    {
        MessageEntityType.BOLD,
        MessageEntityType.ITALIC,
        MessageEntityType.UNDERLINE,
        MessageEntityType.STRIKETHROUGH,
        MessageEntityType.SPOILER,
        MessageEntityType.CODE,
        MessageEntityType.PRE,
        MessageEntityType.BLOCKQUOTE,
        MessageEntityType.EXPANDABLE_BLOCKQUOTE,
        MessageEntityType.TEXT_LINK,
    }
)
"""The rest becomes plain text: an app finds addresses by itself, and a bot may not send custom emoji."""
LINKS = ("http://", "https://")
"""Other links lead into the app, to a person for instance."""


def markup_of(text: str, entities: Sequence[MessageEntity] | None) -> Markup:
    """The text with its formatting as tags; everything else in it is escaped."""
    kept = sorted(_kept(entities or ()), key=lambda entity: (entity.offset, -entity.length))
    return Markup(html_decoration.unparse(text, kept))  # noqa: S704 - escapes the text, and tags are ours


def _kept(entities: Sequence[MessageEntity]) -> Iterator[MessageEntity]:
    for entity in entities:
        if entity.type == MessageEntityType.TEXT_LINK:
            if (entity.url or "").lower().startswith(LINKS):
                yield entity.model_copy(update={"url": html.escape(entity.url or "")})  # aiogram does not escape it
        elif entity.type in KEPT:
            yield entity.model_copy(update={"language": None})  # of code, which aiogram writes wrongly
