"""The keyring: closed to others, a key for each open round and no other, and in no backup."""

import asyncio
from pathlib import Path

from sqlmodel import col, select

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.patient import Patient
from phieu.locales.translator import mark
from phieu.storage.keyring import Keyring
from phieu.storage.tables import Round
from phieu.words import RoundState

NAME = "keys"
OPENING_SECONDS = 2.0
"""A round that is just being opened or closed has a key and no row, or a row and no key, for less than that."""


async def check_keys(patient: Patient) -> list[Finding]:
    """The folder, then what is in it against the rounds."""
    home = patient.settings.home
    folder = home / "keys"
    try:
        if not folder.is_dir():
            return [
                warning(NAME, mark("There is no data directory yet at {path}; the first start makes it."), path=home)
            ]
        found = [*_closed_to_others(folder), *_in_no_backup(patient.settings.backup_folder, home)]
        if patient.up_to_date:
            found += await _against_the_rounds(patient)
    except OSError as error:
        text = mark("The keys in {path} cannot be read ({reason}). Run the doctor with the account that the bot has.")
        return [bad(NAME, text, path=folder, reason=error.strerror)]
    return found or [good(NAME, mark("The keys are where they belong, and closed to others."))]


def _closed_to_others(folder: Path) -> list[Finding]:
    found = []
    if folder.stat().st_mode & 0o077:
        text = mark("Other accounts can look into {path}. Close it: chmod 700 {path}")
        found.append(bad(NAME, text, path=folder))
    open_ones = sorted(file.name for file in folder.iterdir() if file.is_file() and file.stat().st_mode & 0o077)
    if open_ones:
        text = mark("Other accounts can read keys in {path}. Close them: chmod 600 {path}/*")
        found.append(bad(NAME, text, path=folder))
    return found


def _in_no_backup(backups: Path, home: Path) -> list[Finding]:
    """Neither may lie in the other: who carries backups off would have the keys with the ballots."""
    here, there = home.resolve(), backups.resolve()
    if here.is_relative_to(there) or there.is_relative_to(here):
        text = mark(
            "The folder of backups {backups} and the data directory {home} lie in one another, so that keys may be "
            "copied along with ballots. Set BACKUP_DIR to a folder elsewhere."
        )
        return [bad(NAME, text, backups=backups, home=home)]
    return []


async def _against_the_rounds(patient: Patient) -> list[Finding]:
    missing, spare = await _compared(patient)
    if missing or spare:
        await asyncio.sleep(OPENING_SECONDS)
        still_missing, still_spare = await _compared(patient)
        missing, spare = missing & still_missing, spare & still_spare
    found = []
    if missing:
        text = mark(
            "The keys of these open rounds are lost: {rounds}. Their ballots count, but can no longer be changed, and "
            "nobody can begin one. If nothing brings the data directory back, close them or call them off."
        )
        found.append(bad(NAME, text, rounds=_listed(missing)))
    if spare:
        text = mark(
            "There are keys of rounds that are not open: {rounds}. They go at the next start of the bot; until then "
            "keep them out of everybody's hands."
        )
        found.append(warning(NAME, text, rounds=_listed(spare)))
    return found


async def _compared(patient: Patient) -> tuple[set[int], set[int]]:
    """Rounds that are open and have no key, and rounds with a key that are not open."""
    keys = set(Keyring(patient.settings.home).rounds_with_key())
    async with patient.reading() as session:
        open_ones = set(await session.exec(select(Round.id).where(col(Round.state) == RoundState.OPEN)))
    return {number for number in open_ones - keys if number is not None}, {key for key in keys if key not in open_ones}


def _listed(rounds: set[int]) -> str:
    return ", ".join(map(str, sorted(rounds)))
