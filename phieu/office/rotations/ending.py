"""How a rotation ends: what follows is decided by an admin, at once or ahead for a day, and done on that day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.rotations.entering import change_posts, written
from phieu.office.rotations.faults import Fault, MovedOnError, RotationError
from phieu.office.rotations.holding import hold_rotation
from phieu.office.rotations.plan import LATEST_START, LONGEST_TITLE
from phieu.office.rotations.positions import HeldPost, PostChange, leaving
from phieu.office.rotations.standing import held_posts, load_standing, move_of
from phieu.office.rotations.subjects import Step
from phieu.office.rotations.telling import heads_concerned, tell, tell_admins, tell_all, tell_person
from phieu.office.time_zone import office_day
from phieu.storage.tables import Rotation
from phieu.words import RotationEnding, RotationState

WITH_A_POST = frozenset({RotationEnding.PROMOTED, RotationEnding.ELSEWHERE})
"""Endings that need to be told which post follows."""
_IN_FORCE = frozenset({RotationState.IN_FORCE})


@dataclass(frozen=True, slots=True)
class End:
    """What follows a rotation, and from which day on."""

    ending: RotationEnding
    from_day: date
    """The first day on which the rotation is no longer in force."""
    post: HeldPost | None = None
    """For those who are promoted or placed elsewhere."""


async def end(session: AsyncSession, rotation_id: int, what: End, by: int, now: datetime) -> Rotation:
    """Decide what follows; done at once if its day has come. May be decided anew until then. Raises RotationError."""
    rotation = await hold_rotation(session, rotation_id, _IN_FORCE)
    today = await office_day(session, now)
    if found := await find_end_faults(session, rotation, what, today):
        raise RotationError(found)
    if (what.ending, what.from_day, what.post) == (rotation.ending, rotation.ended_on, _end_post(rotation)):
        return rotation  # tapped twice
    rotation.ending, rotation.ended_on = what.ending, what.from_day
    rotation.end_unit_id = what.post.unit_id if what.post else None
    rotation.end_title = what.post.title if what.post else ""
    rotation.end_rank = what.post.rank if what.post else None
    await session.flush()
    if what.from_day <= today:
        await _finish(session, rotation, now, by)
    else:
        await tell_all(session, rotation, Step.END_DECIDED, now, what.from_day.isoformat(), by=by)
    return rotation


async def finish(session: AsyncSession, rotation_id: int, now: datetime) -> Rotation:
    """The day has come on which what was decided about its end is done. Raises MovedOnError if it has not."""
    rotation = await hold_rotation(session, rotation_id, _IN_FORCE)
    if rotation.ending is None or rotation.ended_on is None or rotation.ended_on > await office_day(session, now):
        raise MovedOnError
    await _finish(session, rotation, now)
    return rotation


async def close_for_left(session: AsyncSession, rotation_id: int, now: datetime) -> Rotation:
    """Close the rotation of somebody who has left the office: no post changes, nobody is told. Raises MovedOnError."""
    rotation = await hold_rotation(session, rotation_id, _IN_FORCE)
    today = await office_day(session, now)
    if (await load_standing(session, rotation.person_id, today)).active:
        raise MovedOnError
    rotation.state, rotation.ending, rotation.ended_on = RotationState.ENDED, None, today
    return rotation


async def extend(session: AsyncSession, rotation_id: int, ends_on: date, by: int, now: datetime) -> Rotation:
    """Give it another last day, which is still to come. Raises RotationError."""
    rotation = await hold_rotation(session, rotation_id, _IN_FORCE)
    today = await office_day(session, now)
    if ends_on < today or ends_on > today + LATEST_START:
        raise RotationError([Fault(mark("The last day must be still to come, and within five years."))])
    if rotation.ends_on == ends_on:
        return rotation
    rotation.ends_on = ends_on
    rotation.ending = rotation.ended_on = rotation.end_unit_id = rotation.end_rank = None
    rotation.end_title = ""
    await tell_all(session, rotation, Step.EXTENDED, now, ends_on.isoformat(), by=by)
    return rotation


async def end_change(session: AsyncSession, rotation: Rotation, what: End) -> PostChange:
    """What the end would make of the person's posts, as they are today."""
    held = await held_posts(session, rotation.person_id)
    return leaving(held, move_of(rotation), what.ending, what.post)


async def find_end_faults(session: AsyncSession, rotation: Rotation, what: End, today: date) -> list[Fault]:
    """All that speaks against ending it so."""
    found = []
    standing = await load_standing(session, rotation.person_id, today, without=rotation.id)
    if not standing.active:
        found.append(Fault(mark("This person is no longer on the staff.")))
    if what.from_day <= rotation.starts_on:
        found.append(Fault(mark("It began on {first}; it can end only after that."), {"first": rotation.starts_on}))
    if what.from_day > today + LATEST_START:
        found.append(
            Fault(mark("{first} is more than five years ahead. Please look at the year."), {"first": what.from_day})
        )
    if what.ending is RotationEnding.RETURNS and rotation.from_unit_id not in standing.open_units:
        found.append(Fault(mark("The unit to return to no longer exists. Please place the person elsewhere.")))
    if what.ending in WITH_A_POST:
        found += _post_faults(what.post, standing.open_units)
    return found


def _post_faults(post: HeldPost | None, open_units: frozenset[int]) -> list[Fault]:
    if post is None or not 0 < len(post.title) <= LONGEST_TITLE:
        return [Fault(mark("The title must have 1 to {longest} characters."), {"longest": LONGEST_TITLE})]
    if post.unit_id not in open_units:
        return [Fault(mark("The unit that the person would go to no longer exists. Please choose another one."))]
    return []


def _end_post(rotation: Rotation) -> HeldPost | None:
    if rotation.end_unit_id is None or rotation.end_rank is None:
        return None
    return HeldPost(rotation.end_unit_id, rotation.end_title, rotation.end_rank)


async def _finish(session: AsyncSession, rotation: Rotation, now: datetime, by: int | None = None) -> None:
    assert rotation.ending is not None
    assert rotation.ended_on is not None
    before = await heads_concerned(session, rotation)
    change = await end_change(session, rotation, End(rotation.ending, rotation.ended_on, _end_post(rotation)))
    await change_posts(session, rotation.person_id, change)
    rotation.state = RotationState.ENDED
    await session.flush()
    heads = list(dict.fromkeys([*before, *await heads_concerned(session, rotation)]))
    await tell_person(session, rotation, Step.ENDED, now)
    await tell(session, rotation, Step.ENDED, now, heads)
    but = None if change.surprises else by
    await tell_admins(session, rotation, Step.ENDED, now, written(change.surprises), but=but)
