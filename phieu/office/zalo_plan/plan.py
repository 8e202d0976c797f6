"""What the bot's plan at Zalo allows, how much of it is used, and when the admins are warned: plain rules.

The basic plan is reported to allow 50 users a bot and 3,000 messages a month; whether what people write counts, too, is
not said (as several projects read the plan page, 2026). So what the bot sends is held against the plan,
and the admins are told both sums.
"""

from dataclasses import dataclass
from enum import StrEnum

NEARLY = 0.8
"""From this share of the plan on the admins are warned."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the plan allows; 0: as much as one likes."""

    users: int
    messages: int
    """A month."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What is used of it."""

    users: int
    """People on the staff who have joined on Zalo."""
    sent: int
    """Messages of the bot this month, roughly."""
    received: int
    """Messages of people this month, roughly."""

    @property
    def both(self) -> int:
        """Messages in both directions."""
        return self.sent + self.received


class Level(StrEnum):
    """How far something is used up."""

    FREE = "free"
    NEARLY = "nearly"
    OVER = "over"


def level(used: int, allowed: int) -> Level:
    """How far `used` of `allowed` is; nothing is ever used up where 0 stands for no limit."""
    if not allowed or used < allowed * NEARLY:
        return Level.FREE
    return Level.NEARLY if used < allowed else Level.OVER


def users_level(usage: Usage, plan: Plan) -> Level:
    """Whether more people can still join: the one after the last is not even heard by the bot."""
    return level(usage.users, plan.users)


def messages_level(usage: Usage, plan: Plan) -> Level:
    """Whether the month's messages suffice, by what the bot sends. It is nearly used up, too, where it would be if
    what people write counted."""
    by_sent = level(usage.sent, plan.messages)
    if by_sent is Level.FREE and level(usage.both, plan.messages) is Level.OVER:
        return Level.NEARLY
    return by_sent
