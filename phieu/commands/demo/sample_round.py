"""The rounds of the demo: half-years, as they are meant at the demo's time."""

from sqlmodel import col, select

from phieu.commands.demo.stage import Stage
from phieu.office.calendar import USUAL_DAYS, due_after
from phieu.office.occurrences import hold_round
from phieu.office.opening import RoundExistsError
from phieu.office.periods import period_judged
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import office_zone
from phieu.storage.tables import RaterGroup, Round
from phieu.words import RoundKind, RoundState


async def open_sample_round(stage: Stage) -> int:
    """Open the half-year's round, unless the clock has been quicker; returns its id."""
    installation, kind = stage.installation, RoundKind.SEMIANNUAL
    zone, now = await office_zone(installation), installation.now()
    period = period_judged(kind, now.astimezone(zone).date()).key
    async with installation.database.reading() as session:
        due_at = due_after(now, USUAL_DAYS, zone, await load_working_days(session))
    try:
        return await hold_round(installation, kind, period, due_at)
    except RoundExistsError:
        async with installation.database.reading() as session:
            same = select(Round.id).where(Round.kind == kind, Round.period == period)
            found = (await session.exec(same.where(Round.state != RoundState.CALLED_OFF))).one()
        assert found is not None
        return found


async def ratee_ids(stage: Stage, round_id: int) -> set[int]:
    """Who is rated in a round."""
    async with stage.installation.database.reading() as session:
        return set(await session.exec(select(col(RaterGroup.ratee_id)).where(RaterGroup.round_id == round_id)))
