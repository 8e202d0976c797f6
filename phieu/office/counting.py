"""Counting: from ballots to counts, ratee × question × group × answer → how many."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from phieu.office.answers import MAX_OPTIONS
from phieu.office.audit import Counts
from phieu.office.forms import Form, FormQuestion


class Asked(NamedTuple):
    """One group of raters was asked about one ratee with one form."""

    ratee_id: int
    group_id: int
    form_id: int


class CastBallot(NamedTuple):
    """What closing reads of a ballot: everything but its key."""

    ratee_id: int
    group_id: int
    form_id: int
    answers: bytes


class Block(NamedTuple):
    """One question about one ratee: what disclosure decides as a whole.

    Two forms that hold the same question, word for word, share a block.
    """

    ratee_id: int
    question: FormQuestion


def count_ballots(
    asked: Iterable[Asked], ballots: Iterable[CastBallot], forms: Mapping[int, Form]
) -> dict[Block, dict[int, Counts]]:
    """Count every block by group id; groups in which nobody answered are there with zeros.

    Unanswered, skipped and "not enough contact" count for nothing.
    """
    cast: dict[Asked, list[bytes]] = {one: [] for one in asked}
    for ratee_id, group_id, form_id, answers in ballots:
        cast[Asked(ratee_id, group_id, form_id)].append(answers)
    blocks: dict[Block, dict[int, Counts]] = defaultdict(dict)
    for (ratee_id, group_id, form_id), rows in cast.items():
        questions = forms[form_id].questions
        together = b"".join(rows)
        for place, question in enumerate(questions):
            counts = _count_column(together[place :: len(questions)], len(question.options))
            groups = blocks[Block(ratee_id, question)]
            groups[group_id] = _added(groups[group_id], counts) if group_id in groups else counts
    return dict(blocks)


def _count_column(column: bytes, options: int) -> Counts:
    assert options <= MAX_OPTIONS
    return tuple(column.count(value) for value in range(1, options + 1))


def _added(one: Counts, other: Counts) -> Counts:
    return tuple(map(sum, zip(one, other, strict=True)))
