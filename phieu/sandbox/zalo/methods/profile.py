"""Who the bot is."""

from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.zalo.state import Zalo


async def get_me(zalo: Zalo, call: Call) -> dict[str, Any]:
    del call
    return {
        "id": zalo.bot.id,
        "account_name": zalo.bot.account_name,
        "account_type": "BASIC",
        "can_join_groups": True,
        "display_name": zalo.bot.name,
    }


METHODS: dict[str, Any] = {"getMe": get_me}
