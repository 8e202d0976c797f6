"""Answering: the ballots that a person has, one question a screen, the comment, the review, and handing in.

Nothing is remembered between two choices: each screen is made from the ballot as it lies in the box.
"""

from phieu.bot.context import Flow, NoticeFlow
from phieu.bot.flows.answering import ballots, comment, handing_in, question, quiet_review, review, round_opened
from phieu.bot.flows.answering.faults import kindly
from phieu.words import NoticeKind


def _all_kindly(flows: dict[str, Flow]) -> dict[str, Flow]:
    return {word: kindly(flow) for word, flow in flows.items()}


COMMANDS: dict[str, Flow] = _all_kindly(ballots.COMMANDS)
ACTIONS: dict[str, Flow] = _all_kindly(
    ballots.ACTIONS | question.ACTIONS | comment.ACTIONS | review.ACTIONS | quiet_review.ACTIONS | handing_in.ACTIONS
)
EXPECTS: dict[str, Flow] = _all_kindly(comment.EXPECTS)
NOTICES: dict[NoticeKind, NoticeFlow] = round_opened.NOTICES
