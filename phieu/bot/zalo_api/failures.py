"""What an error of the connection means: above all, whether the call may have been carried out all the same."""

import httpx

from phieu.bot.zalo_api.errors import IdleError, RefusedError, TransientError, ZaloError
from phieu.bot.zalo_api.replies import FETCHING

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""No connection came about. Of all other errors nobody knows whether the platform had the call by then."""
CANNOT_BE_SENT = (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL, UnicodeError)
"""The address or the call itself is at fault."""
FAILURES = (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError, UnicodeError)
"""What a call of httpx's raises; TimeoutError if it takes longer, as a whole, than it was given."""


def meaning_of(error: Exception, method: str) -> ZaloError:
    """The error that `ZaloBot` raises for this one."""
    if isinstance(error, CANNOT_BE_SENT):
        return RefusedError()
    if isinstance(error, NEVER_SENT):
        return TransientError(in_doubt=False)
    if method == FETCHING and isinstance(error, httpx.ReadTimeout | TimeoutError):
        return IdleError()
    return TransientError(in_doubt=True)
