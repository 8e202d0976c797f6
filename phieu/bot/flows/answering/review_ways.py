"""Where one can go from a review, on every channel."""

from phieu.bot.flows.answering.parts import of_ballot
from phieu.bot.screen import Row, row
from phieu.locales.translator import Translator
from phieu.office.ballot_view import BallotView


def write_comment(view: BallotView, t: Translator) -> Row:
    """To the comment."""
    label = t("✏️ Change the comment") if view.comment else t("✏️ Write a comment")
    return row(label, of_ballot("comment", view))


def onwards(view: BallotView, t: Translator) -> Row:
    """To the next open question; to handing in, once all are dealt with."""
    if view.first_open is not None:
        on = t("▶ Go on with question {number}", number=view.first_open + 1)
        return row(on, of_ballot("question", view, view.first_open))
    return row(t("✅ Done") if view.submitted else t("✅ Hand in this ballot"), of_ballot("submit", view))


def to_review(view: BallotView, t: Translator) -> Row:
    """Back to the review."""
    return row(t("‹ Back to the overview"), of_ballot("review", view))
