"""What the platforms say of us, and by the way what time it is. No update is asked for."""

from phieu.doctor.clock import check_clock
from phieu.doctor.finding import Finding, bad
from phieu.doctor.patient import Patient
from phieu.doctor.telegram import look_at_telegram
from phieu.doctor.webhook import check_settings
from phieu.doctor.zalo import look_at_zalo
from phieu.locales.translator import mark


async def check_platform(patient: Patient) -> list[Finding]:
    """Each channel that is on."""
    settings = patient.settings
    looks = []
    if settings.telegram_token is not None:
        looks.append(await look_at_telegram(patient, settings.telegram_token))
    if settings.zalo_token is not None:
        looks.append(await look_at_zalo(patient, settings.zalo_token))
    found = check_settings(settings) if looks else [_none_is_on()]
    given_at = next((look.given_at for look in looks if look.given_at is not None), None)
    return [*found, *(one for look in looks for one in look.found), *check_clock(given_at, patient.now())]


def _none_is_on() -> Finding:
    text = mark(
        "No channel is on. Set TELEGRAM_TOKEN to the token that @BotFather gave you, "
        "ZALO_TOKEN to the one that Zalo Bot Manager sent you, or both."
    )
    return bad("token", text)
