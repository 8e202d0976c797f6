"""What an error of a call to Zalo means for a notice: above all, whether it may have been delivered after all."""

from datetime import timedelta

from phieu.bot.delivery.sender import DoubtError, RefusedError, RestError, TryAgainError
from phieu.bot.zalo_api import errors

SHUT_OUT = timedelta(hours=1)
"""How long nothing is tried after the plan is used up, or the token unknown, unless the platform asks for a pause."""


def meaning_of(error: errors.ZaloError) -> Exception:
    """The error that `Sender` raises for this one; the platform does not tell who has blocked the bot."""
    match error:
        case errors.QuotaError():
            return RestError(error.retry_after or SHUT_OUT)
        case errors.AuthError():
            return RestError(SHUT_OUT)
        case errors.TransientError(in_doubt=True):
            return DoubtError()
        case errors.TransientError(code=0):  # no connection came about
            return RestError()
        case errors.RefusedError():
            return RefusedError()
    return TryAgainError()
