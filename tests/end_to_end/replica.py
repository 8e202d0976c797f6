"""`phieu run` by another clock and with a keeper in a hurry: `python -m tests.end_to_end.replica run SECONDS_AHEAD`."""

import sys
from datetime import UTC, datetime, timedelta
from functools import partial

from phieu.commands import main
from phieu.installation import Installation
from phieu.storage import keeper

if __name__ == "__main__":
    ahead = timedelta(seconds=float(sys.argv.pop()))
    keeper.PACE = keeper.Pace(look=0.5, settle=0.2)
    Installation.start = partial(Installation.start, now=lambda: datetime.now(UTC) + ahead)  # type: ignore[method-assign]
    main()
