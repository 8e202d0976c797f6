"""The line that says what a range means, wherever ranges are told."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from phieu.locales.translator import Translator
from phieu.office.reports.wording import range_meaning
from phieu.office.scores import ScoreRange


def range_note(ranges: Iterable[ScoreRange | None], t: Translator) -> Iterator[Markup]:
    """The line, with the first range among these as its example; nothing if all are exact."""
    if meaning := range_meaning(ranges, t):
        yield Markup("ℹ️ <i>{}</i>").format(meaning)
