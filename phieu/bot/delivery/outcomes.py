"""What becomes of a notice when it has been tried: plain rules on plain values.

A notice is sent once. Where nobody can tell whether it was, it is sent once more and no more: a person may get it
twice, which is better than not at all, but never three times. What one channel will never take goes by another one
on which its person can be reached; only what none takes is given up.
"""

from dataclasses import dataclass
from datetime import datetime

from phieu.bot.delivery.pauses import pause_after
from phieu.bot.ways import WAYS
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
    begun: Channel | None = None
    """Where some of it stands already, or what it changes."""
    elsewhere: frozenset[Channel] = frozenset()
    """The other channels by which it could go."""


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
    channel: Channel | None = None
    """Where it stands, or is to stand whatever its person prefers."""
    gives_up_channel: bool = False
    """It is never tried again on the channel on which it was tried, and anew on another."""


def sent(notice: DueNotice, message_ids: tuple[str, ...]) -> Outcome:
    """It has been delivered, in these messages."""
    kept = _kept(notice, message_ids)
    return Outcome(NoticeState.SENT, _forgotten(notice), message_ids=kept, channel=notice.channel)


def failed(notice: DueNotice, failure: str, message_ids: tuple[str, ...]) -> Outcome:
    """It will never be delivered, for this reason, which quotes nothing of it."""
    kept = _kept(notice, message_ids)
    where = _where(notice, message_ids)
    return Outcome(NoticeState.FAILED, _forgotten(notice), failure, message_ids=kept, channel=where)


def failed_here(notice: DueNotice, now: datetime, failure: str, message_ids: tuple[str, ...]) -> Outcome:
    """It will never be delivered on this channel, but perhaps on another, all of it, and at once."""
    if not notice.elsewhere:
        return failed(notice, failure, message_ids)
    return Outcome(NoticeState.WAITING, now, failure, gives_up_channel=True)


def moved(now: datetime, channel: Channel) -> Outcome:
    """What it changes stands on another channel: it goes there, at once."""
    return Outcome(NoticeState.WAITING, now, tried=False, channel=channel)


def unreachable(notice: DueNotice, message_ids: tuple[str, ...]) -> Outcome:
    """What there is to say waits until the person writes to the bot again, or goes by another channel."""
    where = _where(notice, message_ids)
    return Outcome(NoticeState.WAITING, _forgotten(notice), message_ids=message_ids, blocked=True, channel=where)


def released(notice: DueNotice, failure: str, message_ids: tuple[str, ...]) -> Outcome:
    """It was not its turn after all; it is due as it was before."""
    where = _where(notice, message_ids)
    return Outcome(NoticeState.WAITING, notice.due_at, failure, tried=False, message_ids=message_ids, channel=where)


def held(notice: DueNotice, message_ids: tuple[str, ...]) -> Outcome:
    """The platform has some of its messages, and the next one comes; it remains ours."""
    where = _where(notice, message_ids)
    return Outcome(NoticeState.WAITING, notice.leased_until, tried=False, message_ids=message_ids, channel=where)


def again(notice: DueNotice, now: datetime, failure: str, message_ids: tuple[str, ...]) -> Outcome:
    """It could not be delivered now; it is tried again after a pause, but not for ever."""
    attempts = notice.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        return failed_here(notice, now, f"{failure}, too often", message_ids)
    where = _where(notice, message_ids)
    return Outcome(NoticeState.WAITING, now + pause_after(attempts), failure, message_ids=message_ids, channel=where)


def doubtful(notice: DueNotice, now: datetime, message_ids: tuple[str, ...]) -> Outcome:
    """Nobody can tell whether it was delivered: it is tried once more, there, and after a second doubt no more."""
    if notice.doubts + 1 >= MOST_DOUBTS:
        state, next_attempt_at, failure = NoticeState.FAILED, _forgotten(notice), PROBABLY_DELIVERED
        message_ids = _kept(notice, message_ids)
    else:
        state, next_attempt_at, failure = NoticeState.WAITING, now + pause_after(notice.attempts + 1), LOST_ANSWER
    return Outcome(state, next_attempt_at, failure, doubtful=True, message_ids=message_ids, channel=notice.channel)


def _where(notice: DueNotice, message_ids: tuple[str, ...]) -> Channel | None:
    """What some of it stands on binds it; so does what did so before it was tried."""
    return notice.channel if message_ids else notice.begun


def _kept(notice: DueNotice, message_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Only where they are of any use."""
    return message_ids if notice.kind in KEPT_IDS and WAYS[notice.channel].takes_away else ()


def _forgotten(notice: DueNotice) -> datetime:
    """What is done with keeps no instant of its own: many answer as soon as they are asked, or have joined, and it
    would date their ballots (`office.joining` keeps the day of a joining alone, for the same reason)."""
    return notice.created_at
