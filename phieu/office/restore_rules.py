"""Which rounds of a backup go on when it is taken back, and whether a key is theirs."""

from collections.abc import Collection, Iterable
from datetime import datetime

from phieu.office.backup_rules import KnownRound


def goes_on(opened_at: datetime, known: KnownRound | None, *, has_key: bool) -> bool:
    """Whether a round that is open in the backup is open afterwards; if not, its ballots do not come back.

    A round that has been closed must not be closed again on other ballots: what the two results have in difference
    would tell single answers. The database knows which were. Of a round that it does not know (it was lost, or made
    anew) the key tells, for a key is destroyed at the close: without it nobody could answer any more anyway.
    """
    if known is not None and known.opened_at == opened_at:
        return known.open
    return has_key


def is_their_key(ballots: Collection[bytes], of_the_assigned: Iterable[bytes]) -> bool:
    """Whether all ballots lie under keys that this round's key gives to those who were asked.

    After an earlier restore a later round may have got the same number. With its key people would not find the ballots
    that they have begun, and answer a second time.
    """
    return set(ballots) <= set(of_the_assigned)
