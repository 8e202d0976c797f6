"""The moments that are offered for an announcement, on the clock on the office's wall."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING, AFTERNOON = time(8), time(14)
_DAYS_OF_A_WEEK = 7


def usual_moments(now: datetime, zone: ZoneInfo) -> list[datetime]:
    """This morning and afternoon, tomorrow's, and Monday morning: those that are still to come, in UTC, once each."""
    today = now.astimezone(zone).date()
    tomorrow, monday = today + timedelta(days=1), today + timedelta(days=_DAYS_OF_A_WEEK - today.weekday())
    named = [(today, MORNING), (today, AFTERNOON), (tomorrow, MORNING), (tomorrow, AFTERNOON), (monday, MORNING)]
    moments = {datetime.combine(day, hour, zone).astimezone(UTC) for day, hour in named}
    return sorted(moment for moment in moments if moment > now)
