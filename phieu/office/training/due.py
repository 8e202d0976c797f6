"""What the clock does for training."""

from phieu.installation import Installation


async def remind_of_nominations(installation: Installation) -> None:
    """Remind, once, those whose answer to a nomination is due soon."""
    del installation
