"""`phieu run` by another clock and with a keeper in a hurry: `python -m tests.end_to_end.replica run AHEAD SILENCE`.

Both are in seconds: how far the clock is ahead, and after how long the database takes a silent process for dead.
"""

import sys
from datetime import UTC, datetime, timedelta
from functools import partial

from phieu.commands import main
from phieu.installation import Installation
from phieu.storage import advisory_lock, keeper

if __name__ == "__main__":
    advisory_lock.SILENCE_SECONDS = int(sys.argv.pop())
    ahead = timedelta(seconds=float(sys.argv.pop()))
    keeper.PACE = keeper.Pace(look=0.5, settle=0.2)
    Installation.start = partial(Installation.start, now=lambda: datetime.now(UTC) + ahead)  # type: ignore[method-assign]
    main()
