"""Long polling, which gives one event a call and is impossible while a webhook is set."""

from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.errors import ApiError, bad_request
from phieu.sandbox.zalo.events import event_body
from phieu.sandbox.zalo.state import Zalo

USUAL_POLL = 30.0  # seconds
LONGEST_POLL = 60.0


async def get_updates(zalo: Zalo, call: Call) -> Any:
    """The next event, waiting up to `timeout` seconds for it. Raises ApiError 408 if none came."""
    if zalo.webhook.settings is not None:
        raise beside_webhook(zalo)
    try:
        wait = float(call.text("timeout") or USUAL_POLL)
    except ValueError:
        raise bad_request("timeout must be a number") from None
    event = await zalo.updates.poll(min(max(wait, 0.0), LONGEST_POLL))
    if event is None:
        raise ApiError(408, "Request timeout")
    return event_body(zalo, event)


def beside_webhook(zalo: Zalo) -> ApiError:
    return ApiError(zalo.switches.polling_beside_webhook, "getUpdates cannot be used while a webhook is set")


METHODS: dict[str, Any] = {"getUpdates": get_updates}
