"""What an announcement that has been sent is called on a button."""

from phieu.bot.flows.not_by_chat import paper_label
from phieu.locales.translator import Translator
from phieu.office.announcements.text import beginning
from phieu.office.shortening import shorten
from phieu.storage.tables import Announcement

LONGEST_LABEL = 38


def announcement_label(announcement: Announcement, t: Translator, sign: str = "") -> str:
    """The day on which it was sent and its first words, short enough for a button; a sign before them, if any."""
    day = t.short_date(announcement.sent_at) if announcement.sent_at else ""
    title = announcement_title(announcement, t, LONGEST_LABEL)
    words = " · ".join(part for part in (day, title) if part)
    return shorten(f"{sign} {words}".strip(), LONGEST_LABEL)


def announcement_title(announcement: Announcement, t: Translator, longest: int) -> str:
    """Its first words; nothing of what it says where it is not by chat."""
    if announcement.not_by_chat:
        return paper_label(t)
    return beginning(announcement.text, longest) or t("A picture or document")
