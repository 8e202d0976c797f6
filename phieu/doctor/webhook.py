"""How updates come in: whether what Telegram has been told fits the settings, and whether it gets through."""

from datetime import UTC, datetime, timedelta
from typing import Any

from phieu.bot.handlers.web_addresses import USABLE_ADDRESS, USABLE_SECRET, host_of
from phieu.doctor.finding import Finding, bad, good, warning
from phieu.locales.translator import mark
from phieu.settings import Settings

RECENT = timedelta(hours=1)
MANY = 100
"""Updates; so many do not wait where somebody fetches them."""
NAME = "webhook"


def check_settings(settings: Settings) -> list[Finding]:
    """What can be seen without asking."""
    if not settings.webhook_url:
        return []
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if not USABLE_SECRET.fullmatch(secret):
        text = mark("With WEBHOOK_URL, set WEBHOOK_SECRET too: up to 256 letters, digits, hyphens or underscores.")
        return [bad(NAME, text)]
    if not USABLE_ADDRESS.match(settings.webhook_url):
        return [bad(NAME, mark("WEBHOOK_URL is not a web address. Write it as https://name/path."))]
    if not settings.webhook_url.startswith("https://"):
        return [warning(NAME, mark("WEBHOOK_URL is not https. The platforms themselves call https addresses only."))]
    return []


def check_webhook(settings: Settings, info: dict[str, Any], now: datetime) -> list[Finding]:
    """What the platform has been told, and how it has fared since; `info` is its WebhookInfo."""
    found = [_address(settings.webhook_url, str(info.get("url", "")))]
    waiting = int(info.get("pending_update_count", 0))
    if waiting >= MANY:
        text = mark("{count} messages wait to be fetched. Does the bot run? They are answered as soon as it does.")
        found.append(warning(NAME, text, count=waiting))
    failed_at = datetime.fromtimestamp(int(info.get("last_error_date", 0)), UTC)
    if info.get("url") and info.get("url") == settings.webhook_url and now - failed_at < RECENT:
        text = mark(
            "At {moment} the platform could not reach WEBHOOK_URL: “{reason}”. Check the TLS proxy and its "
            "certificate, that it passes on to WEBHOOK_HOST and WEBHOOK_PORT, and that the bot runs."
        )
        found.append(bad(NAME, text, moment=failed_at, reason=info.get("last_error_message", "?")))
    return found


def _address(wanted: str, present: str) -> Finding:
    """Of a strange address only the host is told: the rest may be somebody's secret."""
    if wanted == present:
        fits = (
            mark("The platform calls WEBHOOK_URL.")
            if wanted
            else mark("The bot asks for its messages; no webhook is set.")
        )
        return good(NAME, fits)
    host = host_of(present)
    if not wanted:
        text = mark(
            "The platform calls {host}, though WEBHOOK_URL is not set. “phieu run” takes that back; if it comes again, "
            "another program uses this token."
        )
        return warning(NAME, text, host=host)
    if not present:
        return warning(NAME, mark("The platform has not been told WEBHOOK_URL yet; “phieu run” tells it."))
    text = mark(
        "The platform calls {host}, and not WEBHOOK_URL. Start the bot anew; if it comes again, another program uses "
        "this token."
    )
    return bad(NAME, text, host=host)
