"""Tells when Zalo has nothing to hand over but what it has handed over before.

Normally each update comes once. It has been measured, though, that the platform handed the same ones over for ever, and
at once: then a poll that never rests would ask it a dozen times a second.
"""

from collections.abc import Hashable

MOST = 10_000
"""Answers without anything new, all different, that are remembered at most."""


class Circle:
    """What has come since the last new update, or since the last rest."""

    def __init__(self) -> None:
        self._came: set[Hashable] = set()

    def is_closed_by(self, answer: Hashable, *, new: bool) -> bool:
        """Whether a rest is due: this has come already, and nothing new in between."""
        if new:
            self._came = {answer}
            return False
        closed = answer in self._came or len(self._came) >= MOST
        if closed:
            self._came.clear()
        else:
            self._came.add(answer)
        return closed
