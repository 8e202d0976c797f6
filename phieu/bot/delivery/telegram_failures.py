"""What an error of Telegram's library means for a notice: above all, whether it may have been delivered after all."""

from datetime import timedelta

import httpx
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from phieu.bot.delivery.sender import DoubtError, RefusedError, RestError, TryAgainError, UnreachableError

GONE = ("chat not found", "user not found", "user is deactivated")
"""What the platform says, among its refusals, of chats that are no more."""
TOO_SLOW = "gateway time"
"""504: what answers for the platform has passed the call on, and does not know what became of it."""
NEVER_CAME_ABOUT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""The connection, that is: nothing was sent. Of all other errors of a connection nobody knows when they came."""


def meaning_of(error: TelegramError) -> Exception:
    """The error that `Sender` raises for this one."""
    cause = error.__cause__
    match error:
        case RetryAfter():
            return RestError(duration(error.retry_after))
        case Forbidden():
            return UnreachableError()
        case BadRequest():  # before NetworkError, whose subclass it is
            return UnreachableError() if error.message.lower() in GONE else RefusedError()
    if isinstance(cause, NEVER_CAME_ABOUT):
        return RestError()
    answered = cause is None or isinstance(cause, TelegramError)  # if only with an error page
    return TryAgainError() if answered and not error.message.lower().startswith(TOO_SLOW) else DoubtError()


def duration(retry_after: int | timedelta) -> timedelta:
    """The pause that is asked for; the library is changing its type."""
    return retry_after if isinstance(retry_after, timedelta) else timedelta(seconds=retry_after)
