"""Whose ballots the backups may still hold: of no round that is over."""

import asyncio
from datetime import datetime
from pathlib import Path

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.backup_rules import KnownRound, RoundInBackup, rounds_over
from phieu.storage.backup_ballots import clear, rounds_with_ballots
from phieu.storage.tables import Round
from phieu.words import RoundState


async def known_rounds(session: AsyncSession) -> dict[int, KnownRound]:
    """The rounds of this database, by id."""
    rows = await session.exec(select(Round.id, Round.opened_at, Round.state))
    return {
        round_id: KnownRound(opened_at, state == RoundState.OPEN)
        for round_id, opened_at, state in rows
        if round_id is not None
    }


async def clear_ballots(file: Path, known: dict[int, KnownRound], now: datetime) -> set[int]:
    """Take out of a backup the ballots of rounds that are over; returns which those were.

    Raises sqlite3.Error, OSError and BackupError, and changes nothing then.
    """
    found = await asyncio.to_thread(rounds_with_ballots, file)
    over = rounds_over({number: RoundInBackup(*moments) for number, moments in found.items()}, known, now)
    if over:
        await asyncio.to_thread(clear, file, over)
    return over
