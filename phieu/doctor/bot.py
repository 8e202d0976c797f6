"""Whether a bot runs on this database, and whether its clock goes."""

from datetime import timedelta

from sqlmodel import select

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.patient import Patient
from phieu.locales.translator import mark
from phieu.storage.running import somebody_runs
from phieu.storage.tables import ClockMark

NAME = "bot"
LATE = timedelta(minutes=5)


async def check_bot(patient: Patient) -> list[Finding]:
    """Nothing where there is no database yet. That another program takes the bot's updates is told by the bot's log."""
    database = patient.database
    if database is None:
        return []
    try:
        runs = await somebody_runs(database, patient.settings.home)
    finally:
        await database.dispose()
    if not runs:
        return [warning(NAME, mark("No bot runs here. “phieu run” starts it."))]
    if not patient.up_to_date:
        return [good(NAME, mark("A bot runs here."))]
    async with patient.reading() as session:
        ticked_at = (await session.exec(select(ClockMark.ticked_at))).first()
    if ticked_at is None or patient.now() - ticked_at <= LATE:
        return [good(NAME, mark("A bot runs here, and its clock goes."))]
    text = mark(
        "A bot runs here, but its clock has stood still since {moment}: no round opens or closes. Look into its log, "
        "and start it anew."
    )
    return [bad(NAME, text, moment=ticked_at)]
