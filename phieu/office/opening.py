"""Opening a round: freezes criteria, rules, assignments and threshold, and tells everybody who has ballots."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.criteria import current_form
from phieu.office.forecast import Forecast, forecast
from phieu.office.notices import announce, round_subject
from phieu.office.planning import Plan, plan
from phieu.office.staff import load_rules, load_staff
from phieu.storage.inserting import insert_all
from phieu.storage.tables import Assignment, Office, Position, RaterGroup, RaterUnit, Round, RoundForm
from phieu.words import NoticeKind, RoundKind, RoundState

log = logging.getLogger(__name__)


class RoundExistsError(Exception):
    """A round of this kind about this period has been opened before."""


class NothingToAskError(Exception):
    """The rules give nobody a ballot that could ever be shown."""


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """A round as it would be if it opened now."""

    plan: Plan
    forecast: Forecast
    threshold: int
    comment_threshold: int

    def as_round(self, kind: RoundKind, period: str, opened_at: datetime, due_at: datetime) -> Round:
        """The round's row, with the thresholds that are frozen from now on."""
        return Round(
            kind=kind,
            period=period,
            threshold=self.threshold,
            comment_threshold=self.comment_threshold,
            opened_at=opened_at,
            due_at=due_at,
            raters_asked=self.forecast.raters,
            ballots_asked=self.forecast.ballots,
        )


async def plan_round(session: AsyncSession) -> PlannedRound:
    """Work out what a round would freeze if it opened now; changes nothing."""
    staff = await load_staff(session)
    office = await session.get(Office, 1) or Office(name="")
    planned = plan(staff, await load_rules(session), office.threshold)
    return PlannedRound(planned, forecast(staff, planned), office.threshold, office.comment_threshold)


async def open_round(installation: Installation, kind: RoundKind, period: str, due_at: datetime) -> int:
    """Open a round that is answered until `due_at`; returns its id.

    Raises RoundExistsError, or NothingToAskError; then nothing has changed.
    """
    round_id: int | None = None
    try:
        async with installation.database.writing() as session:
            planned = await plan_round(session)
            if not planned.plan.ratees:
                raise NothingToAskError
            the_round = planned.as_round(kind, period, installation.now(), due_at)
            round_id = await _insert_round(session, the_round)
            await _freeze(session, round_id, planned.plan)
            raters, subject = sorted(planned.plan.rater_ids), round_subject(round_id)
            await announce(session, NoticeKind.ROUND_OPENED, subject, raters, installation.now())
            # before the commit: an open round without its key would take no answers
            installation.keyring.create_round_key(round_id)
    except BaseException:
        if round_id is not None:
            installation.keyring.destroy_round_key(round_id)
        raise
    log.info("round %d is open: %s ballots asked for", round_id, the_round.ballots_asked)
    return round_id


async def _insert_round(session: AsyncSession, the_round: Round) -> int:
    same = select(Round.id).where(
        Round.kind == the_round.kind, Round.period == the_round.period, Round.state != RoundState.CALLED_OFF
    )
    if (await session.exec(same)).first() is not None:
        raise RoundExistsError
    session.add(the_round)
    await session.flush()
    assert the_round.id is not None
    return the_round.id


async def _freeze(session: AsyncSession, round_id: int, planned: Plan) -> None:
    form_ids = await _freeze_forms(session, round_id, {code for one in planned.ratees for _, _, code in one.raters})
    group_ids = await _insert_groups(session, round_id, planned)
    rows = []
    for one in planned.ratees:
        ids = [group_ids[one.ratee_id, group.heading.vi] for group in one.groups]
        rows += [
            {
                "round_id": round_id,
                "rater_id": rater_id,
                "ratee_id": one.ratee_id,
                "group_id": ids[place],
                "form_id": form_ids[code],
            }
            for rater_id, place, code in one.raters
        ]
    await insert_all(session, Assignment, rows)
    await _freeze_units(session, round_id, planned.rater_ids)


async def _freeze_units(session: AsyncSession, round_id: int, rater_ids: set[int]) -> None:
    """Count each rater to the unit of the post that they have held longest: whoever moves stays there in this round."""
    posts = select(Position.person_id, Position.unit_id).order_by(col(Position.id).desc())
    unit_of = {person_id: unit_id for person_id, unit_id in await session.exec(posts) if person_id in rater_ids}
    rows = [{"round_id": round_id, "rater_id": one, "unit_id": unit_of[one]} for one in sorted(unit_of)]
    await insert_all(session, RaterUnit, rows)


async def _insert_groups(session: AsyncSession, round_id: int, planned: Plan) -> dict[tuple[int, str], int]:
    """Freeze the groups of raters; their ids by ratee and Vietnamese label."""
    rows = [
        {
            "round_id": round_id,
            "ratee_id": one.ratee_id,
            "label_vi": group.heading.vi,
            "label_en": group.heading.en,
            "size": group.size,
        }
        for one in planned.ratees
        for group in one.groups
    ]
    await insert_all(session, RaterGroup, rows)
    frozen = select(RaterGroup.id, RaterGroup.ratee_id, RaterGroup.label_vi).where(RaterGroup.round_id == round_id)
    return {(ratee_id, label): group_id for group_id, ratee_id, label in await session.exec(frozen) if group_id}


async def _freeze_forms(session: AsyncSession, round_id: int, codes: Iterable[str]) -> dict[str, int]:
    found = {}
    for code in sorted(codes):
        form = await current_form(session, code)
        frozen = RoundForm(round_id=round_id, code=form.code, version=form.version, content=form.to_content())
        session.add(frozen)
        await session.flush()
        assert frozen.id is not None
        found[code] = frozen.id
    return found
