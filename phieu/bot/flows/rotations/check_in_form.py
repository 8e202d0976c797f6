"""A check-in, for the person who is on a rotation: three questions, each kept as soon as it is answered."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.not_by_chat import at_the_office
from phieu.bot.flows.rotations.life_parts import quoted, to_menu
from phieu.bot.flows.rotations.occasion_actions import find, occasion, read_occasion, this_day
from phieu.bot.flows.rotations.typed_words import LONGEST, read_words
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator, mark
from phieu.office.rotations.check_ins import CheckIn, Question, load_check_in, note_answer, send_check_in
from phieu.office.rotations.notice_occasions import occasion_of
from phieu.words import NoticeKind

ORDER = (Question.GOING, Question.HARD, Question.WISH)
ASKED = {
    Question.GOING: mark("How is the work going?"),
    Question.HARD: mark("What is difficult at present?"),
    Question.WISH: mark("What would you like the office to do for you?"),
}
SHORT = {
    Question.GOING: mark("How it is going"),
    Question.HARD: mark("Difficulties"),
    Question.WISH: mark("Wishes"),
}
"""The same on buttons."""


async def notice(subject: str, context: Context) -> Screen | None:
    """The bot asks; None if it is over, or has been asked anew since."""
    async with context.installation.database.reading() as session:
        check_in = await load_check_in(session, *occasion_of(subject))
    if check_in is None or not check_in.wanted or check_in.rotation.person_id != context.somebody.id:
        return None
    t, rotation = context.t, check_in.rotation
    if rotation.not_by_chat:
        return Screen(at_the_office(t, rotation.read_from, None), (to_menu(t),), keeps=True)
    text = t.html(
        "💬 Dear <b>{name}</b>, how are you getting on?\n\n"
        "Since {first} you have been {title} at {unit}. The office would like to hear now and then how it is going. "
        "There are three short questions; each can be skipped.",
        name=rotation.person,
        first=t.date(rotation.starts_on),
        title=rotation.to_title,
        unit=rotation.to_unit,
    )
    answer = row(t("✍️ Answer"), occasion("check-in", rotation.id, check_in.due_on))
    return Screen(paragraphs(text, _read_by(t)), (answer,), keeps=True)


async def show(event: Event, context: Context) -> Screen:
    """The first question, or what has been said so far."""
    check_in = await _mine(event.action, context)
    if check_in.wanted and not any(check_in.answers.values()):
        return _question(check_in, 0, context)
    return _overview(check_in, context)


async def ask(event: Event, context: Context) -> Screen:
    """One of the questions."""
    check_in = await _mine(event.action, context, 1)
    _, _, (place,) = read_occasion(event.action, 1)
    if not check_in.wanted:
        return _overview(check_in, context)
    return _question(check_in, place, context)


async def typed(event: Event, context: Context) -> Screen:
    """Keep what was typed, and go on to the next question."""
    check_in = await _mine(event.expected, context, 1)
    _, _, (place,) = read_occasion(event.expected, 1)
    if check_in.rotation.not_by_chat:
        return replace(_overview(check_in, context), discards_input=True)
    if not check_in.wanted:
        return _overview(check_in, context)
    words = await read_words(event, context)
    if words.refusal:
        return _question(check_in, place, context, words.refusal)
    return await _note(check_in, place, words.text, context)


async def remove(event: Event, context: Context) -> Screen:
    """Take an answer away again."""
    check_in = await _mine(event.action, context, 1)
    _, _, (place,) = read_occasion(event.action, 1)
    return await _note(check_in, place, "", context)


async def send(event: Event, context: Context) -> Screen:
    """Give it to the admins; the second of two taps shows what was sent."""
    check_in, person_id = await _mine(event.action, context), context.somebody.id
    assert person_id is not None
    if check_in.wanted:
        await send_check_in(context.installation, person_id, check_in, await this_day(context))
    after = await find(context, load_check_in, check_in.rotation.id, check_in.due_on)
    return _overview(after, context)


async def _note(check_in: CheckIn, place: int, text: str, context: Context) -> Screen:
    person_id, rotation = context.somebody.id, check_in.rotation
    assert person_id is not None
    kept = check_in.wanted and await note_answer(context.installation, person_id, check_in, _question_at(place), text)
    after = await find(context, load_check_in, rotation.id, check_in.due_on)
    if not kept or place + 1 == len(ORDER) or not text:
        return _overview(after, context)
    return _question(after, place + 1, context, context.t.html("✓ Your answer has been saved."))


async def _mine(text: str, context: Context, more: int = 0) -> CheckIn:
    """The check-in, if it is the person's who acts, and may be talked about in chat."""
    rotation_id, due_on, _ = read_occasion(text, more)
    check_in = await find(context, load_check_in, rotation_id, due_on)
    if check_in.rotation.person_id != context.somebody.id:
        raise UnknownActionError
    return check_in


