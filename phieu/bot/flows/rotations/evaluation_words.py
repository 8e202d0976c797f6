"""What an evaluation says, in the reader's language: the same for whoever gives it and whoever reads it."""

from markupsafe import Markup

from phieu.bot.flows.answering.parts import lines
from phieu.bot.flows.rotations.life_parts import quoted
from phieu.locales.translator import Translator, mark
from phieu.office.rotations.evaluations import Evaluation, Remark
from phieu.office.rotations.names import COMPLETION_NAMES
from phieu.words import Completion

REMARKS = {Remark.STRENGTHS: mark("Strengths"), Remark.LIMITS: mark("Limits")}


def level_name(level: Completion, t: Translator) -> str:
    """What a level is called."""
    vietnamese, english, *_ = COMPLETION_NAMES[level]
    return t.either(vietnamese, english)


def said(evaluation: Evaluation, t: Translator) -> list[Markup]:
    """The remarks and the level, each under its heading."""
    empty = t.html("<i>nothing</i>")
    level = Markup.escape(level_name(evaluation.completion, t)) if evaluation.completion else empty
    remarks = [
        lines(Markup("<b>{}</b>").format(t(heading)), quoted(text) if text else empty)
        for remark, heading in REMARKS.items()
        for text in [evaluation.remarks[remark]]
    ]
    return [*remarks, lines(t.html("<b>Level of completion</b>"), level)]
