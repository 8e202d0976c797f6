"""Whether a bot runs on this database, and whether its clock goes."""

from datetime import datetime, timedelta

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.patient import Patient
from phieu.locales.translator import mark
from phieu.office.clock_faults import MARKED_EVERY, clock_fault
from phieu.office.clock_mark import clock_mark
from phieu.storage.running import somebody_runs

NAME = "bot"
LATE = MARKED_EVERY + timedelta(minutes=15)


async def check_bot(patient: Patient) -> list[Finding]:
    """Nothing where there is no database yet. That another program takes the bot's updates is told by the bot's log."""
    database = patient.database
    if database is None:
        return []
    try:
        runs = await somebody_runs(database, patient.settings.home)
    finally:
        await database.dispose()
    ticked_at = await _ticked_at(patient)
    if clock_fault(patient.now(), ticked_at) is not None:
        text = mark(
            "The machine's clock stands before {moment}, which the program has seen already, so nothing falls due. Put "
            "the clock right; if it is right, “phieu clock --accept”."
        )
        return [bad(NAME, text, moment=ticked_at)]
    if not runs:
        return [warning(NAME, mark("No bot runs here. “phieu run” starts it."))]
    if not patient.up_to_date:
        return [good(NAME, mark("A bot runs here."))]
    if ticked_at is None or patient.now() - ticked_at <= LATE:
        return [good(NAME, mark("A bot runs here, and its clock goes."))]
    text = mark(
        "A bot runs here, but its clock has stood still since {moment}: no round opens or closes. Look into its log, "
        "and start it anew."
    )
    return [bad(NAME, text, moment=ticked_at)]


async def _ticked_at(patient: Patient) -> datetime | None:
    if not patient.up_to_date:
        return None
    async with patient.reading() as session:
        return await clock_mark(session)
