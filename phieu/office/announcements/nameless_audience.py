"""An audience in which somebody was named by staff number, once that person's data have been deleted. Plain values."""

from dataclasses import replace

from phieu.office.announcements.audience import Part, read_audience, write_audience
from phieu.office.selectors import TermKind


def renumbered(audience: str, number: str, instead: str) -> str:
    """The same audience with another staff number in the place of this one."""
    old, new = Part(TermKind.PERSON, number), Part(TermKind.PERSON, instead)
    read = read_audience(audience)
    return write_audience(
        replace(read, added=_exchanged(read.added, old, new), left_out=_exchanged(read.left_out, old, new))
    )


def _exchanged(parts: tuple[Part, ...], old: Part, new: Part) -> tuple[Part, ...]:
    return tuple(new if one.key == old.key else one for one in parts)
