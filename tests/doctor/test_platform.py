"""Token, webhook and clock, as a real server tells them."""

import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from phieu.doctor.clock import check_clock
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.server import Sandbox
from tests.doctor.conftest import Doctor

SECRET = "a-secret"


@pytest.fixture
def platform(sandbox: Sandbox) -> dict[str, Any]:
    return {"telegram_token": sandbox.token, "telegram_api_url": sandbox.url, "now": datetime.now(UTC)}


async def call(sandbox: Sandbox, method: str, **arguments: Any) -> None:
    url = f"{sandbox.url}/bot{sandbox.token}/{method}"
    async with aiohttp.ClientSession() as session, session.post(url, json=arguments) as response:
        assert response.status == 200


async def test_all_is_well(doctor: Doctor, sandbox: Sandbox, platform: dict[str, Any]) -> None:
    said = await doctor(**platform)
    (token,) = said["token"]
    assert token.startswith(f"✓ {sandbox.url} accepts the token. The bot is @")
    assert said["webhook"] == ["✓ The bot asks for its messages; no webhook is set."]
    assert said["clock"][0] == "✓ The machine's clock is right."


@pytest.mark.parametrize("token", ["7000000001:another-token-of-nobody", "no token", "a/../b?c#d"])
async def test_a_wrong_token(doctor: Doctor, platform: dict[str, Any], token: str) -> None:
    said = await doctor(**platform | {"telegram_token": token})
    (line,) = said["token"]
    assert line.startswith("✗ ")
    assert "does not accept TELEGRAM_TOKEN" in line
    assert token not in line
    assert "webhook" not in said


async def test_no_token(doctor: Doctor) -> None:
    said = await doctor()
    assert said["token"][0].startswith("✗ No channel is on.")
    assert said["clock"][0].startswith("! The clock could not be compared")


async def test_a_platform_out_of_reach(doctor: Doctor, platform: dict[str, Any], unused_tcp_port: int) -> None:
    said = await doctor(**platform | {"telegram_api_url": f"http://127.0.0.1:{unused_tcp_port}"})
    assert "does not answer as it should (ClientConnectorError)" in said["token"][0]


async def test_a_platform_that_stumbles(doctor: Doctor, sandbox: Sandbox, platform: dict[str, Any]) -> None:
    async with SandboxClient(sandbox.url) as client:
        await client.fault(FaultKind.BAD_GATEWAY, method="getMe", times=1)
    said = await doctor(**platform)
    assert said["token"][0].startswith(f"✗ {sandbox.url} does not answer as it should (")


@pytest.mark.parametrize(("minutes", "sign"), [(0, "✓"), (2, "✗ The machine's clock is off by 1"), (-2, "✗")])
async def test_the_clock(doctor: Doctor, platform: dict[str, Any], minutes: int, sign: str) -> None:
    said = await doctor(**platform | {"now": datetime.now(UTC) + timedelta(minutes=minutes)})
    assert said["clock"][0].startswith(sign)


def test_a_minute_is_the_limit() -> None:
    now = datetime(2026, 6, 10, tzinfo=UTC)
    assert check_clock(now - timedelta(seconds=60), now)[0].grade == "good"
    assert check_clock(now + timedelta(seconds=61), now)[0].grade == "bad"


async def test_a_webhook_that_fits(doctor: Doctor, sandbox: Sandbox, platform: dict[str, Any]) -> None:
    url = "http://127.0.0.1:1/telegram"
    settings = platform | {"webhook_url": url, "webhook_secret": SECRET}
    https, told = (await doctor(**settings))["webhook"]
    assert https.startswith("! WEBHOOK_URL is not https.")
    assert told.startswith("! The platform has not been told WEBHOOK_URL yet")
    await call(sandbox, "setWebhook", url=url, secret_token=SECRET)
    assert (await doctor(**settings))["webhook"][1:] == ["✓ The platform calls WEBHOOK_URL."]


async def test_a_webhook_that_cannot_be_reached(doctor: Doctor, sandbox: Sandbox, platform: dict[str, Any]) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/telegram"
        await call(sandbox, "setWebhook", url=url, secret_token=SECRET)
        async with SandboxClient(sandbox.url) as client:
            await (await client.person(1, "Người mẫu")).start()
        webhook = sandbox.telegram.webhook
        while webhook.last_error is None:
            await call(sandbox, "getMe")
        said = await doctor(**platform | {"webhook_url": url, "webhook_secret": SECRET})
    assert said["webhook"][-1].startswith("✗ At ")
    assert "“Connection refused”" in said["webhook"][-1]


async def test_somebody_elses_webhook(doctor: Doctor, sandbox: Sandbox, platform: dict[str, Any]) -> None:
    await call(sandbox, "setWebhook", url="http://127.0.0.1:1/a-secret-path")
    (line,) = (await doctor(**platform))["webhook"]
    assert line.startswith("! The platform calls 127.0.0.1, though WEBHOOK_URL is not set.")
    settings = {"webhook_url": "https://bot.example/telegram", "webhook_secret": SECRET}
    (other,) = (await doctor(**platform | settings))["webhook"]
    assert other.startswith("✗ The platform calls 127.0.0.1, and not WEBHOOK_URL.")
    assert "a-secret-path" not in line + other


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"webhook_url": "https://bot.example/t"}, "✗ With WEBHOOK_URL, set WEBHOOK_SECRET too"),
        ({"webhook_url": "bot.example/t", "webhook_secret": SECRET}, "✗ WEBHOOK_URL is not a web address."),
    ],
)
async def test_settings_of_a_webhook(
    doctor: Doctor, platform: dict[str, Any], settings: dict[str, Any], complaint: str
) -> None:
    assert (await doctor(**platform | settings))["webhook"][0].startswith(complaint)
