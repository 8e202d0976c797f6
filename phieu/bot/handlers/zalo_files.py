"""What becomes of a screen's pictures and documents on Zalo, which takes nothing but public addresses of pictures."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import zip_longest

from markupsafe import Markup

from phieu.bot.handlers.public_files import PROMISED
from phieu.bot.screen import Attachment
from phieu.locales.translator import Translator


def pictures(attachments: Sequence[Attachment], addresses: Sequence[str | None]) -> list[str]:
    """The addresses of those that are sent as pictures."""
    return [address for one, address in _paired(attachments, addresses) if one.picture and address]


def in_words(attachments: Sequence[Attachment], addresses: Sequence[str | None], t: Translator) -> list[Markup]:
    """A paragraph for each of the others, to stand below the text of the screen."""
    return [
        _paragraph(one, address, t) for one, address in _paired(attachments, addresses) if not (one.picture and address)
    ]


def _paired(attachments: Sequence[Attachment], addresses: Sequence[str | None]) -> list[tuple[Attachment, str | None]]:
    return list(zip_longest(attachments, addresses[: len(attachments)]))


def _paragraph(one: Attachment, address: str | None, t: Translator) -> Markup:
    if address:
        return t.html(
            "📎 {name}: {address} (works for {minutes} minutes)",
            name=one.name,
            address=address,
            minutes=PROMISED // timedelta(minutes=1),
        )
    if one.in_words:
        return one.in_words
    if one.picture:
        return t.html(
            "🖼 Zalo could not take the picture that belongs here. Please ask the people in the office who look after "
            "this assistant for it."
        )
    return t.html(
        "📎 The file “{name}” cannot be sent on Zalo. Please ask the people in the office who look after this "
        "assistant for it.",
        name=one.name,
    )
