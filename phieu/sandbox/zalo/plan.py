"""What the basic plan allows: so many users, and so many messages in a calendar month."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from phieu.sandbox.zalo.switches import Switches

VIETNAM = timezone(timedelta(hours=7))


def day_of(date: int) -> str:
    """The day of a date in milliseconds, in Vietnam: `2026-11-22`."""
    return datetime.fromtimestamp(date / 1000, UTC).astimezone(VIETNAM).date().isoformat()


@dataclass(slots=True)
class Plan:
    """Counts users, and messages by month. Dates are the platform's, in milliseconds."""

    switches: Switches
    users: set[int] = field(default_factory=set)
    withheld: int = 0  # events of people beyond the greatest number of users
    sent: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    webhook_tests: Counter[str] = field(default_factory=Counter)  # by day

    def admits(self, user: int, date: int) -> bool:
        """Whether what this person does is delivered; it is counted either way."""
        if user not in self.users and 0 < self.switches.most_users <= len(self.users):
            self.withheld += 1
            return False
        self.users.add(user)
        self.received[_month(date)] += 1
        return True

    def count_sent(self, date: int) -> None:
        self.sent[_month(date)] += 1

    def used_up(self, date: int) -> bool:
        """Whether the month's messages are spent."""
        month, most = _month(date), self.switches.most_messages
        spent = self.sent[month] + (self.received[month] if self.switches.received_count_too else 0)
        return 0 < most <= spent

    def admits_test(self, date: int) -> bool:
        """Whether the webhook may be tested once more on this day; it is counted if so."""
        if 0 < self.switches.most_webhook_tests <= self.webhook_tests[day_of(date)]:
            return False
        self.webhook_tests[day_of(date)] += 1
        return True

    def as_json(self, date: int) -> dict[str, int]:
        """The counts, those of messages for the month of this date."""
        month = _month(date)
        return {
            "users": len(self.users),
            "withheld": self.withheld,
            "sent": self.sent[month],
            "received": self.received[month],
        }


def _month(date: int) -> str:
    return day_of(date)[:7]
