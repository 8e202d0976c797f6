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
    CALLED_OFF = "called_off"
    """What had been answered was destroyed; the same round may be opened anew."""


class OccurrenceState(StrEnum):
    """What became of one date of the calendar."""

    PROPOSED = "proposed"
    OPENED = "opened"
    DECLINED = "declined"
    MOVED = "moved"
    """An admin has put it on another day; the rule stays as it is."""
    SKIPPED = "skipped"
    """An admin has decided that it is not held this time."""
    MISSED = "missed"
    """Its time passed while the program was off, say: it was dropped, and the admins were told why."""


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
    ROUND_EXTENDED = "round_extended"
    ROUND_CALLED_OFF = "round_called_off"
    ROUND_MISSED = "round_missed"
    """To admins: a date of the calendar was dropped, and why."""
    YEARLY_DATE = "yearly_date"
    """To admins: what the office has to do at this time of the year."""
    BACKUP_FAILED = "backup_failed"
    ZALO_LIMIT = "zalo_limit"
    """To admins: the bot's plan at Zalo is nearly used up, or wholly."""
    CHAT_ADDED = "chat_added"
    """To the chat that somebody has had: they have joined on another channel, too, or somebody has in their name."""
    SUMMARY = "summary"
    OVERVIEW = "overview"
    RESULTS_SHARED = "results_shared"
    ANNOUNCEMENT = "announcement"
    ANNOUNCEMENT_REMINDER = "announcement_reminder"
    ANNOUNCEMENT_CORRECTED = "announcement_corrected"
    ANNOUNCEMENT_WITHDRAWN = "announcement_withdrawn"
    ANNOUNCEMENT_DONE = "announcement_done"
    ANNOUNCEMENT_MISSED = "announcement_missed"
    NOMINATION = "nomination"
    NOMINATION_REMINDER = "nomination_reminder"
    NOMINATION_ANSWERED = "nomination_answered"
    NOMINATION_QUESTION = "nomination_question"
    NOMINATION_REPLY = "nomination_reply"
    NOMINATION_HEAD = "nomination_head"
    NOMINATION_STEP = "nomination_step"
    TRAINING_NEEDS = "training_needs"
    TRAINING_NEEDS_REMINDER = "training_needs_reminder"
    TRAINING_UNIT_NEEDS = "training_unit_needs"
    TRAINING_NEEDS_DONE = "training_needs_done"
    ROTATION_PROPOSED = "rotation_proposed"
    ROTATION_ANSWERED = "rotation_answered"
    ROTATION_STEP = "rotation_step"
    ROTATION_OPINION = "rotation_opinion"
    ROTATION_OPINION_GIVEN = "rotation_opinion_given"
    ROTATION_CHECK_IN = "rotation_check_in"
    ROTATION_CHECKED_IN = "rotation_checked_in"
    ROTATION_EVALUATION = "rotation_evaluation"
    ROTATION_EVALUATED = "rotation_evaluated"
    ROTATION_LATE = "rotation_late"


class NoticeState(StrEnum):
    """How far a notice in the outbox has got."""

    WAITING = "waiting"
    SENDING = "sending"
    """Being handed to the platform. Found so after a crash, it may have been delivered or not."""
    SENT = "sent"
    FAILED = "failed"
    STOPPED = "stopped"
    """It was called back before it was delivered."""


class AnnouncementState(StrEnum):
    """How far an announcement has got."""

    TEMPLATE = "template"
    """Not to be sent itself: what comes again is begun from it."""
    DRAFT = "draft"
    PLANNED = "planned"
    SENDING = "sending"
    """Handed to the outbox."""
    DONE = "done"
    """Everybody who can be reached has it."""
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


class CourseLevel(StrEnum):
    """What a course leads to (requirements, M24)."""

    DOCTORATE = "doctorate"
    MASTER = "master"
    UNIVERSITY = "university"
    ADVANCED_THEORY = "advanced_theory"
    INTERMEDIATE_THEORY = "intermediate_theory"
    ELEMENTARY_THEORY = "elementary_theory"
    SHORT_COURSE = "short_course"
    OTHER = "other"


class StudyMode(StrEnum):
    """How a course is attended."""

    FULL_TIME = "full_time"
    IN_SERVICE = "in_service"
    ONLINE = "online"
    ABROAD = "abroad"


class NominationState(StrEnum):
    """How far a nomination has got."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ENROLLED = "enrolled"
    FINISHED = "finished"
    BROKEN_OFF = "broken_off"
    WITHDRAWN = "withdrawn"


class RotationKind(StrEnum):
    """The kinds of moves (requirements, M17)."""

    LATERAL = "lateral"
    """To a post of the same rank elsewhere."""
    PROMOTION = "promotion"
    """Moved and promoted at once."""
    OUT_AND_BACK = "out_and_back"
    """Out for a time, to return, perhaps promoted."""
    DUTY = "duty"
    """The duty moves with the person, an accountant's for instance."""
    TEMPORARY = "temporary"
    TRANSFER = "transfer"
    """A plain move, for good."""


class RotationState(StrEnum):
    """How far a rotation has got."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    """Talked over with the person, who agrees."""
    REFUSED = "refused"
    """Talked over with the person, who does not agree: to be talked over again, or dropped."""
    DECIDED = "decided"
    IN_FORCE = "in_force"
    ENDED = "ended"
    DROPPED = "dropped"


class RotationEnding(StrEnum):
    """What became of somebody when their rotation ended."""

    STAYS = "stays"
    RETURNS = "returns"
    PROMOTED = "promoted"
    ELSEWHERE = "elsewhere"


class Completion(StrEnum):
    """How well the tasks of a rotation were done (requirements, M20)."""

    EXCELLENT = "excellent"
    GOOD = "good"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
