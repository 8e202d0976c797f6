"""Handing something over of which no record is kept: what only concerns people who have not answered yet."""


class Unrecorded:
    """See `sender.Handing`; gone with the message."""

    def __init__(self) -> None:
        self.message_ids: tuple[str, ...] = ()

    async def begins(self) -> None:
        """Nothing is noted."""

    async def taken(self, message_id: str, *, last: bool) -> None:  # noqa: ARG002 - it is the protocol's
        """It is remembered until the last message of the screen has gone."""
        self.message_ids += (message_id,)
