"""The methods of the API, by name. Each takes the platform and a call; it gives a result, or None for none.

A refusal is an ApiError.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.errors import ApiError
from phieu.sandbox.zalo.methods import getting_updates, messages, photos, profile, webhooks
from phieu.sandbox.zalo.state import Zalo

Method = Callable[[Zalo, Call], Awaitable[dict[str, Any] | None]]

METHODS: dict[str, Method] = {
    name: method
    for module in (profile, getting_updates, webhooks, messages, photos)
    for name, method in module.METHODS.items()
}


async def carry_out(zalo: Zalo, call: Call) -> dict[str, Any] | None:
    """Carry out a call and count it. The case of names matters. An unknown one is refused as the switch says."""
    try:
        if call.method not in METHODS:
            raise ApiError(zalo.switches.unknown_method, "Not found: unknown API name")
        result = await METHODS[call.method](zalo, call)
    except ApiError as error:
        zalo.count(call.method, call, error.code)
        raise
    zalo.count(call.method, call, 200)
    return result
