"""The notice that a round has opened. It says how many ballots wait, and nothing of what was answered meanwhile."""

from phieu.bot.actions import action
from phieu.bot.context import Context, NoticeFlow
from phieu.bot.flows.answering.parts import due, paragraphs
from phieu.bot.screen import Screen, row
from phieu.office.notices import round_of
from phieu.office.open_rounds import RoundOverError, UnknownRoundError, open_rounds
from phieu.office.periods import round_title
from phieu.words import NoticeKind


async def round_opened(subject: str, context: Context) -> Screen | None:
    """The words for one rater; None once the round is closed."""
    t, person = context.t, context.somebody
    try:
        one = await open_rounds(context.installation.database).checked(round_of(subject))
    except (RoundOverError, UnknownRoundError):
        return None
    assert person.id is not None
    count = len(one.ballots_of(person.id))
    if not count:
        return None
    greeting = t.html(
        "Dear <b>{name}</b>,\n<b>{title}</b> has begun.", name=person.name, title=round_title(one.kind, one.period, t)
    )
    ballots = t.plural_html("You have <b>{count} ballot</b>.", "You have <b>{count} ballots</b>.", count)
    how = t.html(
        "A ballot takes two or three minutes, one choice a question. You can stop at any time and go on later, "
        "on another phone too.\n\n"
        "🔒 Nobody sees who gave which answer. What is promised, and what is not, is told under “Privacy” below."
    )
    text = paragraphs(greeting, ballots + " " + due(one, t, context.now), how)
    return Screen(text, (row(t("▶ Open my ballots"), action("ballots")), row(t("🔒 Privacy"), action("privacy"))))


NOTICES: dict[NoticeKind, NoticeFlow] = {NoticeKind.ROUND_OPENED: round_opened}
