"""Results of a whole class, typed as a list: one line each, the person's number and the result."""

import re

from phieu.locales.translator import mark
from phieu.office.shortening import shorten
from phieu.office.training.refusals import Refusal

_LINE = re.compile(r"(?P<number>\d{1,4})(?:\s*[.:)–-]\s+|:|\s+)(?P<result>\S.*)")
_MOST_QUOTED = 40


def read_results(text: str, longest: int, numbers: set[int]) -> tuple[dict[int, str], list[Refusal]]:
    """The results by number, and everything that is wrong with the list; what is right can be kept all the same.

    `numbers` are those that stand before somebody; a result has at most `longest` characters.
    """
    found: dict[int, str] = {}
    faults = []
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = _LINE.fullmatch(line)
        if parts is None:
            faults.append(_fault(mark("“{line}”: please write the number first, then the result."), line))
            continue
        number, result = int(parts["number"]), parts["result"]
        if number not in numbers:
            faults.append(_fault(mark("“{line}”: nobody has that number."), line))
        elif number in found:
            faults.append(_fault(mark("“{line}”: that number has a result above already."), line))
        elif len(result) > longest:
            faults.append(_fault(mark("“{line}”: that result is too long."), line))
        else:
            found[number] = result
    return found, faults


def _fault(text: str, line: str) -> Refusal:
    return Refusal(text, {"line": shorten(line, _MOST_QUOTED)})
