"""The figures of a round as somebody would work them out by hand, from what was typed.

Says again, as plainly as can be and with nothing of the program's, what docs/anonymity.md promises for scales of four
and three and for groups of at most twenty: this is what the summaries must show.
"""

from collections.abc import Mapping

from phieu.office.disclosure import Published
from phieu.words import Precision

FEWEST = 5
NOTHING = Published(Precision.HIDDEN)


def figures(by_group: Mapping[str, list[int]], options: int) -> dict[str | None, Published]:
    """One question about one ratee: the figure of each group, or of all together under None."""
    if len(by_group) > 1 and any(len(answers) < FEWEST for answers in by_group.values()):
        return {None: _figure([answer for answers in by_group.values() for answer in answers], options)}
    return {group: _figure(answers, options) for group, answers in by_group.items()}


def _figure(answers: list[int], options: int) -> Published:
    if len(answers) < FEWEST:
        return NOTHING
    assert len(answers) < 21, "larger groups may be rounded; this page says nothing of them"
    counts = tuple(answers.count(value) for value in range(1, options + 1))
    if len(answers) - max(counts) >= 4:
        return Published(Precision.EXACT, answers=len(answers), counts=counts)
    favourable = sum(answer > options // 2 for answer in answers)
    if options == 3 and favourable <= 3:
        return Published(Precision.HIDDEN, answers=len(answers))
    return Published(Precision.BAND, answers=len(answers), favourable=favourable)
