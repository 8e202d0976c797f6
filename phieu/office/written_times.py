"""Times of day as people write them in Vietnamese or English: 14:30, 14h30, 8 giờ rưỡi sáng, 2pm."""

import re
from datetime import time

_HOURS = 24
_HALF_A_DAY = 12
_PARTS: dict[str, tuple[int, ...]] = {
    "sang": tuple(range(12)),
    "trua": tuple(range(10, 15)),
    "chieu": tuple(range(12, 20)),
    "toi": tuple(range(17, 24)),
    "dem": (*range(20, 24), *range(5)),
    "am": tuple(range(12)),
    "pm": tuple(range(12, 24)),
}
"""Which hours of 24 each part of the day has."""
_TIME = re.compile(
    r"""\b(?:
        (?P<hour>\d{1,2}) (?:
            :(?P<minute>\d{2}) (?: :00 )?
          | \s?h (?P<minute_h>\d{2})? \b
          | \s?(?:gio|g) (?: \s?(?P<minute_g>\d{1,2})\b (?: \s?phut | (?! \s* (?: thang | [/.–-]\s*\d ) ) ) )?
          | (?= \s?[ap]m\b )
        )
    )
    (?P<half> \s?ruoi\b )?
    (?: \s? (?P<part> sang | trua | chieu | toi | dem | [ap]m ) \b )?
    """,
    re.VERBOSE,
)
_PART_OF_DAY = re.compile(r"\b(sang|trua|chieu|toi|dem) (?=(?:hom )?nay\b|(?:ngay )?mai\b)")
"""As in “sáng mai”, which says as well on which day."""


class NoSuchTimeError(ValueError):
    """It looks like a time of day, but there is none such: 25:00, 14h sáng."""


def take_time(folded: str) -> tuple[time | None, str]:
    """The time of day in a text (as `spelling.fold` writes it), and the text without it; None if there is none.

    Raises NoSuchTimeError.
    """
    found = _TIME.search(folded)
    if found is None:
        return None, folded
    rest = folded[: found.start()] + " " + folded[found.end() :]
    part = found["part"]
    if part is None and (elsewhere := _PART_OF_DAY.search(rest)):
        part, rest = elsewhere[1], rest[: elsewhere.start()] + rest[elsewhere.end() :]
    minute = int(found["minute"] or found["minute_h"] or found["minute_g"] or (30 if found["half"] else 0))
    try:
        return time(_hour(int(found["hour"]), part), minute), rest
    except ValueError as error:
        raise NoSuchTimeError from error


def _hour(written: int, part: str | None) -> int:
    """The hour of 24; raises ValueError if that part of the day has no such hour."""
    if part is None:
        return written
    if part in {"am", "pm"} and written == _HALF_A_DAY:
        return 0 if part == "am" else written
    for hour in (written, written + _HALF_A_DAY):
        if hour < _HOURS and hour in _PARTS[part]:
            return hour
    raise ValueError(part)
