"""Finished with a result: for one person, for a whole class the same, or a list with a result each."""

from dataclasses import dataclass, field

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.giving_back import fits, to_copy
from phieu.bot.flows.training.course_page import Overview, course_page, open_course
from phieu.bot.flows.training.nominees import name_of, nominee_page, open_nomination
from phieu.bot.flows.training.steps import take
from phieu.bot.flows.training.typed_text import TypedTextError, read_typed
from phieu.bot.screen import Row, Screen, row
from phieu.office.comment_text import MAX_COMMENT
from phieu.office.drafts import drop_draft, load_draft, save_draft
from phieu.office.training.refusals import TrainingError
from phieu.office.training.result_lists import read_results
from phieu.office.training.steps import LONGEST_RESULT, finish
from phieu.words import NominationState

ADMIN = True
LIST, SAME, ONE = "finish", "finish-all", "finish-one"
ASK_PLAIN = "finish-one-ask"


@dataclass(frozen=True, slots=True)
class ResultDraft:
    """The results typed so far; the numbers stay, whoever is enrolled or has finished meanwhile."""

    seen: Overview
    order: list[int]
    """Nominations; the first has number 1."""
    results: dict[int, str] = field(default_factory=dict)
    """By nomination."""

    @property
    def numbered(self) -> dict[int, int]:
        """Number → nomination, of those who are still enrolled."""
        enrolled = {one.id for one in self.seen.nominations if one.state is NominationState.ENROLLED}
        return {number: one for number, one in enumerate(self.order, start=1) if one in enrolled}

    @property
    def ready(self) -> dict[int, str]:
        """Nomination → result, of those who are still enrolled."""
        return {one: self.results[one] for one in self.numbered.values() if one in self.results}


async def show(event: Event, context: Context) -> Screen:
    """The class with the results so far."""
    (course_id,) = parse(event.action).numbers(1)
    return await _list(course_id, context)


async def list_typed(event: Event, context: Context) -> Screen:
    """Lines with results have been typed: the good ones are kept, the others given back."""
    (course_id,) = parse(event.expected).numbers(1)
    draft, t = await _draft(course_id, context), context.t
    found, faults = read_results(event.text, LONGEST_RESULT, set(draft.numbered))
    if not found and not faults:
        return await _list(course_id, context, t.html("I can only keep words here. Please type them as a message."))
    draft.results.update({draft.numbered[number]: result for number, result in found.items()})
    await _keep(draft, context)
    wrong = [Markup("❌ {}").format(fault.explain(t)) for fault in faults]
    given = to_copy(event.text) if faults and fits(event.text) and len(event.text) <= MAX_COMMENT else ""
    return await _list(course_id, context, paragraphs(lines(*wrong), given))


async def ask_same(event: Event, context: Context) -> Screen:
    """One result for everybody."""
    (course_id,) = parse(event.action).numbers(1)
    return await _same(course_id, context)


async def same_typed(event: Event, context: Context) -> Screen:
    """It has been typed."""
    (course_id,) = parse(event.expected).numbers(1)
    try:
        result = await read_typed(event, LONGEST_RESULT, context)
    except TypedTextError as error:
        return await _same(course_id, context, error.words)
    return await _all(course_id, result, context)


async def without_result(event: Event, context: Context) -> Screen:
    """Everybody has finished, and there is no result to note."""
    (course_id,) = parse(event.action).numbers(1)
    return await _all(course_id, "", context)


async def confirm(event: Event, context: Context) -> Screen:
    """Note it for those who have a result; a second tap finds nothing left."""
    (course_id,) = parse(event.action).numbers(1)
    t, draft = context.t, await _draft(course_id, context)
    try:
        async with context.installation.database.writing() as session:
            noted = [
                await finish(session, one, result, context.now, draft.seen.today) for one, result in draft.ready.items()
            ]
            await drop_draft(session, _me(context), _topic(course_id))
    except TrainingError as error:
        return await course_page(course_id, context, Markup("❌ {}").format(error.refusals[0].explain(t)))
    lead = t.plural_html(
        "🏁 Noted for {count} person, who is being told.",
        "🏁 Noted for {count} people, who are being told.",
        sum(noted),
    )
    return await course_page(course_id, context, lead if noted else "")


async def drop(event: Event, context: Context) -> Screen:
    """Forget the results typed so far."""
    (course_id,) = parse(event.action).numbers(1)
    async with context.installation.database.writing() as session:
        await drop_draft(session, _me(context), _topic(course_id))
    return await course_page(course_id, context, toast=context.t("Nothing has been changed."))


async def ask_one(event: Event, context: Context) -> Screen:
    """One person's result."""
    (nomination_id,) = parse(event.action).numbers(1)
    return await _one(nomination_id, context)


async def one_typed(event: Event, context: Context) -> Screen:
    """It has been typed."""
    (nomination_id,) = parse(event.expected).numbers(1)
    try:
        result = await read_typed(event, LONGEST_RESULT, context)
    except TypedTextError as error:
        return await _one(nomination_id, context, error.words)
    return await _finish_one(nomination_id, result, context)


