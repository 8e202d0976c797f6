"""Taking a backup back: what that would do, and doing it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.backed_up_rounds import known_rounds
from phieu.office.backup_rules import KnownRound
from phieu.office.notices import round_subject
from phieu.office.restore_rules import goes_on, is_their_key
from phieu.storage.ballot_box import BallotBox, ballot_key
from phieu.storage.copying_rows import Progress, nobody_watches
from phieu.storage.database import Database
from phieu.storage.keyring import Keyring
from phieu.storage.restore_candidate import Candidate
from phieu.storage.restoring import replace_content
from phieu.storage.tables import Assignment, Ballot, Notice, Office, Person, Round
from phieu.words import NoticeState, RoundKind, RoundState


@dataclass(frozen=True, slots=True)
class OpenThen:
    """A round that is open in the backup."""

    id: int
    kind: RoundKind
    period: str
    due_at: datetime
    goes_on: bool
    """If not, its ballots do not come back, and it stands as called off."""
    ended: bool
    """It has been closed or called off since the backup was taken."""
    has_key: bool


@dataclass(frozen=True, slots=True)
class Inside:
    """What a database holds, in short; `office` is empty if nothing has been imported into it."""

    office: str
    people: int
    rounds: dict[int, tuple[RoundKind, str]]


@dataclass(frozen=True, slots=True)
class Prospect:
    """What taking the backup back would do."""

    taken_at: datetime
    then: Inside
    now: Inside
    open_then: list[OpenThen]
    lost_rounds: list[tuple[RoundKind, str]]
    """Rounds that have been opened since."""
    waiting: int
    """Notices that waited then, and will be sent: many of them a second time."""
    known: dict[int, KnownRound]


async def look_at(candidate: Candidate, present: Database, keyring: Keyring) -> Prospect:
    """What would become of the present database, which is of today's version; changes nothing."""
    async with present.reading() as session:
        known, now = await known_rounds(session), await _inside(session)
    async with candidate.database.reading() as session:
        then, known_then = await _inside(session), await known_rounds(session)
        open_then = await _open_then(session, known, keyring)
        return Prospect(
            taken_at=candidate.taken_at,
            then=then,
            now=now,
            open_then=open_then,
            lost_rounds=[
                now.rounds[round_id]
                for round_id, one in known.items()
                if round_id not in known_then or known_then[round_id].opened_at != one.opened_at
            ],
            waiting=await _waiting(session, [one.id for one in open_then if not one.goes_on]),
            known=known,
        )


async def take_back(
    candidate: Candidate,
    prospect: Prospect,
    present: Database,
    keyring: Keyring,
    now: datetime,
    progress: Progress = nobody_watches,
) -> None:
    """Replace everything by what the backup holds; raises what the database does, and then has changed nothing."""
    await _end_what_does_not_go_on(candidate.database, [one.id for one in prospect.open_then if not one.goes_on], now)
    go_on = [one for one in prospect.open_then if one.goes_on]

    def destroy_keys_of_others() -> None:
        # with a key that is not theirs people would answer twice, so that it must not outlive the commit by a moment
        for one in go_on:
            if not one.has_key:
                keyring.destroy_round_key(one.id)

    await replace_content(candidate.database, present, BallotBox(present), destroy_keys_of_others, progress)
    for round_id in keyring.rounds_with_key():  # what is not reached here, the next start does
        if round_id not in {one.id for one in go_on}:
            keyring.destroy_round_key(round_id)


async def _inside(session: AsyncSession) -> Inside:
    name = (await session.exec(select(Office.name))).first()
    people = (await session.exec(select(func.count()).where(col(Person.active)))).one()
    rounds = await session.exec(select(Round.id, Round.kind, Round.period))
    titles = {number: (RoundKind(kind), period) for number, kind, period in rounds if number is not None}
    return Inside(name or "", people, titles)


async def _open_then(session: AsyncSession, known: dict[int, KnownRound], keyring: Keyring) -> list[OpenThen]:
    rounds = await session.exec(select(Round).where(Round.state == RoundState.OPEN).order_by(col(Round.due_at)))
    found = []
    for one in rounds.all():
        assert one.id is not None
        has_key, same = await _has_key(session, one.id, keyring), known.get(one.id)
        ended = same is not None and same.opened_at == one.opened_at and not same.open
        still = goes_on(one.opened_at, same, has_key=has_key)
        found.append(OpenThen(one.id, one.kind, one.period, one.due_at, still, ended, has_key))
    return found


async def _waiting(session: AsyncSession, ended: Iterable[int]) -> int:
    """How many notices will be sent; those of rounds that do not go on will not."""
    waiting = select(func.count()).where(
        col(Notice.state).in_([NoticeState.WAITING, NoticeState.SENDING]),
        col(Notice.subject).not_in([round_subject(round_id) for round_id in ended]),
    )
    return (await session.exec(waiting)).one()


async def _has_key(session: AsyncSession, round_id: int, keyring: Keyring) -> bool:
    key = keyring.round_key(round_id)
    if key is None:
        return False
    ballots = await session.exec(select(Ballot.key).where(Ballot.round_id == round_id))
    pairs = select(Assignment.rater_id, Assignment.ratee_id).where(Assignment.round_id == round_id)
    assigned = (ballot_key(key, rater, ratee) for rater, ratee in await session.exec(pairs))
    return is_their_key([bytes(one) for one in ballots], assigned)


async def _end_what_does_not_go_on(database: Database, round_ids: Iterable[int], now: datetime) -> None:
    ids = list(round_ids)
    async with database.writing() as session:
        await session.exec(delete(Ballot).where(col(Ballot.round_id).in_(ids)))
        await session.exec(
            update(Round).where(col(Round.id).in_(ids)).values(state=RoundState.CALLED_OFF, closed_at=now)
        )
