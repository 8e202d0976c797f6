"""Zalo's token, plan, page and webhook, as a real server tells them; and whether calls like Zalo's get through."""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from phieu.doctor.zalo_probe import check_reach
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.server import Sandbox
from tests.doctor.conftest import Doctor

SECRET = "a-secret"
PAGE = "https://zalo.me/1234567890123456789"
NEVER_READ = "7000000000000000009:another-token-of-nobody"
Answering = Callable[[web.Request], Awaitable[web.Response]]


@pytest.fixture
def zalo(sandbox: Sandbox) -> dict[str, Any]:
    return {
        "zalo_token": sandbox.zalo_token,
        "zalo_api_url": sandbox.zalo_url,
        "zalo_link": PAGE,
        "now": datetime.now(UTC),
    }


async def call(sandbox: Sandbox, method: str, **arguments: Any) -> None:
    url = f"{sandbox.zalo_url}/bot{sandbox.zalo_token}/{method}"
    async with aiohttp.ClientSession() as session, session.post(url, json=arguments) as response:
        assert response.status == 200


@asynccontextmanager
async def served(answer: Answering, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """What stands at WEBHOOK_URL in place of the bot; its address, without a path."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    _, port = runner.addresses[0]
    yield f"http{'s' if tls else ''}://127.0.0.1:{port}"
    await runner.cleanup()


def saying(status: int) -> Answering:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status)

    return answer


async def test_all_is_well(doctor: Doctor, sandbox: Sandbox, zalo: dict[str, Any]) -> None:
    said = await doctor(**zalo)
    assert said["token"] == [f"✓ {sandbox.zalo_url} accepts ZALO_TOKEN. The bot is Bot Phiếu, its plan BASIC."]
    assert said["zalo"] == [f"✓ Invitations lead to {PAGE}."]
    assert said["clock"][0] == "✓ The machine's clock is right."
    (webhook,) = said["webhook"]
    assert webhook.startswith("! The bot asks Zalo for its messages.")


async def test_beside_telegram(doctor: Doctor, sandbox: Sandbox, zalo: dict[str, Any]) -> None:
    said = await doctor(**zalo, telegram_token=sandbox.token, telegram_api_url=sandbox.url)
    assert [line.partition("accepts")[0] for line in said["token"]] == [f"✓ {sandbox.url} ", f"✓ {sandbox.zalo_url} "]
    assert len(said["webhook"]) == 2
    assert sum("The machine's clock is" in line for line in said["clock"]) == 1


async def test_zalo_is_well_while_telegram_is_out_of_reach(
    doctor: Doctor, zalo: dict[str, Any], unused_tcp_port: int
) -> None:
    nowhere = {"telegram_token": "1:a", "telegram_api_url": f"http://127.0.0.1:{unused_tcp_port}"}
    said = await doctor(**zalo | nowhere)
    assert [line[0] for line in said["token"]] == ["✗", "✓"]
    assert said["clock"][0] == "✓ The machine's clock is right."  # by Zalo's


@pytest.mark.parametrize("token", [NEVER_READ, "no token", "a/../b?c#d"])
async def test_a_wrong_token(doctor: Doctor, zalo: dict[str, Any], token: str) -> None:
    said = await doctor(**zalo | {"zalo_token": token})
    (line,) = said["token"]
    assert "does not accept ZALO_TOKEN" in line
    assert token not in str(said)
    assert "webhook" not in said


async def test_out_of_reach(doctor: Doctor, zalo: dict[str, Any], unused_tcp_port: int) -> None:
    said = await doctor(**zalo | {"zalo_api_url": f"http://127.0.0.1:{unused_tcp_port}"})
    assert "does not answer as it should (ClientConnectorError)" in said["token"][0]
    assert said["clock"][0].startswith("! The clock could not be compared")


async def test_a_platform_that_stumbles(doctor: Doctor, sandbox: Sandbox, zalo: dict[str, Any]) -> None:
    async with SandboxClient(sandbox.url) as client:
        await client.zalo_fault(FaultKind.BAD_GATEWAY, method="getMe", times=1)
    assert (await doctor(**zalo))["token"][0].startswith(f"✗ {sandbox.zalo_url} does not answer as it should (")


@pytest.mark.parametrize(
    ("link", "sign"),
    [
        ("", "! ZALO_LINK is not set"),
        ("https://bot.zaloplatforms.com/bots/1234567", "✓ Invitations lead to"),
        (f" {PAGE} ", f"✓ Invitations lead to {PAGE}."),
        ("http://zalo.me/123", "✗ ZALO_LINK is not the address"),
        ("https://zalo.me/", "✗ ZALO_LINK is not the address"),
        ("https://zalo.me.example.com/123", "✗ ZALO_LINK is not the address"),
        ("zalo.me/123", "✗ ZALO_LINK is not the address"),
    ],
)
async def test_where_invitations_lead(doctor: Doctor, zalo: dict[str, Any], link: str, sign: str) -> None:
    (line,) = (await doctor(**zalo | {"zalo_link": link}))["zalo"]
    assert line.startswith(sign)


@pytest.mark.parametrize(
    ("settings", "warned"),
    [
        ({}, False),
        ({"zalo_users": 20, "zalo_messages": 100}, False),
        ({"zalo_users": 51}, True),
        ({"zalo_users": 0}, True),
        ({"zalo_messages": 3001}, True),
        ({"zalo_messages": 0}, True),
    ],
)
async def test_the_plan(doctor: Doctor, zalo: dict[str, Any], settings: dict[str, Any], *, warned: bool) -> None:
    lines = (await doctor(**zalo | settings))["zalo"]
    assert any(line.startswith("! The bot's plan is BASIC") for line in lines) is warned


@pytest.mark.parametrize("status_without", [404, 200])
async def test_a_webhook_that_zalo_does_not_know_yet(
    doctor: Doctor, sandbox: Sandbox, zalo: dict[str, Any], status_without: int
) -> None:
    async with SandboxClient(sandbox.url) as client:
        await client.zalo_switch(info_without_webhook=status_without)
    async with served(saying(200)) as url:
        said = await doctor(**zalo, webhook_url=f"{url}/telegram", webhook_secret=SECRET)
    assert said["webhook"][1:] == [
        "! Zalo has not been told WEBHOOK_URL yet; “phieu run” tells it.",
        "✓ A call like Zalo's gets through to the bot.",
    ]


async def test_a_webhook_that_fits(doctor: Doctor, sandbox: Sandbox, zalo: dict[str, Any]) -> None:
    async with served(saying(200)) as url:
        await call(sandbox, "setWebhook", url=f"{url}/telegram/zalo", secret_token="a-long-secret")
        said = await doctor(**zalo, webhook_url=f"{url}/telegram", webhook_secret=SECRET)
        assert said["webhook"][1] == "✓ Zalo calls its address below WEBHOOK_URL."
        (by_polling,) = (await doctor(**zalo))["webhook"]
    assert by_polling.startswith("! Zalo calls 127.0.0.1, though WEBHOOK_URL is not set")


async def test_somebody_elses_webhook(doctor: Doctor, sandbox: Sandbox, zalo: dict[str, Any]) -> None:
    async with served(saying(200)) as url:
        await call(sandbox, "setWebhook", url=f"{url}/a-secret-path", secret_token="a-long-secret")
        said = await doctor(**zalo, webhook_url=f"{url}/telegram", webhook_secret=SECRET)
    assert said["webhook"][1].startswith("✗ Zalo calls 127.0.0.1, and not its address")
    assert "a-secret-path" not in str(said)


async def test_a_webhook_of_which_nothing_fits_is_not_called(doctor: Doctor, zalo: dict[str, Any]) -> None:
    said = await doctor(**zalo, webhook_url="our.office/bot", webhook_secret=SECRET)
    assert said["webhook"] == ["✗ WEBHOOK_URL is not a web address. Write it as https://name/path."]


@pytest.mark.parametrize(
    ("status", "grade", "word"),
    [
        (200, "good", "gets through"),
        (204, "good", "gets through"),
        (302, "bad", "not passed on"),
        (401, "bad", "not passed on"),
        (403, "bad", "Browser Integrity Check"),
        (404, "bad", "not passed on"),
        (502, "warning", "cannot be reached"),
        (599, "warning", "cannot be reached"),
    ],
)
async def test_what_stands_before_the_bot(status: int, grade: str, word: str) -> None:
    async with served(saying(status)) as url:
        found = await check_reach(f"{url}/zalo")
    assert (found.grade, word in found.text) == (grade, True)


async def test_it_is_called_as_zalo_calls() -> None:
    called: list[tuple[str, str, bytes]] = []

    async def note(request: web.Request) -> web.Response:
        called.append((request.method, request.headers["User-Agent"], await request.read()))
        return web.Response()

    async with served(note) as url:
        await check_reach(f"{url}/zalo")
    assert called == [("POST", "Java/1.8.0_192", b"")]


async def test_nobody_there(unused_tcp_port: int) -> None:
    found = await check_reach(f"http://127.0.0.1:{unused_tcp_port}/zalo")
    assert (found.grade, found.arguments) == ("warning", {"kind": "ClientConnectorError"})


@pytest.mark.parametrize("oldest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_a_certificate_that_nobody_trusts_and_a_tls_that_is_too_new(
    tmp_path: Path, oldest: ssl.TLSVersion
) -> None:
    async with served(saying(200), certified(tmp_path, oldest)) as url:
        found = await check_reach(f"{url}/zalo")
    assert found.grade == "bad", found
    assert "TLS 1.2" in found.text
    too_new = oldest is ssl.TLSVersion.TLSv1_3
    assert found.arguments["kind"] == ("TLS 1.3" if too_new else "ClientConnectorCertificateError")


def certified(folder: Path, oldest: ssl.TLSVersion) -> ssl.SSLContext:
    """A server's side of TLS, by a certificate that it has signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bot.example")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    certificate = builder.sign(key, hashes.SHA256())
    file = folder / "bot.pem"
    plain = serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    context.minimum_version = oldest
    return context


async def test_that_one_bot_alone_can_run_is_told_where_several_might(
    doctor: Doctor, zalo: dict[str, Any], postgres_url: str, request: pytest.FixtureRequest
) -> None:
    shared = zalo | {"database_url": postgres_url, "webhook_url": "http://127.0.0.1:1/t", "webhook_secret": SECRET}
    (line,) = (await doctor(**shared))["redis"]
    assert line.startswith("✓ One bot alone can run on this database")
    assert "redis" not in await doctor(**shared | {"webhook_url": ""})
    (line,) = (await doctor(**shared, redis_url=request.getfixturevalue("redis_server").url))["redis"]
    assert "One bot alone" not in line
