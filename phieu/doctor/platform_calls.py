"""Asking a platform, with what the libraries leave out of its answers: the time at which they were given."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import aiohttp

from phieu.doctor.patient import PATIENCE_SECONDS

UNKNOWN = (401, 404)
"""What a platform answers to a token that it does not know."""


class NoAnswerError(Exception):
    """The platform could not be reached, or answers something else; the text is the kind of the error."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform says."""

    status: int
    """The code in the answer if there is one: Zalo's may differ from that of HTTP."""
    result: dict[str, Any]
    given_at: datetime | None
    """By the platform's own clock, to the second; None if it does not say."""


async def ask(api_url: str, token: str, method: str) -> Answer:
    """Call a method that only asks; raises NoAnswerError, whose text never holds the token."""
    url = f"{api_url.rstrip('/')}/bot{quote(token, safe=':')}/{method}"
    try:
        timeout = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as session, session.post(url) as response:
            said = await response.json(content_type=None)
            given_at = _moment(response.headers.get("Date", ""))
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise NoAnswerError(type(error).__name__) from None
    if not isinstance(said, dict) or "ok" not in said:
        raise NoAnswerError(f"HTTP {response.status}")
    result = said.get("result")
    code = said.get("error_code") if said["ok"] is not True else None
    status = code if isinstance(code, int) else response.status
    return Answer(status, result if isinstance(result, dict) else {}, given_at)


def _moment(date: str) -> datetime | None:
    try:
        return parsedate_to_datetime(date).astimezone(UTC)
    except ValueError:
        return None
