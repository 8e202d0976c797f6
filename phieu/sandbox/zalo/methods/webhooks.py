"""Setting, testing, showing and deleting the bot's webhook."""

from typing import Any
from urllib.parse import urlsplit

from phieu.sandbox.call import Call
from phieu.sandbox.errors import ApiError, bad_request
from phieu.sandbox.zalo.methods.getting_updates import beside_webhook
from phieu.sandbox.zalo.state import Zalo
from phieu.sandbox.zalo.webhook import WebhookSettings

_SECRET_LENGTHS = range(8, 257)


async def set_webhook(zalo: Zalo, call: Call) -> dict[str, Any]:
    """Deliver to a URL from now on. It is kept even if the probe, whose outcome is told, does not reach it.

    Unlike the real platform, this one takes plain HTTP and addresses of one's own machine: it is there to be tried
    out at home.
    """
    url, secret = call.text("url").strip(), call.text("secret_token")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("url is invalid")
    if len(secret) not in _SECRET_LENGTHS:
        raise bad_request("secret_token must have 8 to 256 characters")
    settings = WebhookSettings(url, secret, zalo.clock.now())
    await zalo.webhook.set(settings)
    zalo.updates.interrupt(beside_webhook(zalo))
    verification = await zalo.webhook.probe()
    return {"url": url, "updated_at": settings.updated_at, "verification": verification}


async def test_webhook(zalo: Zalo, call: Call) -> dict[str, Any]:
    """Probe the webhook again. Raises ApiError 426 above so many times a day."""
    del call
    if zalo.webhook.settings is None:
        raise ApiError(404, "Not found: no webhook is set")
    if not zalo.plan.admits_test(zalo.clock.now()):
        raise ApiError(426, "The daily limit of testWebhook is reached")
    return await zalo.webhook.probe()


async def get_webhook_info(zalo: Zalo, call: Call) -> dict[str, Any]:
    del call
    settings = zalo.webhook.settings
    if settings is not None:
        return {"url": settings.url, "updated_at": settings.updated_at}
    if zalo.switches.info_without_webhook == 404:  # noqa: PLR2004 - the position of the switch
        raise ApiError(404, "Not found: no webhook is set")
    return {"url": "", "updated_at": zalo.clock.now()}


async def delete_webhook(zalo: Zalo, call: Call) -> dict[str, Any]:
    del call
    if zalo.webhook.settings is None and zalo.switches.delete_without_webhook == 400:  # noqa: PLR2004 - as above
        raise bad_request("no webhook is set")
    await zalo.webhook.remove()
    return {"url": "", "updated_at": zalo.clock.now()}


METHODS: dict[str, Any] = {
    "setWebhook": set_webhook,
    "testWebhook": test_webhook,
    "getWebhookInfo": get_webhook_info,
    "deleteWebhook": delete_webhook,
}
