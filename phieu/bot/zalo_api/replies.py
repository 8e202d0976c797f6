"""Reads the platform's replies: its JSON counts, whatever the HTTP status says, and only `ok: true` is success.

Recorded replies disagree on whether the status repeats the code, on how the code's key is spelt, and on whether success
bears a code as well; every way is understood.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from phieu.bot.zalo_api.errors import (
    AuthError,
    IdleError,
    QuotaError,
    RefusedError,
    TransientError,
    WebhookActiveError,
    ZaloError,
)

FETCHING = "getUpdates"
TEST_LIMIT = 426
"""What `testWebhook` says when it has been called too often today."""
PROVIDER_FAULT = 403
"""Listed by the platform as its internal error; it forbids nothing."""
LONGEST_PAUSE = timedelta(days=31)


def result_of(method: str, status: int, headers: Mapping[str, str], body: bytes) -> Any:
    """What a successful reply brought, None if nothing; raises a ZaloError for any other."""
    reply = _object_in(body)
    if reply is None:
        raise _unreadable(status, headers)
    if reply.get("ok") is True:
        return reply.get("result")
    code = _code(reply.get("error_code")) or _code(reply.get("errorCode")) or status
    raise _refusal(method, code, str(reply.get("description", "")), headers)


def _object_in(body: bytes) -> dict[str, Any] | None:
    try:
        reply = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return reply if isinstance(reply, dict) else None


def _code(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:  # noqa: PLR2004 - no code is
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _refusal(method: str, code: int, description: str, headers: Mapping[str, str]) -> ZaloError:
    if method == FETCHING:
        if code == HTTPStatus.REQUEST_TIMEOUT:
            return IdleError(code)
        if code == HTTPStatus.CONFLICT or (code == HTTPStatus.BAD_REQUEST and "webhook" in description.lower()):
            return WebhookActiveError(code)
    return _by_code(code, headers)


def _unreadable(status: int, headers: Mapping[str, str]) -> ZaloError:
    """Somebody on the way answered, or the platform did so wrongly; after a success nobody knows what it did."""
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return TransientError(status, in_doubt=True)
    return _by_code(status, headers)


def _by_code(code: int, headers: Mapping[str, str]) -> ZaloError:
    if code == HTTPStatus.UNAUTHORIZED:
        return AuthError(code)
    if code in (HTTPStatus.TOO_MANY_REQUESTS, TEST_LIMIT):
        return QuotaError(code, _pause(headers))
    if code == PROVIDER_FAULT:
        return TransientError(code, in_doubt=False)
    if code == HTTPStatus.REQUEST_TIMEOUT or code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return TransientError(code, in_doubt=True)
    return RefusedError(code)


def _pause(headers: Mapping[str, str]) -> timedelta | None:
    """The pause that Retry-After asks for, in seconds or until a date by the server's own clock."""
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return min(timedelta(seconds=int(asked[:9])), LONGEST_PAUSE)
    try:
        pause = parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError):  # TypeError: one of them tells its time zone, the other does not
        return None
    return min(max(pause, timedelta(0)), LONGEST_PAUSE)
