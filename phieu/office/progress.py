"""How far an open round has got, told so coarsely that nobody can watch a single person answer."""

FEWEST_BALLOTS = 20
"""With fewer ballots a tenth would be a person or two."""
TENTHS = 10


def coarse_progress(submitted: int, asked: int) -> int | None:
    """Full tenths of the ballots that are in, from 0 (under a tenth) to 9 (nine tenths or more, perhaps all).

    None where so few ballots were asked for that a tenth would tell of single people.
    """
    if asked < FEWEST_BALLOTS:
        return None
    return min(TENTHS * submitted // asked, TENTHS - 1)
