"""What is kept of the moment at which somebody did something: many answer ballots right before or after it."""

from datetime import UTC, datetime


def only_the_day(now: datetime) -> datetime:
    """The beginning of the day, in UTC; an instant beside a name would date that person's ballots."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
