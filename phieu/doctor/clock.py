"""The machine's clock: the calendar, the deadlines and the notices go by it."""

import shutil
import subprocess
from datetime import datetime, timedelta

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.locales.translator import mark

MOST = timedelta(minutes=1)
NAME = "clock"
SERVICE = "timedatectl"


def check_clock(platform: datetime | None, now: datetime) -> list[Finding]:
    """Against the platform's clock, if that is known."""
    if platform is None:
        return [warning(NAME, mark("The clock could not be compared, as the platform did not answer.")), *_kept_right()]
    off = now - platform
    if abs(off) > MOST:
        text = mark(
            "The machine's clock is off by {seconds} seconds. Rounds would open and close at the wrong time: have it "
            "kept right, by systemd-timesyncd or chrony for instance."
        )
        return [bad(NAME, text, seconds=round(off.total_seconds()))]
    return [good(NAME, mark("The machine's clock is right.")), *_kept_right()]


def _kept_right() -> list[Finding]:
    """Nothing where the system does not tell, as in many containers, whose machine looks after the clock."""
    program = shutil.which(SERVICE)
    if program is None:
        return []
    try:
        command = [program, "show", "--property=NTPSynchronized", "--value"]
        told = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False).stdout.strip()  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return []
    if told == "no":
        return [warning(NAME, mark("Nothing keeps the machine's clock right. Switch on systemd-timesyncd or chrony."))]
    return []
