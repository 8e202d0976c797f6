"""What the clock does for rotations."""

from phieu.installation import Installation


async def move_rotations_on(installation: Installation) -> None:
    """Put into force what was decided and begins today; the positions change with it."""
    del installation


async def ask_about_rotations(installation: Installation) -> None:
    """Ask how it goes, ask the receiving unit's head for the evaluation, and tell the admins what is late."""
    del installation
