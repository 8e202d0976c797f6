"""Opening a round's results to the whole office: first the rated people have them, then an admin decides.

What is shared is made of published figures only, never of comments. It can be widened, from levels to figures, but
not taken back: what people have seen they have seen.
"""

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.notices import announce, round_subject
from phieu.office.reports.closed_rounds import ClosedRound, load_closed_round, load_closed_rounds
from phieu.storage.inserting import insert_new
from phieu.storage.tables import Person, SharedResults
from phieu.words import NoticeKind, Sharing


async def load_sharing(session: AsyncSession, round_id: int) -> Sharing | None:
    """What everybody may see of this round; None if nothing."""
    shared = select(SharedResults.sharing).where(SharedResults.round_id == round_id)
    found = (await session.exec(shared)).first()
    return None if found is None else Sharing(found)


async def load_shared_rounds(session: AsyncSession) -> list[ClosedRound]:
    """The closed rounds of which everybody may see something, the latest first."""
    shared = set(await session.exec(select(SharedResults.round_id)))
    return [one for one in await load_closed_rounds(session) if one.id in shared]


async def share(installation: Installation, round_id: int, sharing: Sharing) -> bool:
    """Open a closed round's results to the staff and tell them; False if that much is open already, or not closed."""
    async with installation.database.writing() as session:
        if await load_closed_round(session, round_id) is None:
            return False
        row = {"round_id": round_id, "sharing": sharing, "shared_at": installation.now()}
        if not await insert_new(session, SharedResults, row) and not await _widen(session, round_id, sharing):
            return False
        staff = [one for one in await session.exec(select(Person.id).where(col(Person.active))) if one is not None]
        subject = round_subject(round_id)
        await announce(session, NoticeKind.RESULTS_SHARED, subject, staff, installation.now())
    return True


async def _widen(session: AsyncSession, round_id: int, sharing: Sharing) -> bool:
    if sharing is not Sharing.FIGURES:
        return False
    only_levels = (col(SharedResults.round_id) == round_id) & (col(SharedResults.sharing) == Sharing.LEVELS)
    widened = await session.exec(update(SharedResults).where(only_levels).values(sharing=sharing))
    return widened.rowcount == 1
