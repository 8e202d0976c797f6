"""The methods of the Bot API, by name. Each takes the platform and a call; it gives a result or raises ApiError."""

from collections.abc import Awaitable, Callable
from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.errors import ApiError
from phieu.sandbox.telegram.methods import answers, bot_profile, edits, getting_updates, media, messages
from phieu.sandbox.telegram.state import Telegram

Method = Callable[[Telegram, Call], Awaitable[Any]]

METHODS: dict[str, tuple[str, Method]] = {
    name.lower(): (name, method)
    for module in (messages, media, edits, answers, bot_profile, getting_updates)
    for name, method in module.METHODS.items()
}


async def carry_out(platform: Telegram, call: Call) -> Any:
    """Carry out a call and count it. Names match whatever their case. Raises ApiError 404 for an unknown one."""
    if call.method.lower() not in METHODS:
        raise ApiError(404, "Not Found: method not found")
    name, method = METHODS[call.method.lower()]
    try:
        result = await method(platform, call)
    except ApiError as error:
        platform.count(name, call, error.code)
        raise
    platform.count(name, call, 200)
    return result
