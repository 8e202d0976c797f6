"""A round does not close on a day off: where the office declares an open round's last day off, people get more time."""

from typing import TYPE_CHECKING

from sqlmodel import col, select

from phieu.office.extending import ExtendingError, extend_round
from phieu.office.open_rounds import RoundOverError
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import office_zone
from phieu.storage.tables import Round
from phieu.words import RoundState

if TYPE_CHECKING:
    from phieu.installation import Installation


async def put_off_closings(installation: "Installation") -> None:
    """Extend to the next working day what would close on a day that has been declared off; all who are asked are told.

    What an admin has set on a weekend by other means is left alone, and so is what is due already.
    """
    now, zone = installation.now(), await office_zone(installation)
    async with installation.database.reading() as session:
        still_open = select(Round.id, Round.due_at).where(Round.state == RoundState.OPEN, col(Round.due_at) > now)
        rounds = (await session.exec(still_open)).all()
        if not rounds:
            return
        days = await load_working_days(session)
    for round_id, due_at in rounds:
        day = due_at.astimezone(zone).date()
        if round_id is None or days.own.get(day) is not False:
            continue
        try:
            await extend_round(installation, round_id, days.on_or_after(day))
        except (ExtendingError, RoundOverError):
            continue  # closed a moment ago, or nothing but days off ahead: it closes as it stands
