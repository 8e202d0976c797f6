"""One notice on its way to the platform: what the platform has of it already, and whether that is in doubt."""

from phieu.bot.delivery.clerk import Clerk
from phieu.bot.delivery.outcomes import DueNotice, held
from phieu.bot.delivery.sender import TakenBackError


class Handover:
    """The record of handing one notice over; see `sender.Handing`."""

    def __init__(self, notice: DueNotice, clerk: Clerk) -> None:
        self.notice = notice
        self.in_doubt = False
        """A message has been handed over, and it is not known what became of it."""
        self._clerk = clerk
        self._message_ids = notice.message_ids

    @property
    def message_ids(self) -> tuple[str, ...]:
        """The messages that the platform surely has."""
        return self._message_ids

    async def begins(self) -> None:
        """Mark the notice, so that a crash from here on leaves it in doubt; raises TakenBackError."""
        if not await self._clerk.mark(self.notice):
            raise TakenBackError
        self.in_doubt = True

    async def taken(self, message_id: str, *, last: bool) -> None:
        """The platform has this message. Where more are to come, a crash must not send it again: that is noted."""
        self._message_ids += (message_id,)
        self.in_doubt = False
        if not last:
            await self._clerk.note(self.notice, held(self.notice, self._message_ids))
