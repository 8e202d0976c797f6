"""What waits: notices that could be said, and what Redis holds of conversations."""

from datetime import timedelta

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.patient import Patient
from phieu.locales.translator import mark
from phieu.office.waiting_notices import longest_waiting
from phieu.storage.running import needs_redis
from phieu.storage.volatile.redis_check import RedisVerdict, check_redis

LATE, MUCH_TOO_LATE = timedelta(minutes=10), timedelta(hours=2)


async def check_notices(patient: Patient) -> list[Finding]:
    """Whether delivery is hindered; nothing where the tables cannot be looked into."""
    if not patient.up_to_date:
        return []
    async with patient.reading() as session:
        waited = await longest_waiting(session, patient.now())
    if waited <= LATE:
        return [good("notices", mark("No notice waits that could be delivered."))]
    text = mark(
        "A notice that could be delivered has been waiting for {minutes} minutes. Does the bot run, and does it reach "
        "the platform? Its log tells."
    )
    grade = bad if waited > MUCH_TOO_LATE else warning
    return [grade("notices", text, minutes=waited // timedelta(minutes=1))]


async def check_redis_of(patient: Patient) -> list[Finding]:
    """Where none is used, nothing but what that means."""
    url = patient.settings.redis_url
    if url is None or not url.get_secret_value():
        return _alone(patient)
    found = await check_redis(url.get_secret_value())
    grade = {RedisVerdict.FINE: good, RedisVerdict.UNKNOWN: warning}.get(found.verdict, bad)
    return [grade("redis", found.text, detail=found.detail)]


def _alone(patient: Patient) -> list[Finding]:
    """Who sets up several processes gets to know here why the second is refused."""
    several = patient.settings.webhook_url and patient.database is not None and not patient.database.is_sqlite
    if not several or not needs_redis(patient.settings):
        return []
    text = mark(
        "One bot alone can run on this database: with ZALO_TOKEN several need REDIS_URL, so that all know what "
        "somebody was shown last."
    )
    return [good("redis", text)]
