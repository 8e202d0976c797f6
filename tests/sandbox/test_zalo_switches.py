"""The switches themselves: what they can be, and the two of them that concern every method."""

from dataclasses import fields
from typing import Any

import pytest

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.requests import RefusedError
from phieu.sandbox.server import Sandbox
from phieu.sandbox.zalo.switches import Switches
from tests.sandbox.conftest import ZaloCall


async def test_switches_are_shown_and_set(client: SandboxClient, sandbox: Sandbox) -> None:
    assert sandbox.zalo.switches == Switches()
    await client.zalo_switch(replays=True, idle_status=200, most_users=3, webhook_patience=0.5)
    assert sandbox.zalo.switches == Switches(replays=True, idle_status=200, most_users=3, webhook_patience=0.5)


@pytest.mark.parametrize(
    ("positions", "reason"),
    [
        ({"replay": True}, "there is no switch 'replay'"),
        ({"idle_status": 204}, "idle_status can be"),
        ({"sender_name": "name"}, "sender_name can be"),
        ({"replays": 1}, "replays is true or false"),
        ({"most_users": True}, "most_users is a number"),
        ({"most_users": -1}, "most_users must be a number, and not below 0"),
        ({"webhook_patience": "2"}, "webhook_patience must be a number"),
    ],
)
async def test_positions_that_there_are_not(
    client: SandboxClient, sandbox: Sandbox, positions: dict[str, Any], reason: str
) -> None:
    with pytest.raises(RefusedError, match=reason):
        await client.zalo_switch(enveloped=False, **positions)
    assert sandbox.zalo.switches == Switches()


def test_the_default_is_the_first_position() -> None:
    for switch in fields(Switches):
        values = switch.metadata.get("values")
        assert values is None or values[0] == switch.default


async def test_successes_bear_a_code_or_none(client: SandboxClient, zalo_call: ZaloCall) -> None:
    assert (await zalo_call("getMe"))[1].keys() == {"ok", "result", "error_code"}
    await client.zalo_switch(code_in_success=False)
    assert (await zalo_call("getMe"))[1].keys() == {"ok", "result"}


@pytest.mark.parametrize("code", [404, 400])
async def test_a_method_that_there_is_not(client: SandboxClient, zalo_call: ZaloCall, code: int) -> None:
    await client.zalo_switch(unknown_method=code)
    for method in ("sendDocument", "editMessageText", "getme"):
        answer = await zalo_call(method)
        assert answer == (code, {"ok": False, "error_code": code, "description": "Not found: unknown API name"})
