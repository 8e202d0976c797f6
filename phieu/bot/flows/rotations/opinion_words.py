"""What the receiving unit says to a rotation, as its head and the admins read it."""

from collections.abc import Collection

from markupsafe import Markup

from phieu.bot.flows.answering.parts import lines
from phieu.bot.flows.rotations.life_parts import quoted
from phieu.locales.translator import Translator
from phieu.office.erased import named
from phieu.office.rotations.opinions import Opinion


def opinion_text(opinion: Opinion | None, unit: str, t: Translator, asked: Collection[str] = ()) -> Markup:
    """The opinion under its heading; `asked` are the names of those whose it is to say."""
    head = t.html("🏢 <b>Opinion of {unit}</b>", unit=unit)
    if opinion is None or opinion.in_favour is None:
        return lines(head, _not_given(opinion, asked, t))
    given = {"name": named(opinion.given_by, t), "day": t.date(opinion.given_on) if opinion.given_on else ""}
    said = (
        t.html("✅ The unit agrees ({name}, {day}).", **given)
        if opinion.in_favour
        else t.html("✋ The unit has reservations ({name}, {day}).", **given)
    )
    return lines(head, said, quoted(opinion.remarks) if opinion.remarks else "")


def _not_given(opinion: Opinion | None, asked: Collection[str], t: Translator) -> Markup:
    if not asked:
        return t.html("The unit has no head, and nobody is in charge of it, so there is nobody to be asked.")
    names = ", ".join(asked)
    if opinion is None:
        return t.html("<i>not asked yet</i> ({names})", names=names)
    return t.html("It has been asked of {names}; there is no answer yet.", names=names)
