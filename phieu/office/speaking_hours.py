"""When the office may be spoken to unasked: not in the evening, and not before work (`Office.first_hour`, `last_hour`).

Hours are those of the clock on the office's wall; a range that is empty, or no range, allows every hour.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class SpeakingHours:
    """From the first hour, 0 to 23, and before the last one, 1 to 24, in this zone."""

    first: int
    last: int
    zone: ZoneInfo

    def allow(self, instant: datetime) -> bool:
        """Whether something that is not urgent may be said at this instant."""
        return self.first >= self.last or self.first <= instant.astimezone(self.zone).hour < self.last

    def next_allowed(self, instant: datetime) -> datetime:
        """This instant if something may be said now, else when the hours begin the next time; in UTC."""
        if self.allow(instant):
            return instant.astimezone(UTC)
        here = instant.astimezone(self.zone)
        day = here.date() if here.hour < self.first else here.date() + timedelta(days=1)
        return datetime.combine(day, time(self.first), self.zone).astimezone(UTC)
