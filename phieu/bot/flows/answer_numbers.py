"""Whether the answers on ballots have the same numbers at every question, for somebody who types numbers."""

from dataclasses import replace

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.screen import Screen, row
from phieu.office.own_chats import number_answers


async def show(_event: Event, context: Context) -> Screen:
    """What it is about, how it stands, and the other way."""
    t, fixed = context.t, context.somebody.fixed_numbers
    why = t.html(
        "🔢 <b>The numbers of answers on Zalo</b>\n\n"
        "On Zalo you answer by a number, which stays in the chat. So I give the answers other numbers at every "
        "question: then a number by itself tells nobody what you have chosen.\n\n"
        "If that makes it hard for you, the answers can keep the same numbers at all questions, from the first answer "
        "to the last. Then whoever sees your numbers can tell from them what you have chosen."
    )
    if fixed:
        now = t.html("At present: <b>always the same numbers</b>.")
        change = row(t("🔀 Other numbers at every question"), action("answer-numbers-mix"))
    else:
        now = t.html("At present: <b>other numbers at every question</b>.")
        change = row(t("🔢 Always the same numbers"), action("answer-numbers-fix"))
    back = row(t("↩️ My chats"), action("chats"))
    return Screen(why + "\n\n" + now, (change, back, row(t("🏠 Main menu"), action("home"))))


async def fix(event: Event, context: Context) -> Screen:
    """The same ones from now on."""
    return await _number(event, context, fixed=True)


async def mix(event: Event, context: Context) -> Screen:
    """Each question's own again."""
    return await _number(event, context, fixed=False)


async def _number(event: Event, context: Context, *, fixed: bool) -> Screen:
    person = context.somebody
    assert person.id is not None
    async with context.installation.database.writing() as session:
        await number_answers(session, person.id, fixed=fixed)
    person.fixed_numbers = fixed
    return replace(await show(event, context), toast=context.t("So it is from now on."))


ACTIONS = {"answer-numbers": show, "answer-numbers-fix": fix, "answer-numbers-mix": mix}
