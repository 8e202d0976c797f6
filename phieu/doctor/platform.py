"""What the platform says of us: the token, the webhook, and by the way what time it is. No update is asked for."""

from phieu.doctor.clock import check_clock
from phieu.doctor.finding import Finding, bad, good
from phieu.doctor.patient import Patient
from phieu.doctor.telegram_calls import NoAnswerError, ask
from phieu.doctor.webhook import check_settings, check_webhook
from phieu.locales.translator import mark

UNKNOWN = (401, 404)
"""What it answers to a token that it does not know."""


async def check_platform(patient: Patient) -> list[Finding]:
    """The token, then what it gives access to."""
    settings = patient.settings
    if settings.telegram_token is None:
        missing = mark("No channel is on. Set TELEGRAM_TOKEN to the token that @BotFather gave you.")
        return [bad("token", missing), *check_clock(None, patient.now())]
    token, url = settings.telegram_token.get_secret_value(), settings.telegram_api_url
    try:
        me = await ask(url, token, "getMe")
        if me.status in UNKNOWN:
            wrong = mark("{url} does not accept TELEGRAM_TOKEN. Check it with @BotFather, and set it anew.")
            return [bad("token", wrong, url=url), *check_clock(me.given_at, patient.now())]
        if not me.result:
            raise NoAnswerError(f"HTTP {me.status}")
        found = [good("token", mark("{url} accepts the token. The bot is @{name}."), url=url, name=_name(me.result))]
        found += check_clock(me.given_at, patient.now())
        found += check_settings(settings)
        return found + check_webhook(settings, (await ask(url, token, "getWebhookInfo")).result, patient.now())
    except NoAnswerError as error:
        text = mark(
            "{url} does not answer as it should ({kind}). Check the network and the firewall, and TELEGRAM_API_URL "
            "if you have set it."
        )
        return [bad("token", text, url=url, kind=error), *check_clock(None, patient.now())]


def _name(me: dict[str, object]) -> str:
    return str(me.get("username", "?"))
