"""What notices are about, in a word: so much may be told of those that nobody was given."""

from phieu.locales.translator import Translator
from phieu.words import NoticeKind

_ABOUT_ROUNDS = frozenset({NoticeKind.SUMMARY, NoticeKind.OVERVIEW, NoticeKind.RESULTS_SHARED})


def notice_name(kind: NoticeKind, t: Translator) -> str:
    """Rounds, announcements, training, rotations, or the rest."""
    if kind in _ABOUT_ROUNDS or kind.startswith("round_"):
        return t("about evaluation rounds")
    if kind.startswith("announcement"):
        return t("about announcements")
    if kind.startswith(("nomination", "training")):
        return t("about training")
    return t("about rotations") if kind.startswith("rotation") else t("about other things")
