"""When a night's backup is due, which old ones go, and whose ballots may not stay in one."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

RETRY_AFTER = timedelta(hours=1)
"""A backup that failed is not tried again at every tick: it may take minutes, and fill the log."""
CLOCK_MAY_LAG = timedelta(days=1)
"""A backup dated later than this from now was made by a clock that was wrong, and does not count as tonight's."""


class RoundInBackup(NamedTuple):
    """What a backup says of a round of which it holds ballots."""

    opened_at: datetime
    """With its id this tells which round it is: after a restore, an id may be given out anew."""
    due_at: datetime


class KnownRound(NamedTuple):
    """What the database says of a round now."""

    opened_at: datetime
    open: bool


def night_begins(local: datetime, hour: int) -> datetime:
    """The last moment, in local time without a zone, at which a nightly backup fell due."""
    today = datetime.combine(local.date(), time(hour))
    return today if local.replace(tzinfo=None) >= today else today - timedelta(days=1)


def is_backed_up(made: Sequence[datetime], local: datetime, hour: int) -> bool:
    """Whether one of these backups is this night's."""
    begins, latest = night_begins(local, hour), local.replace(tzinfo=None) + CLOCK_MAY_LAG
    return any(begins <= moment <= latest for moment in made)


def may_try(failed_at: datetime | None, now: datetime) -> bool:
    """Whether to try again after a failure; a clock that was set back does not put it off for long."""
    return failed_at is None or not failed_at <= now < failed_at + RETRY_AFTER


def rounds_over(in_backup: Mapping[int, RoundInBackup], known: Mapping[int, KnownRound], now: datetime) -> set[int]:
    """The rounds whose ballots may not stay in a backup, by id.

    Once a round is closed its ballots exist no more, and what its figures do not tell must not be legible elsewhere. A
    round that the database does not know (it was replaced by an older backup) is over when its time is.
    """
    return {round_id for round_id, one in in_backup.items() if not _goes_on(one, known.get(round_id), now)}


def _goes_on(one: RoundInBackup, known: KnownRound | None, now: datetime) -> bool:
    if known is None or known.opened_at != one.opened_at:
        return now < one.due_at
    return known.open
