"""The evaluation of a rotation, for whoever heads the receiving unit: strengths, limits, level of completion."""

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.not_by_chat import at_the_office
from phieu.bot.flows.rotations.evaluation_words import REMARKS, level_name, said
from phieu.bot.flows.rotations.life_parts import about, quoted, to_menu
from phieu.bot.flows.rotations.occasion_actions import find, occasion, read_occasion, this_day
from phieu.bot.flows.rotations.typed_words import LONGEST, read_words
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator
from phieu.office.erased import named
from phieu.office.rotations.evaluations import Evaluation, Remark, evaluates, load_evaluation
from phieu.office.rotations.giving_evaluations import hand_in, note_level, note_remark
from phieu.office.rotations.notice_occasions import occasion_of
from phieu.words import Completion, NoticeKind

ORDER = (Remark.STRENGTHS, Remark.LIMITS)
LEVEL = len(ORDER)
"""The place of the last question, which is answered by a button."""
LEVELS = (Completion.EXCELLENT, Completion.GOOD, Completion.COMPLETED, Completion.NOT_COMPLETED)


async def notice(subject: str, context: Context) -> Screen | None:
    """The bot asks for it; None if it is over, or somebody else's to give by now."""
    evaluation = await _asked_of(context, *occasion_of(subject))
    if evaluation is None or not evaluation.wanted:
        return None
    t, rotation = context.t, evaluation.rotation
    if rotation.not_by_chat:
        return Screen(at_the_office(t, rotation.read_from, evaluation.due_on), (to_menu(t),), keeps=True)
    text = t.html("📋 <b>Your unit's evaluation is asked for</b>")
    rows = (row(t("✍️ Evaluate"), _at("evaluation", evaluation)),)
    return Screen(paragraphs(text, about(rotation, t), _due(evaluation, t), _read_by(evaluation, t)), rows, keeps=True)


async def show(event: Event, context: Context) -> Screen:
    """The first question, or what has been said so far."""
    evaluation = await _mine(event.action, context)
    if _begun(evaluation):
        return _overview(evaluation, context)
    return _question(evaluation, 0, context)


async def ask(event: Event, context: Context) -> Screen:
    """One of the questions."""
    _, _, (place,) = read_occasion(event.action, 1)
    return _question(await _mine(event.action, context, 1), place, context)


async def over(event: Event, context: Context) -> Screen:
    """All that has been said, before it is handed in."""
    return _overview(await _mine(event.action, context), context)


async def typed(event: Event, context: Context) -> Screen:
    """Keep what was typed, and go on to the next question."""
    evaluation = await _mine(event.expected, context, 1)
    _, _, (place,) = read_occasion(event.expected, 1)
    if evaluation.rotation.not_by_chat:
        return replace(_overview(evaluation, context), discards_input=True)
    if not evaluation.wanted or place >= LEVEL:
        return _overview(evaluation, context)
    words = await read_words(event, context)
    if words.refusal:
        return _question(evaluation, place, context, words.refusal)
    return await _note(evaluation, place, words.text, context)


async def remove(event: Event, context: Context) -> Screen:
    """Take a remark away again."""
    evaluation = await _mine(event.action, context, 1)
    _, _, (place,) = read_occasion(event.action, 1)
    return await _note(evaluation, place, "", context)


async def choose_level(event: Event, context: Context) -> Screen:
    """Keep the level of completion."""
    evaluation, head_id = await _mine(event.action, context, 1), context.somebody.id
    _, _, (place,) = read_occasion(event.action, 1)
    if not place < len(LEVELS):
        raise UnknownActionError
    assert head_id is not None
    if evaluation.wanted:
        await note_level(context.installation, head_id, evaluation, LEVELS[place])
    return _overview(await _anew(evaluation, context), context)


async def give(event: Event, context: Context) -> Screen:
    """Hand it in; the second of two taps shows what was handed in."""
    evaluation, head_id = await _mine(event.action, context), context.somebody.id
    assert head_id is not None
    if evaluation.wanted and evaluation.completion is None:
        return _question(evaluation, LEVEL, context, context.t.html("The level is still missing."))
    if evaluation.wanted:
        await hand_in(context.installation, head_id, evaluation, await this_day(context))
    return _overview(await _anew(evaluation, context), context)


async def _note(evaluation: Evaluation, place: int, text: str, context: Context) -> Screen:
    head_id = context.somebody.id
    assert head_id is not None
    if not 0 <= place < LEVEL:
        raise UnknownActionError
    kept = evaluation.wanted and await note_remark(context.installation, head_id, evaluation, ORDER[place], text)
    after = await _anew(evaluation, context)
    if not kept or not text:
        return _overview(after, context)
    return _question(after, place + 1, context, context.t.html("✓ Your answer has been saved."))


async def _mine(text: str, context: Context, more: int = 0) -> Evaluation:
    """The evaluation, if it is for this person to give."""
    rotation_id, due_on, _ = read_occasion(text, more)
    evaluation = await _asked_of(context, rotation_id, due_on)
    if evaluation is None:
        raise UnknownActionError
    return evaluation


async def _asked_of(context: Context, rotation_id: int, due_on: date) -> Evaluation | None:
    async with context.installation.database.reading() as session:
        evaluation = await load_evaluation(session, rotation_id, due_on)
        person_id = context.somebody.id
        if evaluation is None or person_id is None or not await evaluates(session, person_id, evaluation.rotation):
            return None
    return evaluation


