"""How many messages a round or an announcement takes on Zalo: plain estimates on plain values, rather too high."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

AROUND_A_BALLOT = 4
"""Its first screen, the comment, the look through, the thanks; beside one message a question."""
AROUND_A_ROUND = 3
"""That it has opened, the list of ballots, a reminder."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What something would take of the plan."""

    people: int
    """How many it reaches on Zalo."""
    sent: int
    """Messages of the bot."""
    received: int
    """Messages of people in answer."""

    @property
    def both(self) -> int:
        """In both directions."""
        return self.sent + self.received


def of_announcement(people: int, messages: int = 1) -> Needed:
    """An announcement of so many messages; answers to it are few."""
    return Needed(people, people * messages, 0)


def of_round(ballots: Iterable[tuple[int, int, int]], on_zalo: Collection[int]) -> Needed:
    """A round in which everybody answers everything once.

    `ballots` are rater, ratee and the number of questions; `on_zalo` are the people whom notices reach there.
    """
    raters: set[int] = set()
    ratees: set[int] = set()
    screens = 0
    for rater_id, ratee_id, questions in ballots:
        ratees.add(ratee_id)
        if rater_id in on_zalo:
            raters.add(rater_id)
            screens += questions + AROUND_A_BALLOT
    summaries = len(ratees.intersection(on_zalo))
    answers = screens + len(raters)
    return Needed(len(raters), screens + len(raters) * AROUND_A_ROUND + summaries, answers)