async def ask_without_result(event: Event, context: Context) -> Screen:
    """Where choices are picked by letters, a letter may have been meant as the result."""
    (nomination_id,) = parse(event.action).numbers(1)
    t, (nomination, course) = context.t, await open_nomination(nomination_id, context)
    text = t.html(
        "☑️ Has <b>{name}</b> finished “{course}”, and no result is to be noted?\n\nIf the result is a letter, please "
        "go back and write it with a word, such as “Grade A”.",
        name=await name_of(nomination, context),
        course=course.name,
    )
    yes = row(t("☑️ Yes, without a result"), action("finish-one-plain", nomination_id))
    return Screen(text, (yes, row(t("↩️ Back"), action(ONE, nomination_id))))


async def one_without_result(event: Event, context: Context) -> Screen:
    """One person has finished, and there is no result to note."""
    (nomination_id,) = parse(event.action).numbers(1)
    return await _finish_one(nomination_id, "", context)


async def _finish_one(nomination_id: int, result: str, context: Context) -> Screen:
    nomination, _course = await open_nomination(nomination_id, context)
    today = (await open_course(nomination.course_id, context)).today
    return await take(
        nomination_id, context, lambda session: finish(session, nomination_id, result, context.now, today)
    )


async def _all(course_id: int, result: str, context: Context) -> Screen:
    draft = await _draft(course_id, context)
    draft.results.update(dict.fromkeys(draft.numbered.values(), result))
    await _keep(draft, context)
    return await _list(course_id, context)


async def _list(course_id: int, context: Context, lead: Markup | str = "") -> Screen:
    t, draft = context.t, await _draft(course_id, context)
    if not draft.numbered:
        return await course_page(course_id, context, toast=t("Nobody is enrolled."))
    await _keep(draft, context)  # the numbers that are shown now are those that will be typed
    people = {one.id: draft.seen.names[one.person_id] for one in draft.seen.nominations}
    head = t.html("🏁 <b>Finished:</b> {course}", course=draft.seen.course.name)
    numbered = []
    for number, one in draft.numbered.items():
        result = draft.results.get(one)
        said = "…" if result is None else result or t("finished")
        numbered.append(Markup("{}. {}: <b>{}</b>").format(number, people[one], said))
    how = t.html(
        "✍️ Please type the results, one line each: the number, then the result, such as “1 Good”. "
        "Or choose below if all have the same."
    )
    rows: list[Row] = [
        row(t("🟰 The same result for everybody"), action(SAME, course_id)),
        row(t("☑️ All finished, without a result"), action("finish-plain", course_id)),
    ]
    if draft.ready:
        yes = t.plural("✅ Note it for {count} person", "✅ Note it for {count} people", len(draft.ready))
        rows = [row(yes, action("finish-now", course_id)), *rows]
        rows.append(row(t("✖️ Give it up"), action("finish-drop", course_id)))
    text = paragraphs(lead, head, lines(*numbered), how)
    return Screen(
        text, (*rows, row(t("↩️ To the course"), action("course", course_id))), expects=action(LIST, course_id)
    )


async def _same(course_id: int, context: Context, lead: Markup | str = "") -> Screen:
    t = context.t
    await open_course(course_id, context)
    how = t.html("✍️ Which result has everybody reached? Please type it, such as “Good” or “Certificate”.")
    return Screen(paragraphs(lead, how), (row(t("↩️ Back"), action(LIST, course_id)),), expects=action(SAME, course_id))


async def _one(nomination_id: int, context: Context, lead: Markup | str = "") -> Screen:
    t, (nomination, course) = context.t, await open_nomination(nomination_id, context)
    if nomination.state is not NominationState.ENROLLED:
        words = Markup("❌ {}").format(t("Only who is enrolled can finish the course."))
        return await nominee_page(nomination_id, context, words)
    how = t.html(
        "✍️ With which result has <b>{name}</b> finished “{course}”? Please type it, such as “Good” or “Certificate”.",
        name=await name_of(nomination, context),
        course=course.name,
    )
    verb = "finish-one-plain" if context.ways.buttons else ASK_PLAIN
    plain = row(t("☑️ Finished, without a result"), action(verb, nomination_id))
    back = row(t("↩️ Back"), action("nominee", nomination_id))
    return Screen(paragraphs(lead, how), (plain, back), expects=action(ONE, nomination_id))


async def _draft(course_id: int, context: Context) -> ResultDraft:
    seen = await open_course(course_id, context)
    async with context.installation.database.reading() as session:
        kept = await load_draft(session, _me(context), _topic(course_id))
    enrolled = [one.id for one in seen.nominations if one.state is NominationState.ENROLLED and one.id is not None]
    order = list(dict.fromkeys([*kept.get("order", []), *enrolled]))
    return ResultDraft(seen, order, {int(one): result for one, result in kept.get("results", {}).items()})


async def _keep(draft: ResultDraft, context: Context) -> None:
    content = {"order": draft.order, "results": {str(one): result for one, result in draft.results.items()}}
    async with context.installation.database.writing() as session:
        await save_draft(session, _me(context), _topic(draft.seen.id), content)


def _topic(course_id: int) -> str:
    return f"finish:{course_id}"


def _me(context: Context) -> int:
    assert context.somebody.id is not None
    return context.somebody.id


ACTIONS = {
    LIST: show,
    SAME: ask_same,
    "finish-plain": without_result,
    "finish-now": confirm,
    "finish-drop": drop,
    ONE: ask_one,
    "finish-one-plain": one_without_result,
    ASK_PLAIN: ask_without_result,
}
EXPECTS = {LIST: list_typed, SAME: same_typed, ONE: one_typed}
