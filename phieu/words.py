"""The words that code, database and workbook share. Their Vietnamese and English are in the catalogues."""

from enum import StrEnum


class Rank(StrEnum):
    """Where a position stands in the office; rules select raters and ratees by it."""

    CHIEF = "chief"
    DEPUTY_CHIEF = "deputy_chief"
    HEAD = "head"
    DEPUTY_HEAD = "deputy_head"
    STAFF = "staff"
    CONTRACT = "contract"


class RoundKind(StrEnum):
    """Why a round is held, and with it which period it is about."""

    SEMIANNUAL = "semiannual"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"
    ROTATION = "rotation"
    AD_HOC = "ad_hoc"


class RoundState(StrEnum):
    """A round is answered while open; figures exist only once it is closed."""

    OPEN = "open"
    CLOSED = "closed"


class OccurrenceState(StrEnum):
    """What became of one date of the calendar."""

    PROPOSED = "proposed"
    OPENED = "opened"
    DECLINED = "declined"


class Precision(StrEnum):
    """How exactly a figure may be told; finest first (design, section Anonymity: Disclosure)."""

    EXACT = "exact"
    ROUNDED = "rounded"
    BAND = "band"
    HIDDEN = "hidden"


class Channel(StrEnum):
    """A chat platform."""

    TELEGRAM = "telegram"
    ZALO = "zalo"


class Sharing(StrEnum):
    """How much of a closed round the whole office may see."""

    LEVELS = "levels"
    FIGURES = "figures"


class NoticeKind(StrEnum):
    """What the bot says on its own initiative."""

    ROUND_OPENED = "round_opened"
    ROUND_PROPOSED = "round_proposed"
    SUMMARY = "summary"
    OVERVIEW = "overview"
    RESULTS_SHARED = "results_shared"


class NoticeState(StrEnum):
    """How far a notice in the outbox has got."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
