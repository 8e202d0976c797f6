"""What becomes of a notice when it has been tried: plain rules on plain values.

A notice is sent once. Where nobody can tell whether it was, it is sent once more and no more: a person may get it
twice, which is better than not at all, but never three times.
"""

from dataclasses import dataclass
from datetime import datetime

from phieu.bot.delivery.pauses import pause_after
from phieu.storage.tables import Person
from phieu.words import Channel, NoticeKind, NoticeState

MOST_ATTEMPTS = 200
"""With the pauses, four days of trying."""
MOST_DOUBTS = 2
PROBABLY_DELIVERED = "probably delivered: the platform's answer was lost twice"
LOST_ANSWER = "the platform's answer was lost"
KEPT_IDS = frozenset({NoticeKind.ANNOUNCEMENT, NoticeKind.ANNOUNCEMENT_REMINDER})
"""The kinds of notices whose messages may be corrected or withdrawn later."""


@dataclass(frozen=True, slots=True)
class DueNotice:
    """A notice that has been claimed for delivery, and where it goes."""

    id: int
    kind: NoticeKind
    subject: str
    person: Person
    channel: Channel
    chat_id: str
    attempts: int
    """How often it has been tried before."""
    doubts: int
    message_ids: tuple[str, ...]
    """Those of its messages that the platform has already."""
    created_at: datetime
    due_at: datetime
    leased_until: datetime
    """Nobody else gets it before; this very instant in its row says that it is still ours."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the notice stands from now on."""

    state: NoticeState
    next_attempt_at: datetime
    failure: str = ""
    tried: bool = True
    """It counts as an attempt."""
    doubtful: bool = False
    message_ids: tuple[str, ...] = ()
    blocked: bool = False
    """The person does not let the bot write to them."""


def sent(notice: DueNotice, message_ids: tuple[str, ...]) -> Outcome:
    """It has been delivered, in these messages."""
    return Outcome(NoticeState.SENT, _forgotten(notice), message_ids=_kept(notice, message_ids))


def failed(notice: DueNotice, failure: str, message_ids: tuple[str, ...]) -> Outcome:
    """It will never be delivered, for this reason, which quotes nothing of it."""
    return Outcome(NoticeState.FAILED, _forgotten(notice), failure, message_ids=_kept(notice, message_ids))


def unreachable(notice: DueNotice, message_ids: tuple[str, ...]) -> Outcome:
    """What there is to say waits until the person writes to the bot again."""
    return Outcome(NoticeState.WAITING, _forgotten(notice), message_ids=message_ids, blocked=True)


def released(notice: DueNotice, failure: str, message_ids: tuple[str, ...]) -> Outcome:
    """It was not its turn after all; it is due as it was before."""
    return Outcome(NoticeState.WAITING, notice.due_at, failure, tried=False, message_ids=message_ids)


def held(notice: DueNotice, message_ids: tuple[str, ...]) -> Outcome:
    """The platform has some of its messages, and the next one comes; it remains ours."""
    return Outcome(NoticeState.WAITING, notice.leased_until, tried=False, message_ids=message_ids)


def again(notice: DueNotice, now: datetime, failure: str, message_ids: tuple[str, ...]) -> Outcome:
    """It could not be delivered now; it is tried again after a pause, but not for ever."""
    attempts = notice.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        return failed(notice, f"{failure}, too often", message_ids)
    return Outcome(NoticeState.WAITING, now + pause_after(attempts), failure, message_ids=message_ids)


def doubtful(notice: DueNotice, now: datetime, message_ids: tuple[str, ...]) -> Outcome:
    """Nobody can tell whether it was delivered: it is tried once more, and after a second doubt no more."""
    if notice.doubts + 1 >= MOST_DOUBTS:
        kept = _kept(notice, message_ids)
        return Outcome(NoticeState.FAILED, _forgotten(notice), PROBABLY_DELIVERED, doubtful=True, message_ids=kept)
    next_attempt_at = now + pause_after(notice.attempts + 1)
    return Outcome(NoticeState.WAITING, next_attempt_at, LOST_ANSWER, doubtful=True, message_ids=message_ids)


def _kept(notice: DueNotice, message_ids: tuple[str, ...]) -> tuple[str, ...]:
    return message_ids if notice.kind in KEPT_IDS else ()


def _forgotten(notice: DueNotice) -> datetime:
    """What is done with keeps no instant of its own: many answer as soon as they are asked, or have joined, and it
    would date their ballots (`office.joining` keeps the day of a joining alone, for the same reason)."""
    return notice.created_at