def _question(check_in: CheckIn, place: int, context: Context, lead: Markup | str = "") -> Screen:
    t, question = context.t, _question_at(place)
    if check_in.rotation.not_by_chat:
        return _overview(check_in, context)
    head = t.html("<b>Question {number} of {of}</b>", number=place + 1, of=len(ORDER))
    said = check_in.answers[question]
    so_far = lines(t.html("Your answer so far:"), quoted(said)) if said else ""
    how = t.html("✍️ Please type your answer below, in up to {limit} characters.", limit=t.number(LONGEST))
    asked = Markup("<b>{}</b>").format(t(ASKED[question]))
    onward = _at("check-in-ask", check_in, place + 1) if place + 1 < len(ORDER) else _at("check-in-over", check_in)
    rows = [row(t("Keep it as it is ›") if said else t("Skip this question ›"), onward)]
    if said:
        rows.append(row(t("🗑 Remove this answer"), _at("check-in-remove", check_in, place)))
    if place:
        before = _at("check-in-ask", check_in, place - 1)
    else:
        before = _at("check-in-over", check_in) if any(check_in.answers.values()) else action("matters")
    rows.append(row(t("‹ Back"), before))
    text = paragraphs(lead, head + "\n" + asked, so_far, how)
    return Screen(text, tuple(rows), expects=_at("check-in-text", check_in, place), expects_words=True)


async def over(event: Event, context: Context) -> Screen:
    """All that has been said, before it is sent."""
    return _overview(await _mine(event.action, context), context)


def _overview(check_in: CheckIn, context: Context) -> Screen:
    t, rotation = context.t, check_in.rotation
    if rotation.not_by_chat:
        return Screen(at_the_office(t, rotation.read_from, None), (to_menu(t),))
    if not check_in.wanted:
        return _closed(check_in, t)
    head = t.html("💬 <b>Your answers</b>")
    note = t.html("They have been saved, but not sent yet. You can still change them.")
    rows = [
        row(t("📨 Send them"), _at("check-in-send", check_in)),
        *(row(f"✏️ {t(SHORT[question])}", _at("check-in-ask", check_in, n)) for n, question in enumerate(ORDER)),
        row(t("↩️ Later"), action("matters")),
    ]
    return Screen(paragraphs(head, *_answers(check_in, t), note, _read_by(t)), tuple(rows))


def _closed(check_in: CheckIn, t: Translator) -> Screen:
    """What was sent; or why nothing is asked any more."""
    if check_in.answered_on is not None:
        lead = t.html(
            "✅ Thank you. Your answers were sent on {day}. Whoever looks after staff matters will read them and talk "
            "to you about what you need.",
            day=t.date(check_in.answered_on),
        )
        return Screen(paragraphs(lead, *_answers(check_in, t)), (to_menu(t),))
    if check_in.rotation.lasts:
        lead = t.html("This has been asked anew since; what you had written is kept there.")
        return Screen(lead, (row(t("📬 For you to answer"), action("matters")), to_menu(t)))
    return Screen(t.html("The rotation has ended, so nothing is asked about it any more. Thank you."), (to_menu(t),))


def _answers(check_in: CheckIn, t: Translator) -> list[Markup]:
    empty = t.html("<i>nothing</i>")
    return [
        lines(Markup("<b>{}</b>").format(t(ASKED[question])), quoted(said) if said else empty)
        for question in ORDER
        for said in [check_in.answers[question]]
    ]


def _read_by(t: Translator) -> Markup:
    return t.html(
        "👁 It is read, with your name, by the people who look after staff matters, and by nobody else; "
        "your heads do not see it here."
    )


def _question_at(place: int) -> Question:
    if not 0 <= place < len(ORDER):
        raise UnknownActionError
    return ORDER[place]


def _at(verb: str, check_in: CheckIn, *more: int) -> str:
    return occasion(verb, check_in.rotation.id, check_in.due_on, *more)


ACTIONS = {
    "check-in": show,
    "check-in-ask": ask,
    "check-in-remove": remove,
    "check-in-over": over,
    "check-in-send": send,
}
EXPECTS = {"check-in-text": typed}
NOTICES = {NoticeKind.ROTATION_CHECK_IN: notice}
