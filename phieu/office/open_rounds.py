"""What is frozen of the rounds that are open, kept in memory: a tap then needs no read beside the ballot box's write.

Nothing here depends on whether or what anybody has answered. What is frozen cannot change while a round is open, so
the copy needs no refreshing, whichever process opened it. What can change is read anew: until when it is open, where
that is shown; and that it is still open, where an answer is written.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.criteria import frozen_forms
from phieu.office.forms import Form
from phieu.office.ratees import Ratee, load_ratees
from phieu.storage.columns import LARGEST_ID
from phieu.storage.database import Database
from phieu.storage.tables import Assignment, RaterGroup, Round
from phieu.words import RoundKind, RoundState


class UnknownRoundError(LookupError):
    """There is no such round, and there never was."""


class RoundOverError(Exception):
    """The round is closed, or was called off: nothing can be answered any more."""

    def __init__(self, kind: RoundKind, period: str, *, called_off: bool = False) -> None:
        super().__init__(kind, period)
        self.kind = kind
        self.period = period
        self.called_off = called_off
        """What had been answered was destroyed, and counts for nothing."""


class Assigned(NamedTuple):
    """One ballot that a rater is asked for."""

    ratee_id: int
    group_id: int
    form_id: int


@dataclass(frozen=True, slots=True)
class CountedWith:
    """The group in which a rater's answers about one ratee are counted."""

    label_vi: str
    label_en: str
    size: int
    """Raters of this group, the reader included."""
    all_raters: int
    """Raters of the ratee in all groups together."""


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round as it was frozen at its opening."""

    id: int
    kind: RoundKind
    period: str
    due_at: datetime
    threshold: int
    comment_threshold: int
    forms: Mapping[int, Form]
    groups: Mapping[int, CountedWith]
    ratees: dict[int, Ratee]
    """Names and posts; these alone follow the office's staff list while the round is open."""
    by_rater: Mapping[int, tuple[Assigned, ...]]

    def ballots_of(self, rater_id: int) -> tuple[Assigned, ...]:
        """The ballots that this person is asked for, in the order in which they are shown."""
        return self.by_rater.get(rater_id, ())


class OpenRounds:
    """The open rounds of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rounds: dict[int, OpenRound] = {}
        self._loading = asyncio.Lock()

    async def current(self) -> list[OpenRound]:
        """The rounds that are open now, by the database; the one that is due first comes first."""
        async with self._database.reading() as session:
            rows = (await session.exec(select(Round.id, Round.due_at).where(Round.state == RoundState.OPEN))).all()
        due = {round_id: due_at for round_id, due_at in rows if round_id is not None}
        for round_id in self._rounds.keys() - due.keys():
            self.forget(round_id)
        found = []
        for round_id, due_at in due.items():
            with suppress(RoundOverError):  # it closed a moment ago
                found.append(replace(await self.remembered(round_id), due_at=due_at))
        self._rounds |= {one.id: one for one in found}
        return sorted(found, key=lambda one: (one.due_at, one.id))

    async def remembered(self, round_id: int) -> OpenRound:
        """The round as this process knows it, which reads nothing but the first time.

        Another process may have closed it meanwhile: to be used where the writing checks that, too.
        Raises UnknownRoundError, RoundOverError.
        """
        known = self._rounds.get(round_id)
        if known is not None:
            return known
        async with self._loading:  # the first taps of a round come together; one of them loads it
            if round_id not in self._rounds:
                async with self._database.reading() as session:
                    self._rounds[round_id] = await _load(session, round_id)
            return self._rounds[round_id]

    async def checked(self, round_id: int) -> OpenRound:
        """The round, if it is still open by the database. Raises UnknownRoundError, RoundOverError."""
        async with self._database.reading() as session:
            due_at = (await open_round_row(session, round_id)).due_at
        one = self._rounds[round_id] = replace(await self.remembered(round_id), due_at=due_at)
        return one

    async def refresh_ratees(self, of: OpenRound, ratee_ids: Iterable[int]) -> None:
        """Take over what names and posts these people have now."""
        async with self._database.reading() as session:
            of.ratees.update(await load_ratees(session, set(ratee_ids)))

    def forget(self, round_id: int) -> None:
        """Drop a round that turned out to be closed."""
        self._rounds.pop(round_id, None)


_rounds: WeakKeyDictionary[Database, OpenRounds] = WeakKeyDictionary()


def open_rounds(database: Database) -> OpenRounds:
    """The open rounds of this database; one copy a process."""
    if database not in _rounds:
        _rounds[database] = OpenRounds(database)
    return _rounds[database]


async def open_round_row(session: AsyncSession, round_id: int) -> Round:
    """The row of a round that is open. Raises UnknownRoundError, RoundOverError."""
    row = await session.get(Round, round_id) if 0 < round_id <= LARGEST_ID else None
    if row is None:
        raise UnknownRoundError(round_id)
    if row.state != RoundState.OPEN:
        raise RoundOverError(row.kind, row.period, called_off=row.state == RoundState.CALLED_OFF)
    return row


async def _load(session: AsyncSession, round_id: int) -> OpenRound:
    row = await open_round_row(session, round_id)
    columns = (Assignment.rater_id, Assignment.ratee_id, Assignment.group_id, Assignment.form_id)
    assignments = (await session.exec(select(*columns).where(Assignment.round_id == round_id))).all()
    ratees = await load_ratees(session, {ratee_id for _, ratee_id, _, _ in assignments})
    by_rater: defaultdict[int, list[Assigned]] = defaultdict(list)
    for rater_id, *assigned in assignments:
        by_rater[rater_id].append(Assigned(*assigned))
    for ballots in by_rater.values():
        ballots.sort(key=lambda one: ratees[one.ratee_id].order)
    return OpenRound(
        id=round_id,
        kind=row.kind,
        period=row.period,
        due_at=row.due_at,
        threshold=row.threshold,
        comment_threshold=row.comment_threshold,
        forms=await frozen_forms(session, round_id),
        groups=await _groups(session, round_id),
        ratees=ratees,
        by_rater={rater_id: tuple(ballots) for rater_id, ballots in by_rater.items()},
    )


async def _groups(session: AsyncSession, round_id: int) -> dict[int, CountedWith]:
    rows = (await session.exec(select(RaterGroup).where(col(RaterGroup.round_id) == round_id))).all()
    raters: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        raters[row.ratee_id] += row.size
    return {
        row.id: CountedWith(row.label_vi, row.label_en, row.size, raters[row.ratee_id])
        for row in rows
        if row.id is not None
    }
