"""All that the doctor looks at, in this order. A look that fails is a finding, and the others go on."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from phieu.bot.errors import place_of
from phieu.doctor import backups, bot, database, disk, keys, language, office, platform, waiting
from phieu.doctor.finding import Finding, bad
from phieu.doctor.patient import CHECKING_SECONDS, Patient
from phieu.locales.translator import mark

Check = Callable[[Patient], Awaitable[Sequence[Finding]]]

CHECKS: dict[str, Check] = {
    "language": language.check_language,
    "platform": platform.check_platform,
    "database": database.check_database,
    "bot": bot.check_bot,
    "keys": keys.check_keys,
    "disk": disk.check_disk,
    "office": office.check_office,
    "notices": waiting.check_notices,
    "backups": backups.check_backups,
    "redis": waiting.check_redis_of,
}


async def examine(patient: Patient) -> AsyncIterator[Finding]:
    """One finding after the other, as they come."""
    for name, check in CHECKS.items():
        for finding in await _checked(name, check, patient):
            yield finding


async def _checked(name: str, check: Check, patient: Patient) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(CHECKING_SECONDS):
            return await check(patient)
    except Exception as error:  # noqa: BLE001 - a doctor does not faint; what the error says might quote a row
        text = mark(
            "This could not be looked at ({kind}, {place}). If the lines above do not tell why, report these words."
        )
        return [bad(name, text, kind=type(error).__name__, place=place_of(error))]
