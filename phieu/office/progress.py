"""How far an open round has got, told so coarsely and so seldom that nobody can watch a single person answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FEWEST_BALLOTS = 20
"""With fewer ballots a tenth would be a person or two."""
TENTHS = 10
COUNTED_EVERY = timedelta(hours=1)
"""Whoever looked each minute could see the tenth pass at which somebody sits and answers; and whoever hands in and
takes back ballots of their own could bring the next tenth as near as they like."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What was counted, and when."""

    tenths: int | None
    """As `coarse_progress` gives them; or `unit_shares.whole_share`, where that is what may be told."""
    counted_at: datetime
    of_people: bool = False
    """Roughly so many tenths of the people have handed in everything, worked out from the units' figures."""

    def stands(self, now: datetime) -> bool:
        """Whether this is still what is told."""
        return now < self.counted_at + COUNTED_EVERY


def coarse_progress(submitted: int, asked: int) -> int | None:
    """Full tenths of the ballots that are in, from 0 (under a tenth) to 9 (nine tenths or more, perhaps all).

    None where so few ballots were asked for that a tenth would tell of single people.
    """
    if asked < FEWEST_BALLOTS:
        return None
    return min(TENTHS * submitted // asked, TENTHS - 1)
