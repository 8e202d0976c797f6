"""What a screen comes to on Zalo, which has no buttons: its text, and below it the choices, each with what picks it."""

from collections.abc import Sequence

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.handlers.marked_up_text import first_paragraph, fits, pieces, shows_nothing
from phieu.bot.handlers.zalo_choices import line, pages_of
from phieu.bot.handlers.zalo_drawn import BACK, Drawn, ZaloMessage
from phieu.bot.handlers.zalo_files import in_words, pictures
from phieu.bot.handlers.zalo_keys import choices_of, lines_of
from phieu.bot.handlers.zalo_styles import styled, written_out
from phieu.bot.screen import NewChoices, Screen
from phieu.bot.way_back import home_label, way_back
from phieu.locales.translator import Translator

LIMIT = 1900
"""UTF-16 units of a message; the platform takes 2,000 characters of a kind it does not name."""
LONGEST_AGAIN = 500
"""Units of the text that is repeated on further pages."""
LONGEST_UNDER_NOTE = 500
"""Units of a text that leaves a note above it in sight; a phone shows the end of what is longer."""
NO_NOTE = Markup()


def drawn(
    screen: Screen | NewChoices,
    t: Translator,
    *,
    page: int = 0,
    note: Markup = NO_NOTE,
    addresses: Sequence[str | None] = (),
) -> Drawn:
    """Draw a page of a screen; the last one if there are no longer so many. Pages count from 0.

    `note` is said above it, or below a long text. `addresses` are those under which the screen's attachments can be
    fetched, None for one that cannot: that is told in words. Pictures and documents come with the first page only.
    """
    t = t.speaking(screen.language or t.locale)
    back = way_back(choices_of(screen))
    pages = pages_of(screen, lines_of(screen, t), LIMIT, t)
    page = min(page, len(pages) - 1)
    attachments = screen.attachments if isinstance(screen, Screen) and not page else ()
    text = written_out(Markup("\n\n").join([*_paragraphs(screen, page, note), *in_words(attachments, addresses, t)]))
    block = pages[page].block or (line(BACK, home_label(t)) if shows_nothing(text) else Markup())
    messages = (
        *(ZaloMessage("", picture_url=url) for url in pictures(attachments, addresses)),
        *(ZaloMessage(*styled(piece)) for piece in _together(text, block)),
    )
    keys = tuple(one.key for one in pages[page].lines)
    return Drawn(messages, keys, back.action if back else action("home"), len(pages))


def _paragraphs(screen: Screen | NewChoices, page: int, note: Markup) -> list[Markup | str]:
    text = Markup.escape(screen.toast) if isinstance(screen, NewChoices) else screen.text
    text = _again(text) if page else text
    in_sight = fits(written_out(text), LONGEST_UNDER_NOTE)
    return [part for part in ((note, text) if in_sight else (text, note)) if part]


def _again(text: Markup) -> Markup:
    """What is repeated of a text on further pages."""
    first, *more = pieces(first_paragraph(written_out(text)), LONGEST_AGAIN)
    return Markup(first + "…" if more else first)  # noqa: S704 - it is a part of markup


def _together(text: str, block: str) -> list[str]:
    """The text in pieces, with the choices under the last of them, or where they have no room there on their own."""
    parts = [] if shows_nothing(text) else pieces(text, LIMIT)
    if parts and block and fits(last := f"{parts[-1]}\n\n{block}", LIMIT):
        return [*parts[:-1], last]
    return [*parts, *([block] if block else [])]
