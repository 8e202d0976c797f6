"""The evaluations of rotations, for admins: those of one rotation, and all that are late."""

from markupsafe import Markup
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.rotations.evaluation_words import level_name, said
from phieu.bot.flows.rotations.life_parts import about, called, to_rotation
from phieu.bot.flows.rotations.occasion_actions import find, occasion, read_occasion, this_day
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator
from phieu.office.erased import named
from phieu.office.rotations.evaluations import (
    Evaluation,
    evaluations_of,
    evaluators,
    late_evaluations,
    load_evaluation,
)
from phieu.office.rotations.giving_evaluations import received_at_the_office
from phieu.office.rotations.in_brief import InBrief, load_in_brief
from phieu.office.rotations.notice_occasions import occasion_of
from phieu.office.time_zone import office_day
from phieu.storage.tables import Person
from phieu.words import Completion, NoticeKind

ADMIN = True
A_PAGE = 8
"""So many late ones stand on one screen."""


async def given(subject: str, context: Context) -> Screen | None:
    """An evaluation has been handed in; None for whoever may not read it."""
    evaluation = await _readable(subject, context)
    if evaluation is None or evaluation.given_on is None or evaluation.completion is None:
        return None
    t, rotation = context.t, evaluation.rotation
    text = t.html(
        "📋 <b>{name}</b> has been evaluated by {unit}: <b>{level}</b>.",
        name=rotation.person,
        unit=rotation.to_unit,
        level=level_name(evaluation.completion, t),
    )
    rows = [row(t("Read it"), action("rot-evaluations", rotation.id, 0))]
    failed = evaluation.completion is Completion.NOT_COMPLETED and rotation.lasts
    if failed:
        rows.append(row(t("🔁 Find another placement"), action("rot-end", rotation.id)))
    return Screen(paragraphs(text, _failed(t) if failed else ""), tuple(rows), keeps=True)


async def late(subject: str, context: Context) -> Screen | None:
    """An evaluation is late, or can be asked of nobody; None if that is no longer so."""
    evaluation = await _readable(subject, context)
    if evaluation is None or not evaluation.wanted:
        return None
    t, rotation = context.t, evaluation.rotation
    async with context.installation.database.reading() as session:
        names = await _names(session, await evaluators(session, rotation))
    lead = t.html("⏰ <b>An evaluation of a rotation is late</b>")
    if not names:
        lead = t.html("⏰ <b>There is nobody to evaluate a rotation</b>")
    rows = [row(t("📋 To the evaluations"), action("rot-evaluations", rotation.id, 0))]
    return Screen(paragraphs(lead, about(rotation, t), _wanted(evaluation, names, t)), tuple(rows), keeps=True)


async def show(event: Event, context: Context) -> Screen:
    """One evaluation of a rotation, and the ways to the others."""
    wanted = parse(event.action)
    rotation_id, number = (*wanted.numbers(len(wanted.arguments)), 0, 0)[:2]
    return await _page(rotation_id, number, context)


async def received(event: Event, context: Context) -> Screen:
    """What must not go by chat has been handed in at the office."""
    rotation_id, due_on, _ = read_occasion(event.action)
    evaluation, admin_id = await find(context, load_evaluation, rotation_id, due_on), context.somebody.id
    assert admin_id is not None
    if _may_read(evaluation.rotation, context):
        day = await this_day(context)
        await received_at_the_office(context.installation, admin_id, rotation_id, due_on, day)
    return await _page(rotation_id, 0, context)


async def show_late(event: Event, context: Context) -> Screen:
    """All whose day is over, the longest first."""
    (number,) = parse(event.action).numbers(1)
    t = context.t
    async with context.installation.database.reading() as session:
        found = await late_evaluations(session, await office_day(session, context.now))
    page = page_of([one for one in found if _may_read(one.rotation, context)], number, A_PAGE)
    back = row(t("↩️ Rotations"), action("rotations"))
    head = t.html("⏰ <b>Late evaluations</b>")
    if not page.items:
        return Screen(paragraphs(head, t.html("None is late.")), (back,))
    rows = [row(_late_label(one, t), action("rot-evaluations", one.rotation.id, 0)) for one in page.items]
    text = t.html("The receiving units have not handed these in.")
    return Screen(paragraphs(head, text), (*rows, *turning(page, t, "rotations-late"), back))


