"""What Telegram says of us: the token and the webhook."""

from pydantic import SecretStr

from phieu.doctor.finding import bad, good
from phieu.doctor.look import Look
from phieu.doctor.patient import Patient
from phieu.doctor.platform_calls import UNKNOWN, NoAnswerError, ask
from phieu.doctor.webhook import check_webhook
from phieu.locales.translator import mark


async def look_at_telegram(patient: Patient, secret: SecretStr) -> Look:
    """The token, then what it gives access to."""
    settings, token = patient.settings, secret.get_secret_value()
    url, given_at = settings.telegram_api_url, None
    try:
        me = await ask(url, token, "getMe")
        given_at = me.given_at
        if me.status in UNKNOWN:
            wrong = mark("{url} does not accept TELEGRAM_TOKEN. Check it with @BotFather, and set it anew.")
            return Look([bad("token", wrong, url=url)], given_at)
        if not me.result:
            raise NoAnswerError(f"HTTP {me.status}")
        name = str(me.result.get("username", "?"))
        found = [good("token", mark("{url} accepts the token. The bot is @{name}."), url=url, name=name)]
        found += check_webhook(settings, (await ask(url, token, "getWebhookInfo")).result, patient.now())
    except NoAnswerError as error:
        text = mark(
            "{url} does not answer as it should ({kind}). Check the network and the firewall, and TELEGRAM_API_URL "
            "if you have set it."
        )
        return Look([bad("token", text, url=url, kind=error)], given_at)
    return Look(found, given_at)
