"""Fixtures of the end-to-end tests."""

from tests.end_to_end.scene import scene

__all__ = ["scene"]
