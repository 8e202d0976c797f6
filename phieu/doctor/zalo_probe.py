"""Whether a call like Zalo's gets through to the bot: tried from this machine, with nothing in it."""

import ssl
from http import HTTPStatus

import aiohttp

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.patient import PATIENCE_SECONDS
from phieu.locales.translator import mark

NAME = "webhook"
CALLER = "Java/1.8.0_192"
"""As what Zalo calls, by TLS 1.2; some protections take it for a robot."""
FAILURES = (aiohttp.ClientError, TimeoutError, OSError, ValueError)


async def check_reach(url: str) -> Finding:
    """What an empty call comes to, of which the bot itself makes nothing."""
    try:
        return _answered(await _call(url, ssl.TLSVersion.TLSv1_2))
    except aiohttp.ClientSSLError as error:
        return _insecure(type(error).__name__)
    except FAILURES as error:
        too_new = await _is_reached(url, ssl.TLSVersion.TLSv1_3)  # servers say in many ways that they do not like 1.2
        return _insecure("TLS 1.3") if too_new else _not_reached(type(error).__name__)


async def _is_reached(url: str, newest: ssl.TLSVersion) -> bool:
    try:
        await _call(url, newest)
    except FAILURES as error:
        return isinstance(error, aiohttp.ClientSSLError)
    return True


async def _call(url: str, newest: ssl.TLSVersion) -> int:
    """The status that an empty call is answered with, by a TLS that is no newer. Raises one of FAILURES."""
    context = ssl.create_default_context()
    context.maximum_version = newest
    timeout = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
    async with (
        aiohttp.ClientSession(timeout=timeout, trust_env=True, headers={"User-Agent": CALLER}) as session,
        session.post(url, ssl=context, allow_redirects=False) as response,
    ):
        return response.status


def _answered(status: int) -> Finding:
    if status in range(200, 300):
        return good(NAME, mark("A call like Zalo's gets through to the bot."))
    if status == HTTPStatus.FORBIDDEN:
        text = mark(
            "Something before the bot refuses calls like Zalo's, which come from Java. At Cloudflare, switch the "
            "Browser Integrity Check off for WEBHOOK_URL and all below it, by a Configuration Rule."
        )
        return bad(NAME, text)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _not_reached(f"HTTP {status}")
    text = mark(
        "A call like Zalo's is not passed on to the bot (HTTP {status}). The TLS proxy must pass on WEBHOOK_URL and "
        "all below it; and the bot must have been started anew since ZALO_TOKEN was set."
    )
    return bad(NAME, text, status=str(status))


def _not_reached(kind: str) -> Finding:
    text = mark(
        "From this machine the bot cannot be reached by WEBHOOK_URL ({kind}). If it runs, check the TLS proxy, and "
        "that it passes on to WEBHOOK_HOST and WEBHOOK_PORT."
    )
    return warning(NAME, text, kind=kind)


def _insecure(kind: str) -> Finding:
    text = mark(
        "A call like Zalo's fails at the TLS of WEBHOOK_URL ({kind}). Its certificate must be valid, and TLS 1.2 "
        "allowed besides 1.3."
    )
    return bad(NAME, text, kind=kind)
