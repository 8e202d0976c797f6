"""How far one ballot has got, in a word and a sign."""

from phieu.locales.translator import Translator
from phieu.office.ballot_view import BallotView


def state(view: BallotView, t: Translator) -> str:
    """In a few words."""
    if view.sealed:
        return t("cannot be opened")
    if view.submitted:
        return t("handed in")
    if not view.dealt_with:
        return t("not begun")
    if view.first_open is None:
        return t("not yet handed in")
    return t("{done} of {all} questions", done=view.dealt_with, all=len(view.answers))


def sign(view: BallotView) -> str:
    """In one sign."""
    return "✅" if view.submitted else "✏️" if view.dealt_with else "⬜"