async def _page(rotation_id: int, number: int, context: Context) -> Screen:
    t, back = context.t, to_rotation(rotation_id, context.t)
    async with context.installation.database.reading() as session:
        rotation = await load_in_brief(session, rotation_id)
        if rotation is None:
            raise UnknownActionError
        if not _may_read(rotation, context):
            return Screen(t.html("The evaluations of your own rotation are shown to the other admins only."), (back,))
        page = page_of(await evaluations_of(session, rotation), number, 1)
        names = await _names(session, await evaluators(session, rotation))
    head = paragraphs(t.html("📋 <b>Evaluations</b>"), about(rotation, t))
    if not page.items:
        return Screen(paragraphs(head, t.html("No evaluation has been asked for yet.")), (back,))
    evaluation = page.items[0]
    rows = [*turning(page, t, "rot-evaluations", rotation_id), back]
    if rotation.not_by_chat and evaluation.wanted:
        done = t("✅ It was handed in at the office")
        rows.insert(0, row(done, occasion("evaluation-received", rotation_id, evaluation.due_on)))
    which = t.html("Before the end of the term") if evaluation.before_end else t.html("Yearly")
    if page.pages > 1:
        which = t.html("{number} of {of}", number=page.number + 1, of=page.pages) + Markup(" · ") + which
    return Screen(paragraphs(head, "" if rotation.not_by_chat else which, *_shown(evaluation, names, t)), tuple(rows))


def _shown(evaluation: Evaluation, names: list[str], t: Translator) -> list[Markup]:
    if evaluation.given_on is None:
        return [_wanted(evaluation, names, t)]
    if evaluation.rotation.not_by_chat:
        return [t.html("It was handed in at the office on {day}.", day=t.date(evaluation.given_on))]
    by = t.html(
        "Handed in by {name} on {day}; it was due by {due}.",
        name=named(evaluation.given_by, t),
        day=t.date(evaluation.given_on),
        due=t.date(evaluation.due_on),
    )
    failed = evaluation.completion is Completion.NOT_COMPLETED and evaluation.rotation.lasts
    return [by, *said(evaluation, t), *([_failed(t)] if failed else [])]


def _wanted(evaluation: Evaluation, names: list[str], t: Translator) -> Markup:
    """When it is due and of whom it is asked; neither where the day or the name would tell what must not go by chat."""
    secret, wanted, day = evaluation.rotation.not_by_chat, evaluation.wanted, t.date(evaluation.due_on)
    if secret:
        due = t.html("It is to be handed in at the office.") if wanted else t.html("It has not been handed in.")
    elif wanted:
        due = t.html("It is due by <b>{day}</b>.", day=day)
    else:
        due = t.html("It was due by {day}, and has not been handed in.", day=day)
    if not wanted or (names and secret):
        return due
    if names:
        return lines(due, t.html("It has been asked of: {names}.", names=", ".join(names)))
    return lines(
        due,
        t.html(
            "The receiving unit has no head, and nobody is in charge of it. Please enter one in the workbook: "
            "whoever it is will be asked by itself."
        ),
    )


def _failed(t: Translator) -> Markup:
    return t.html(
        "⚠️ The tasks have not been completed. By the rules on rotation another placement has to be found without delay."
    )


def _late_label(evaluation: Evaluation, t: Translator) -> str:
    name = called(evaluation.rotation, t)
    return name if evaluation.rotation.not_by_chat else f"{name} · {evaluation.due_on:%d/%m/%Y}"


async def _readable(subject: str, context: Context) -> Evaluation | None:
    async with context.installation.database.reading() as session:
        evaluation = await load_evaluation(session, *occasion_of(subject))
    return evaluation if evaluation is not None and _may_read(evaluation.rotation, context) else None


async def _names(session: AsyncSession, person_ids: list[int]) -> list[str]:
    people = select(Person.name).where(col(Person.id).in_(person_ids)).order_by(col(Person.id))
    return list(await session.exec(people))


def _may_read(rotation: InBrief, context: Context) -> bool:
    """Admins, but not about themselves."""
    return context.somebody.admin and rotation.person_id != context.somebody.id


ACTIONS = {"rot-evaluations": show, "evaluation-received": received, "rotations-late": show_late}
NOTICES = {NoticeKind.ROTATION_EVALUATED: given, NoticeKind.ROTATION_LATE: late}
