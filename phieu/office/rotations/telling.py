"""Who is told of a step of a rotation: the person, the heads of the units concerned, the admins."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.heads import heads_of
from phieu.office.notices import admin_ids, announce
from phieu.office.only_the_day import only_the_day
from phieu.office.rotations.subjects import Step, Subject
from phieu.storage.tables import Rotation
from phieu.words import NoticeKind

KIND_OF_STEP = {
    Step.ASKED: NoticeKind.ROTATION_PROPOSED,
    Step.ANSWERED: NoticeKind.ROTATION_ANSWERED,
    Step.OPINION: NoticeKind.ROTATION_OPINION,
    Step.OPINION_GIVEN: NoticeKind.ROTATION_OPINION_GIVEN,
}
"""All others are of one kind."""


async def heads_concerned(session: AsyncSession, rotation: Rotation) -> list[int]:
    """Who heads the giving and the receiving unit today, and the one where the person is placed at the end."""
    units = [rotation.from_unit_id, rotation.to_unit_id, *filter(None, [rotation.end_unit_id])]
    return await heads_of(session, list(dict.fromkeys(units)), without=rotation.person_id)


async def tell_person(session: AsyncSession, rotation: Rotation, step: Step, now: datetime, detail: str = "") -> None:
    """Tell the person whom it is about."""
    await tell(session, rotation, step, now, [rotation.person_id], detail)


async def tell_heads(session: AsyncSession, rotation: Rotation, step: Step, now: datetime, detail: str = "") -> None:
    """Tell the heads, as they are today."""
    await tell(session, rotation, step, now, await heads_concerned(session, rotation), detail)


async def tell_admins(
    session: AsyncSession, rotation: Rotation, step: Step, now: datetime, detail: str = "", *, but: int | None = None
) -> None:
    """Tell the admins, but not the one who did it, nor the person if they are an admin."""
    admins = [admin for admin in await admin_ids(session) if admin not in (but, rotation.person_id)]
    await tell(session, rotation, step, now, admins, detail)


async def tell_all(
    session: AsyncSession, rotation: Rotation, step: Step, now: datetime, detail: str = "", *, by: int | None = None
) -> None:
    """Tell everybody whom it concerns but the admin who did it."""
    await tell_person(session, rotation, step, now, detail)
    await tell_heads(session, rotation, step, now, detail)
    await tell_admins(session, rotation, step, now, detail, but=by)


async def tell(
    session: AsyncSession, rotation: Rotation, step: Step, now: datetime, people: Collection[int], detail: str = ""
) -> None:
    """Tell these people. Only the day is kept: most steps are taken by somebody in a chat."""
    assert rotation.id is not None
    subject = Subject(rotation.id, step, detail)
    kind = KIND_OF_STEP.get(step, NoticeKind.ROTATION_STEP)
    await announce(session, kind, str(subject), people, only_the_day(now))
