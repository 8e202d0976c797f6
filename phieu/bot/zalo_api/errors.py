"""What can become of a call to Zalo. No error quotes an address, a token, a chat or a text: it bears a code at most."""

from datetime import timedelta


class ZaloError(Exception):
    """A call did not succeed. `code` is the platform's or the HTTP status; 0 if there was no answer."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(f"code {code}" if code else "no answer")
        self.code = code


class IdleError(ZaloError):
    """Nothing has come in while the platform waited: the normal end of a poll."""


class WebhookActiveError(ZaloError):
    """There is nothing to fetch, since the bot's messages go to a webhook."""


class AuthError(ZaloError):
    """The platform does not know the token, or no longer."""


class QuotaError(ZaloError):
    """The plan's messages are used up, or too many came at once. Trying again at once is of no use."""

    def __init__(self, code: int = 0, retry_after: timedelta | None = None) -> None:
        """`retry_after` is the pause that the platform asks for, if it does."""
        super().__init__(code)
        self.retry_after = retry_after


class TransientError(ZaloError):
    """The network or the platform stumbled, which may pass.

    `in_doubt`: the call may have been carried out all the same; otherwise it surely was not.
    """

    def __init__(self, code: int = 0, *, in_doubt: bool) -> None:
        super().__init__(code)
        self.in_doubt = in_doubt


class RefusedError(ZaloError):
    """The platform does not take this call, and never will."""
