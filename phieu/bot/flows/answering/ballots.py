"""The list of one's ballots, and the first screen of each: whom it is about, and how its answers will be counted."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from phieu.bot.actions import parse
from phieu.bot.context import Context, Flow
from phieu.bot.event import Event
from phieu.bot.flows.answering.ballot_list import ballot_list, next_ballot
from phieu.bot.flows.answering.numbers import how_to_answer
from phieu.bot.flows.answering.parts import about, due, of_ballot, paragraphs, to_list
from phieu.bot.flows.answering.question import question_screen
from phieu.bot.flows.answering.review import review_screen
from phieu.bot.screen import Choice, Row, Screen
from phieu.locales.translator import Translator
from phieu.office import answering
from phieu.office.ballot_view import BallotView
from phieu.office.periods import round_title


async def show_list(event: Event, context: Context) -> Screen:
    """All ballots; the action may name a page."""
    asked = parse(event.action)
    page = asked.numbers(1)[0] if asked.arguments else 0
    return ballot_list(await _ballots(context), context, page)


async def go_on(_event: Event, context: Context) -> Screen:
    """Straight to the next open question; a ballot not yet begun shows first how it will be counted."""
    views = await _ballots(context)
    view = next_ballot(views)
    if view is None:
        return ballot_list(views, context)
    if not view.dealt_with:
        return ballot_screen(view, context)
    if view.first_open is None:
        return review_screen(view, context)
    return question_screen(view, view.first_open, context)


async def show_ballot(event: Event, context: Context) -> Screen:
    """The first screen of one ballot."""
    round_id, ratee_id = parse(event.action).numbers(2)
    assert context.somebody.id is not None
    view = await answering.ballot(context.installation, context.somebody.id, round_id, ratee_id)
    return ballot_screen(view, context)


def ballot_screen(view: BallotView, context: Context) -> Screen:
    """Whom the ballot is about, with how many others its answers are counted, and what may be done now."""
    t = context.t
    head = t.html(
        "<b>Ballot {number} of {of}</b> · {title}",
        number=view.number,
        of=view.of,
        title=round_title(view.round.kind, view.round.period, t),
    )
    text = paragraphs(
        head,
        about(view.ratee),
        _where_you_are(view, t),
        _counted(view, t),
        how_to_answer(view, context),
        due(view.round, t, context.now),
    )
    return Screen(text, (*_rows(view, context), to_list(t)))


def _where_you_are(view: BallotView, t: Translator) -> Markup:
    if view.submitted:
        return t.html("You have handed in this ballot. Until the round closes you may open it again and change it.")
    if view.dealt_with:
        return t.html("You have dealt with {done} of {all} questions.", done=view.dealt_with, all=len(view.answers))
    return t.plural_html(
        "{count} question, one choice. It is saved at once; you can stop at any time and go on later.",
        "{count} questions, one choice each. All is saved at once; you can stop at any time and go on later.",
        len(view.answers),
    )


def _counted(view: BallotView, t: Translator) -> Markup:
    """What the forecast says, in the rater's words: the promise is read before the first question."""
    group = view.group
    together = t.plural_html(
        "🔒 Your answers are counted together with those of <b>{count} other person</b> ({label}).",
        "🔒 Your answers are counted together with those of <b>{count} others</b> ({label}).",
        group.size - 1,
        label=t.either(group.label_vi, group.label_en),
    )
    if group.size == group.all_raters:
        few = t.html("If too few of them answer, nothing of it is shown.")
    else:
        few = t.html(
            "If too few of this group answer, it is counted together with all {all} people who rate {name}.",
            all=group.all_raters,
            name=view.ratee.name,
        )
    return Markup(" ").join([together, few, t.html("Nobody sees who gave which answer.")])


def _rows(view: BallotView, context: Context) -> Iterator[Row]:
    t = context.t
    if view.submitted:
        yield (Choice(t("Look through and change"), of_ballot("review", view)),)
    elif view.first_open is None:
        yield (Choice(t("Look through and hand in"), of_ballot("review", view)),)
    elif view.dealt_with:
        label = t("▶ Go on with question {number}", number=view.first_open + 1)
        yield (Choice(label, of_ballot("question", view, view.first_open)),)
        look = t("Look through my answers") if context.ways.takes_away else t("Overview of this ballot")
        yield (Choice(look, of_ballot("review", view)),)
    else:
        yield (Choice(t("▶ Begin"), of_ballot("question", view, 0)),)
    if view.dealt_with or view.comment:
        yield (Choice(t("Take this ballot back"), of_ballot("withdraw", view)),)


async def _ballots(context: Context) -> Sequence[BallotView]:
    assert context.somebody.id is not None
    return await answering.ballots_of(context.installation, context.somebody.id)


COMMANDS: dict[str, Flow] = {"ballots": show_list}
ACTIONS: dict[str, Flow] = {"ballots": show_list, "continue": go_on, "ballot": show_ballot}
