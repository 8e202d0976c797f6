"""How the bot gets its updates: long polling, or a webhook; never both."""

import re
from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.errors import bad_request, conflict
from phieu.sandbox.telegram.state import Telegram
from phieu.sandbox.telegram.updates import LONGEST_POLL, MOST_AT_ONCE, Update
from phieu.sandbox.telegram.webhook import MOST_CONNECTIONS, WebhookSettings

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def get_updates(platform: Telegram, call: Call) -> list[Update]:
    if platform.webhook.settings is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    platform.updates.want(call.json("allowed_updates"))
    wait = min(max(0.0, float(call.number("timeout", 0))), LONGEST_POLL)
    return await platform.updates.poll(call.number("offset", 0), call.number("limit", MOST_AT_ONCE), wait)


async def set_webhook(platform: Telegram, call: Call) -> bool:
    """Deliver to a URL from now on; an empty one means deleteWebhook. Plain HTTP will do, as on a local server."""
    url = call.text("url")
    if not url:
        return await delete_webhook(platform, call)
    if not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.text("secret_token")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    certificate = call.files.get("certificate")
    platform.updates.interrupt(conflict("terminated by setWebhook request"))
    await platform.webhook.remove()
    if call.flag("drop_pending_updates"):
        platform.updates.pending.clear()
    platform.updates.want(call.json("allowed_updates"))
    await platform.webhook.set(
        WebhookSettings(
            url,
            secret,
            max(1, min(call.number("max_connections", 40), MOST_CONNECTIONS)),
            certificate.content if certificate else b"",
        )
    )
    return True


async def delete_webhook(platform: Telegram, call: Call) -> bool:
    await platform.webhook.remove()
    if call.flag("drop_pending_updates"):
        platform.updates.pending.clear()
    return True


async def get_webhook_info(platform: Telegram, call: Call) -> dict[str, Any]:
    del call
    settings, webhook = platform.webhook.settings, platform.webhook
    info: dict[str, Any] = {
        "url": settings.url if settings else "",
        "has_custom_certificate": bool(settings and settings.certificate),
        "pending_update_count": webhook.undelivered,
    }
    if settings:
        info["max_connections"] = settings.max_connections
        if webhook.last_error:
            info["last_error_date"], info["last_error_message"] = webhook.last_error
    if platform.updates.allowed:
        info["allowed_updates"] = sorted(platform.updates.allowed)
    return info


METHODS: dict[str, Any] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
