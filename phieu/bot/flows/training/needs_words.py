"""How what people need to learn reads on every screen."""

from collections.abc import Iterable

from markupsafe import Markup

from phieu.bot.flows.training.course_words import LONGEST_LABEL, level_name
from phieu.locales.translator import Translator
from phieu.office.shortening import shorten
from phieu.office.training.needs_figures import NeedCount
from phieu.office.training.needs_stages import Stage
from phieu.storage.tables import NeedsSurvey, TrainingNeed
from phieu.words import CourseLevel


def need_line(need: TrainingNeed, t: Translator, by: str = "") -> Markup:
    """One need in a line, ticked if the unit needs it, too; with whose it is if that is given."""
    sign = "✓" if need.supported else "•"
    line = Markup("{} {} <i>({})</i>").format(sign, need.topic, level_name(CourseLevel(need.level), t))
    return line if not by else line + Markup(" – {}").format(by)


def need_lines(needs: Iterable[TrainingNeed], t: Translator) -> Markup:
    """All of them."""
    return Markup("\n").join(need_line(one, t) for one in needs)


def need_label(need: TrainingNeed, sign: str) -> str:
    """One need on a button."""
    return shorten(f"{sign} {need.topic}", LONGEST_LABEL)


def stage_text(survey: NeedsSurvey, stage: Stage, t: Translator) -> Markup:
    """How far the survey has got."""
    match stage:
        case Stage.SAYING:
            return t.html("People can say what they need until the end of {day}.", day=t.date(survey.say_by))
        case Stage.CHOOSING:
            return t.html(
                "Everybody has been heard. The heads choose what their units need until the end of {day}.",
                day=t.date(survey.choose_by),
            )
        case Stage.OVER:
            return t.html("People and units have been heard, until {day}.", day=t.date(survey.choose_by))


def count_text(count: NeedCount, t: Translator) -> str:
    """How many, and how many of them the units need, too."""
    said = t.plural("{count} need", "{count} needs", count.said)
    return t("{said}, {supported} of them chosen by the units", said=said, supported=t.number(count.supported))
