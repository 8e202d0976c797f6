"""How Zalo's messages come in: whether what it has been told fits the settings, and whether it would get through."""

from phieu.bot.handlers.same_address import same_address
from phieu.bot.handlers.web_addresses import USABLE_ADDRESS, ZALO, below, host_of
from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.platform_calls import Answer
from phieu.doctor.zalo_probe import check_reach
from phieu.locales.translator import mark
from phieu.settings import Settings

NAME = "webhook"


async def check_zalo_webhook(settings: Settings, info: Answer) -> list[Finding]:
    """`info` is the answer to getWebhookInfo, which is a refusal where no webhook is set."""
    present = str(info.result.get("url") or "")
    if not settings.webhook_url:
        return [_without(present)]
    if not USABLE_ADDRESS.match(settings.webhook_url):
        return []  # told already
    wanted = below(settings.webhook_url, ZALO)
    return [_with(wanted, present), await check_reach(wanted)]


def _without(present: str) -> Finding:
    if present:
        text = mark(
            "Zalo calls {host}, though WEBHOOK_URL is not set, so no messages come to this bot. “phieu run” takes back "
            "what it has set itself; what another program has set, “phieu run --take-over” does."
        )
        return warning(NAME, text, host=host_of(present))
    text = mark(
        "The bot asks Zalo for its messages. Zalo means that for trying out: what people write while the bot is down "
        "may be lost. Better set WEBHOOK_URL."
    )
    return warning(NAME, text)


def _with(wanted: str, present: str) -> Finding:
    """Of a strange address only the host is told: the rest may be somebody's secret."""
    if same_address(present, wanted):
        return good(NAME, mark("Zalo calls its address below WEBHOOK_URL."))
    if not present:
        return warning(NAME, mark("Zalo has not been told WEBHOOK_URL yet; “phieu run” tells it."))
    text = mark(
        "Zalo calls {host}, and not its address below WEBHOOK_URL. Start the bot anew; if it then says that another "
        "program has the bot called, and you want to take it over, “phieu run --take-over”."
    )
    return bad(NAME, text, host=host_of(present))
