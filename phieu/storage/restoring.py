"""Putting the content of one database into another in the place of all that is there: wholly, or not at all."""

from collections.abc import Callable

from sqlalchemy import text

from phieu.storage.ballot_box import BallotBox
from phieu.storage.copying_rows import Progress, copy_rows, empty_tables, set_counters
from phieu.storage.database import Database
from phieu.storage.erasing import erase_ballots


async def replace_content(
    source: Database, target: Database, box: BallotBox, before_the_end: Callable[[], None], progress: Progress
) -> None:
    """Empty the target's tables and fill them with the source's rows, in one transaction; both are of today's version.

    `before_the_end` is called when all rows are in their place and nothing but the commit is left. An error leaves the
    target as it was. What was there before is overwritten then, as after a round's close.
    """
    async with source.engine.connect() as old, target.writing_engine.begin() as new:
        if not target.is_sqlite:
            await new.execute(text("SET LOCAL lock_timeout = '10s'"))  # a backup may be under way
        await empty_tables(new)
        await copy_rows(old, new, progress)
        await set_counters(new)
        before_the_end()
    await erase_ballots(target, box)
