"""Closing a round: ballots become figures, and nothing is left to link them to anybody.

One transaction counts the ballots, writes down what may be shown, and deletes the ballots. Then the round's key is
destroyed and the space is overwritten. If the program dies in between, `finish_closings` does the rest at the start.
"""

import logging
import secrets
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from random import SystemRandom
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.counting import Asked, Block, CastBallot, count_ballots
from phieu.office.criteria import frozen_forms
from phieu.office.disclosure import Published, publish, publishable_comments
from phieu.office.grouping import GroupLabel, joined_label
from phieu.office.notices import admin_ids, announce, round_subject
from phieu.office.open_rounds import UnknownRoundError
from phieu.storage.erasing import erase_ballots
from phieu.storage.inserting import insert_all
from phieu.storage.tables import Assignment, Ballot, Comment, Figure, RaterGroup, Round
from phieu.words import NoticeKind, RoundState

log = logging.getLogger(__name__)

COMMENT_KEY_BYTES = 16


async def close_round(installation: Installation, round_id: int) -> bool:
    """Close a round; False if it was closed already. Raises UnknownRoundError."""
    async with installation.box.paused(), installation.database.writing() as session:
        the_round = await session.get(Round, round_id)
        if the_round is None:
            raise UnknownRoundError
        closes_now = await _mark_closed(session, round_id, installation)
        if closes_now:
            await _turn_ballots_into_figures(session, the_round)
            await _announce_results(session, round_id, installation)
    if closes_now:
        log.info("round %d is closed", round_id)
    await destroy_traces(installation, [round_id])
    return closes_now


async def finish_closings(installation: Installation) -> None:
    """Destroy the keys and traces of rounds whose closing was interrupted after its transaction.

    A key whose round cannot be seen yet may belong to one that another process is opening: it is left alone here.
    """
    with_key = installation.keyring.rounds_with_key()
    if not with_key:
        return
    over = select(Round.id).where(col(Round.id).in_(with_key), col(Round.state) != RoundState.OPEN)
    async with installation.database.reading() as session:
        unfinished = [round_id for round_id in await session.exec(over) if round_id is not None]
    if unfinished:
        await destroy_traces(installation, unfinished)


async def due_rounds(session: AsyncSession, now: datetime) -> list[tuple[datetime, int]]:
    """The open rounds whose time is over: until when each could be answered, and its id."""
    due = select(Round.due_at, Round.id).where(Round.state == RoundState.OPEN, col(Round.due_at) <= now)
    return [(due_at, round_id) for due_at, round_id in await session.exec(due) if round_id is not None]


async def destroy_traces(installation: Installation, round_ids: Iterable[int]) -> None:
    """Destroy the keys of rounds that are over, and overwrite the space where their ballots lay."""
    for round_id in round_ids:
        installation.keyring.destroy_round_key(round_id)
    await erase_ballots(installation.database, installation.box)


async def _mark_closed(session: AsyncSession, round_id: int, installation: Installation) -> bool:
    closed = await session.exec(
        update(Round)
        .where(col(Round.id) == round_id, col(Round.state) == RoundState.OPEN)
        .values(state=RoundState.CLOSED, closed_at=installation.now()),
        execution_options={"synchronize_session": False},
    )
    return bool(closed.rowcount)


async def _turn_ballots_into_figures(session: AsyncSession, the_round: Round) -> None:
    round_id = the_round.id
    assert round_id is not None
    asked = await _asked(session, round_id)
    forms = await frozen_forms(session, round_id)
    labels = await _labels(session, round_id)
    form_of = {(one.ratee_id, question): one.form_id for one in asked for question in forms[one.form_id].questions}
    figures = [
        {"round_id": round_id, "form_id": form_of[block.ratee_id, block.question], **figure}
        for block, groups in count_ballots(asked, await _cast(session, round_id), forms).items()
        for figure in _figures(block, publish(groups, the_round.threshold), [labels[group] for group in groups], labels)
    ]
    await insert_all(session, Figure, figures)
    await insert_all(session, Comment, await _comment_pool(session, round_id, the_round.comment_threshold))
    await session.exec(delete(Ballot).where(col(Ballot.round_id) == round_id))


def _figures(
    block: Block, published: dict[int | None, Published], asked: list[GroupLabel], labels: dict[int, GroupLabel]
) -> Iterable[dict[str, Any]]:
    for group_id, figure in published.items():
        label = joined_label(asked) if group_id is None else labels[group_id]
        yield {
            "ratee_id": block.ratee_id,
            "question": block.question.code,
            "label_vi": label.vi,
            "label_en": label.en,
            "merged": group_id is None,
            "precision": figure.precision,
            "content": figure.to_content(),
        }


async def _asked(session: AsyncSession, round_id: int) -> list[Asked]:
    columns = select(Assignment.ratee_id, Assignment.group_id, Assignment.form_id)
    of_round = columns.where(Assignment.round_id == round_id).distinct()
    in_order = of_round.order_by(col(Assignment.ratee_id), col(Assignment.group_id), col(Assignment.form_id))
    return [Asked(*row) for row in await session.exec(in_order)]


async def _labels(session: AsyncSession, round_id: int) -> dict[int, GroupLabel]:
    columns = select(RaterGroup.id, RaterGroup.label_vi, RaterGroup.label_en)
    groups = await session.exec(columns.where(RaterGroup.round_id == round_id))
    return {group_id: GroupLabel(vi, en) for group_id, vi, en in groups if group_id is not None}


async def _cast(session: AsyncSession, round_id: int) -> Iterable[CastBallot]:
    columns = select(Ballot.ratee_id, Ballot.group_id, Ballot.form_id, Ballot.answers)
    return map(CastBallot._make, (await session.exec(columns.where(Ballot.round_id == round_id))).all())


async def _comment_pool(session: AsyncSession, round_id: int, threshold: int) -> list[dict[str, Any]]:
    """The comments that may be shown, in random order over the whole round, without group, score or ballot."""
    by_ratee: dict[int, list[str]] = defaultdict(list)
    written = select(Ballot.ratee_id, Ballot.comment).where(Ballot.round_id == round_id, Ballot.comment != "")
    for ratee_id, text in await session.exec(written):
        by_ratee[ratee_id].append(text)
    pool = [
        {"key": secrets.token_bytes(COMMENT_KEY_BYTES), "round_id": round_id, "ratee_id": ratee_id, "text": text}
        for ratee_id, texts in by_ratee.items()
        for text in publishable_comments(texts, threshold)
    ]
    SystemRandom().shuffle(pool)
    return pool


async def _announce_results(session: AsyncSession, round_id: int, installation: Installation) -> None:
    ratees = await session.exec(select(RaterGroup.ratee_id).where(RaterGroup.round_id == round_id).distinct())
    subject, now = round_subject(round_id), installation.now()
    await announce(session, NoticeKind.SUMMARY, subject, sorted(ratees), now)
    await announce(session, NoticeKind.OVERVIEW, subject, await admin_ids(session), now)
