"""What the clock does for announcements."""

from phieu.installation import Installation


async def send_what_is_planned(installation: Installation) -> None:
    """Hand over to the outbox what was planned for a time that has come; finish what everybody has."""
    del installation
