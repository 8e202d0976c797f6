"""An announcement as it stands while it is composed: what is in it, for how many people, and what is missing."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.audience import Audience, Names, members_of, read_audience
from phieu.office.announcements.drafts import COMPOSED, announcement
from phieu.office.announcements.sending import what_is_missing
from phieu.office.namesakes import told_apart
from phieu.office.selectors import TermKind
from phieu.office.spelling import fold
from phieu.office.staff import load_staff
from phieu.office.unreachable import Reason, count_reasons
from phieu.storage.tables import Announcement, AnnouncementFile, Group, Person, Unit
from phieu.words import AnnouncementState


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people it is for, and how many of them it will not reach as things stand."""

    people: int
    not_joined: int
    blocked: int


@dataclass(frozen=True, slots=True)
class Composed:
    """One announcement, with what there is to say about it."""

    id: int
    state: AnnouncementState
    author_id: int
    author: str
    name: str
    """A template's."""
    text: str
    file: str
    """Its file's name; empty if it has none."""
    picture: bool
    audience: Audience
    names: Names
    reach: Reach
    send_at: datetime | None
    acknowledge: bool
    urgent: bool
    not_by_chat: bool
    read_from: str
    read_until: date | None
    missing: tuple[str, ...]
    """Marked names."""
    fingerprint: str
    """Changes with anything that somebody composes: what is confirmed must be what was shown."""


async def look_at(session: AsyncSession, announcement_id: int) -> Composed | None:
    """The announcement with this id, in whatever state; None if there is none."""
    one = await announcement(session, announcement_id)
    if one is None:
        return None
    file = (
        await session.exec(
            select(AnnouncementFile.name, AnnouncementFile.picture, func.length(AnnouncementFile.content)).where(
                AnnouncementFile.announcement_id == announcement_id
            )
        )
    ).first()
    author = (await session.exec(select(Person.name).where(Person.id == one.author_id))).one()
    audience = read_audience(one.audience)
    reach = await reach_of(session, one.audience)
    return Composed(
        id=announcement_id,
        state=one.state,
        author_id=one.author_id,
        author=author,
        name=one.name,
        text=one.text,
        file=file[0] if file else "",
        picture=bool(file and file[1]),
        audience=audience,
        names=await names_in(session, audience),
        reach=reach,
        send_at=one.send_at,
        acknowledge=one.acknowledge,
        urgent=one.urgent,
        not_by_chat=one.not_by_chat,
        read_from=one.read_from,
        read_until=one.read_until,
        missing=tuple(await what_is_missing(session, one, reach.people)),
        fingerprint=_fingerprint(one, tuple(file or ())),
    )


async def reach_of(session: AsyncSession, audience: str) -> Reach:
    """For how many people such an audience is today."""
    if not audience:
        return Reach(0, 0, 0)
    people = members_of(await load_staff(session), audience)
    unreached = await count_reasons(session, people)
    return Reach(len(people), unreached[Reason.NOT_JOINED], unreached[Reason.BLOCKED])


async def names_in(session: AsyncSession, audience: Audience) -> Names:
    """What the units, groups and people of an audience are called."""
    parts = (*audience.added, *audience.left_out)
    numbers = [part.code for part in parts if part.kind is TermKind.PERSON]
    units = await session.exec(select(Unit.code, Unit.name).where(col(Unit.active)))
    groups = await session.exec(select(Group.code, Group.name))
    people = await session.exec(select(Person.staff_number, Person.name).where(col(Person.staff_number).in_(numbers)))
    return {
        **{(TermKind.UNIT, fold(code)): name for code, name in units},
        **{(TermKind.GROUP, fold(code)): name for code, name in groups},
        **told_apart({(TermKind.PERSON, fold(number)): (name, number) for number, name in people}),
    }


def _fingerprint(one: Announcement, file: tuple[object, ...]) -> str:
    values = [*(getattr(one, field) for field in (*COMPOSED, "send_at")), *file]
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:10]