async def _anew(evaluation: Evaluation, context: Context) -> Evaluation:
    return await find(context, load_evaluation, evaluation.rotation.id, evaluation.due_on)


def _question(evaluation: Evaluation, place: int, context: Context, lead: Markup | str = "") -> Screen:
    if not evaluation.wanted or evaluation.rotation.not_by_chat:
        return _overview(evaluation, context)
    if not 0 <= place <= LEVEL:
        raise UnknownActionError
    t = context.t
    head = t.html("<b>Question {number} of {of}</b>", number=place + 1, of=LEVEL + 1)
    who = Markup("👤 {}").format(evaluation.rotation.person)
    back = row(t("‹ Back"), _before(evaluation, place))
    if place == LEVEL:
        asked = t.html("<b>How well have the tasks been done?</b>")
        rows = [
            row(_chosen(level, evaluation, t), _at("evaluation-level", evaluation, n)) for n, level in enumerate(LEVELS)
        ]
        return Screen(paragraphs(lead, lines(head, who, asked)), (*rows, back))
    written = evaluation.remarks[ORDER[place]]
    so_far = lines(t.html("Your answer so far:"), quoted(written)) if written else ""
    how = t.html("✍️ Please type your answer below, in up to {limit} characters.", limit=t.number(LONGEST))
    asked = Markup("<b>{}</b>").format(t(REMARKS[ORDER[place]]))
    onward = row(
        t("Keep it as it is ›") if written else t("Skip this question ›"), _at("evaluation-ask", evaluation, place + 1)
    )
    gone = [row(t("🗑 Remove this answer"), _at("evaluation-remove", evaluation, place))] if written else []
    text = paragraphs(lead, lines(head, who, asked), so_far, how)
    return Screen(text, (onward, *gone, back), expects=_at("evaluation-text", evaluation, place), expects_words=True)


def _before(evaluation: Evaluation, place: int) -> str:
    """Back to the question before; from the first one to what has been said so far, if anything has."""
    if place:
        return _at("evaluation-ask", evaluation, place - 1)
    return _at("evaluation-over", evaluation) if _begun(evaluation) else action("matters")


def _begun(evaluation: Evaluation) -> bool:
    return any(evaluation.remarks.values()) or evaluation.completion is not None


def _overview(evaluation: Evaluation, context: Context) -> Screen:
    t, rotation = context.t, evaluation.rotation
    if rotation.not_by_chat:
        return Screen(at_the_office(t, rotation.read_from, evaluation.due_on), (to_menu(t),))
    if not evaluation.wanted:
        return _closed(evaluation, t)
    head = t.html("📋 <b>Your evaluation</b>")
    note = t.html("It has been saved, but not handed in yet. You can still change it.")
    rows = [
        row(t("📨 Hand it in"), _at("evaluation-give", evaluation)),
        *(row(f"✏️ {t(REMARKS[one])}", _at("evaluation-ask", evaluation, n)) for n, one in enumerate(ORDER)),
        row(t("✏️ Level of completion"), _at("evaluation-ask", evaluation, LEVEL)),
        row(t("↩️ Later"), action("matters")),
    ]
    parts = (head, about(rotation, t), *said(evaluation, t), note, _due(evaluation, t), _read_by(evaluation, t))
    return Screen(paragraphs(*parts), tuple(rows))


def _closed(evaluation: Evaluation, t: Translator) -> Screen:
    """What was handed in; or why it is not wanted any more."""
    if evaluation.given_on is not None:
        lead = t.html(
            "✅ Thank you. The evaluation was handed in by {name} on {day}.",
            name=named(evaluation.given_by, t),
            day=t.date(evaluation.given_on),
        )
        return Screen(paragraphs(lead, about(evaluation.rotation, t), *said(evaluation, t)), (to_menu(t),))
    if evaluation.rotation.lasts:
        lead = t.html("This has been asked anew since; what you had written is kept there.")
        return Screen(lead, (row(t("📬 For you to answer"), action("matters")), to_menu(t)))
    return Screen(t.html("The rotation has ended, so nothing is asked about it any more. Thank you."), (to_menu(t),))


def _due(evaluation: Evaluation, t: Translator) -> Markup:
    due = t.html("Please hand it in by <b>{day}</b>.", day=t.date(evaluation.due_on))
    if not evaluation.before_end:
        return t.html("It is given once a year.") + " " + due
    return t.html("The term is coming to its end: what comes next is decided by this evaluation too.") + " " + due


def _read_by(evaluation: Evaluation, t: Translator) -> Markup:
    return t.html(
        "👁 It is read by the people who look after staff matters, with your name. {name} does not see it here.",
        name=evaluation.rotation.person,
    )


def _chosen(level: Completion, evaluation: Evaluation, t: Translator) -> str:
    return f"✓ {level_name(level, t)}" if evaluation.completion is level else level_name(level, t)


def _at(verb: str, evaluation: Evaluation, *more: int) -> str:
    return occasion(verb, evaluation.rotation.id, evaluation.due_on, *more)


ACTIONS = {
    "evaluation": show,
    "evaluation-ask": ask,
    "evaluation-over": over,
    "evaluation-remove": remove,
    "evaluation-level": choose_level,
    "evaluation-give": give,
}
EXPECTS = {"evaluation-text": typed}
NOTICES = {NoticeKind.ROTATION_EVALUATION: notice}
