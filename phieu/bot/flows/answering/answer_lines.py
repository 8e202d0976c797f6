"""A ballot's answers and comment in words, as its rater reads them."""

from collections.abc import Iterator

from markupsafe import Markup

from phieu.bot.flows.answering.parts import answer_label
from phieu.locales.translator import Translator
from phieu.office.answers import NO_CONTACT, OPEN, SKIPPED
from phieu.office.ballot_view import BallotView
from phieu.office.forms import question_text
from phieu.office.shortening import shorten

LONGEST_ANSWER = 60
ROOM = 3500
"""UTF-16 units for questions and comment, of the 4096 that a message on Telegram takes."""


def answer_lines(view: BallotView, t: Translator) -> Iterator[Markup]:
    """Each question with what was answered, all as short as it takes to fit into one message with the comment."""
    comment_units = len(view.comment.encode("utf-16-le")) // 2
    room = (ROOM - comment_units) // len(view.answers) - len("99. \n→ \n")
    for_answer = min(LONGEST_ANSWER, max(room // 2, 10))
    for number, (question, value) in enumerate(zip(view.form.questions, view.answers, strict=True), start=1):
        asked = shorten(question_text(question, t), max(room - for_answer, 10))
        if counts := value not in (OPEN, SKIPPED, NO_CONTACT):
            said = answer_label(question, value, t)
        else:
            said = {OPEN: t("still open"), SKIPPED: t("left out"), NO_CONTACT: t("not enough contact")}[value]
        said = shorten(said, for_answer)
        shape = Markup("{}. {}\n→ <b>{}</b>") if counts else Markup("{}. {}\n→ <i>{}</i>")
        yield shape.format(number, asked, said)


def comment_line(view: BallotView, t: Translator) -> Markup:
    """The comment, or that there is none."""
    return t.html("Your comment:\n<i>{comment}</i>", comment=view.comment) if view.comment else t.html("No comment.")
