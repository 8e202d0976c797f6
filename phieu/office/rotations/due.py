"""What the clock does for rotations."""

from phieu.office.rotations.asking import ask_about_rotations
from phieu.office.rotations.moving_on import move_rotations_on

__all__ = ["ask_about_rotations", "move_rotations_on"]
