"""Nominating people for a course: chosen one after another or by unit, looked over with seats and cover, confirmed."""

from typing import Any

from markupsafe import Markup
from sqlmodel import col, select

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs, short_name
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.people_choice import found_people
from phieu.bot.flows.training.course_page import course_page, open_course
from phieu.bot.flows.training.course_words import called
from phieu.bot.flows.training.nominating_words import review_text
from phieu.bot.flows.training.typed_text import TypedTextError, read_typed
from phieu.bot.flows.unit_choice import unit_rows
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.drafts import drop_draft, load_draft, save_draft
from phieu.office.staff_search import staff_member
from phieu.office.training.courses import nominations_for
from phieu.office.training.nominations import LONGEST_REASON, nominate, review
from phieu.office.training.nominee_checks import CAN_BE_ASKED_ANEW
from phieu.office.training.refusals import Refusal, TrainingError
from phieu.office.training.staff_names import names_of
from phieu.storage.tables import Person, Position

ADMIN = True
FIND, REASON = "nominate-find", "nominate-reason"
MOST_CHOSEN = 200
"""So many people can be chosen in one go; a larger class comes from a sheet."""
A_PAGE = 8


async def show(event: Event, context: Context) -> Screen:
    """Who is chosen so far, and what that would mean."""
    (course_id,) = parse(event.action).numbers(1)
    return await chosen_screen(course_id, context)


async def find(event: Event, context: Context) -> Screen:
    """People by a part of their name."""
    (course_id,) = parse(event.action or event.expected).numbers(1)
    seen = await open_course(course_id, context)
    return await found_people(
        event.text,
        context,
        pick=lambda person_id: action("nominate-add", course_id, person_id),
        expects=action(FIND, course_id),
        back=row(context.t("↩️ Back"), action("nominate", course_id)),
        lead=context.t.html("➕ <b>Nominating for:</b> {course}", course=called(seen.course, context.t)),
    )


async def add(event: Event, context: Context) -> Screen:
    """One more person."""
    course_id, person_id = parse(event.action).numbers(2)
    async with context.installation.database.reading() as session:
        if await staff_member(session, person_id) is None:
            raise UnknownActionError
    return await _add(course_id, [person_id], context)


async def units(event: Event, context: Context) -> Screen:
    """A whole unit: which?"""
    course_id, page = parse(event.action).numbers(2)
    await open_course(course_id, context)
    t = context.t
    async with context.installation.database.reading() as session:
        rows = await unit_rows(
            session,
            lambda unit_id: action("nominate-unit", course_id, unit_id),
            t,
            page=page,
            turn="nominate-units",
            turn_arguments=(course_id,),
        )
    back = row(t("↩️ Back"), action("nominate", course_id))
    return Screen(t.html("🏢 Everybody of which unit?"), (*rows, back))


async def add_unit(event: Event, context: Context) -> Screen:
    """Everybody of a unit, but for those who are nominated already."""
    course_id, unit_id = parse(event.action).numbers(2)
    await open_course(course_id, context)
    async with context.installation.database.reading() as session:
        members = await session.exec(
            select(Position.person_id)
            .join(Person, col(Person.id) == col(Position.person_id))
            .where(Position.unit_id == unit_id, col(Person.active))
            .order_by(col(Position.id))
        )
        people = list(dict.fromkeys(members))
        earlier = await nominations_for(session, course_id)
    known = {one.person_id for one in earlier if one.state not in CAN_BE_ASKED_ANEW}
    left_out = len(known & set(people))
    toast = context.t.plural(
        "{count} person is nominated already and was left out.",
        "{count} people are nominated already and were left out.",
        left_out,
    )
    wanted = [person_id for person_id in people if person_id not in known]
    return await _add(course_id, wanted, context, toast if left_out else "")


async def chosen(event: Event, context: Context) -> Screen:
    """The list, to take somebody off it."""
    course_id, number = parse(event.action).numbers(2)
    return await _list(course_id, number, context)


async def take_off(event: Event, context: Context) -> Screen:
    """One person fewer."""
    course_id, person_id, number = parse(event.action).numbers(3)
    content = await _draft(course_id, context)
    content["people"] = [one for one in content["people"] if one != person_id]
    await _keep(course_id, content, context)
    if not content["people"]:
        return await chosen_screen(course_id, context)
    return await _list(course_id, number, context)


async def ask_reason(event: Event, context: Context) -> Screen:
    """Why these people?"""
    (course_id,) = parse(event.action).numbers(1)
    return await _reason(course_id, context)


async def reason_typed(event: Event, context: Context) -> Screen:
    """The reason has been typed."""
    (course_id,) = parse(event.expected).numbers(1)
    content = await _draft(course_id, context)
    try:
        content |= {"reason": await read_typed(event, LONGEST_REASON, context), "reasons": {}}
    except TypedTextError as error:
        return await _reason(course_id, context, error.words)
    await _keep(course_id, content, context)
    return await chosen_screen(course_id, context)


async def confirm(event: Event, context: Context) -> Screen:
    """Nominate them; a second tap shows the course."""
    (course_id,) = parse(event.action).numbers(1)
    await open_course(course_id, context)
    t, content, me = context.t, await _draft(course_id, context), _me(context)
    if not content["people"] and not content["reason"]:
        return await course_page(course_id, context)
    try:
        async with context.installation.database.writing() as session:
            made = await nominate(
                session, course_id, content["people"], content["reason"], me, context.now, own_reasons(content)
            )
            await drop_draft(session, me, _topic(course_id))
    except TrainingError as error:
        return await chosen_screen(course_id, context, error.refusals)
    lead = t.plural_html(
        "✅ {count} person has been nominated and is being told, and so is the head of the unit.",
        "✅ {count} people have been nominated and are being told, and so are the heads of their units.",
        len(made),
    )
    return await course_page(course_id, context, lead)


async def leave(event: Event, context: Context) -> Screen:
    """Give it up."""
    (course_id,) = parse(event.action).numbers(1)
    async with context.installation.database.writing() as session:
        await drop_draft(session, _me(context), _topic(course_id))
    return await course_page(course_id, context, toast=context.t("Nobody has been nominated."))


async def chosen_screen(course_id: int, context: Context, refused: tuple[Refusal, ...] = (), toast: str = "") -> Screen:
    """Who is chosen, what speaks against it, and who is left in their units. A typed name finds one more."""
    seen = await open_course(course_id, context)
    t, content = context.t, await _draft(course_id, context)
    async with context.installation.database.reading() as session:
        found = await review(session, seen.course, content["people"], seen.today)
    text = review_text(found, _reason_shown(content, t), t, [one for one in refused if one not in found.faults])
    rows: list[Row] = [
        row(t("👤 Add a person"), action(FIND, course_id)),
        row(t("🏢 Add a whole unit"), action("nominate-units", course_id, 0)),
    ]
    if found.nominees:
        rows.append(row(t("➖ Take somebody off"), action("nominate-list", course_id, 0)))
    label = t("✍️ Another reason") if content["reason"] else t("✍️ Say why")
    rows.append(row(label, action(REASON, course_id)))
    if found.nominees and not found.faults and content["reason"]:
        yes = t.plural("✅ Nominate {count} person", "✅ Nominate {count} people", len(found.nominees))
        rows.insert(0, row(yes, action("nominate-now", course_id)))
    if found.nominees or content["reason"]:
        rows.append(row(t("✖️ Give it up"), action("nominate-leave", course_id)))
    rows.append(row(t("↩️ To the course"), action("course", course_id)))
    return Screen(text, tuple(rows), expects=action(FIND, course_id), toast=toast)


async def _add(course_id: int, people: list[int], context: Context, toast: str = "") -> Screen:
    await open_course(course_id, context)
    content, t = await _draft(course_id, context), context.t
    together = list(dict.fromkeys([*content["people"], *people]))
    if len(together) > MOST_CHOSEN:
        words = t("No more than {most} people can be chosen in one go.", most=t.number(MOST_CHOSEN))
        return await chosen_screen(course_id, context, toast=words)
    content["people"] = together
    await _keep(course_id, content, context)
    return await chosen_screen(course_id, context, toast=toast)


async def _list(course_id: int, number: int, context: Context) -> Screen:
    t, content = context.t, await _draft(course_id, context)
    async with context.installation.database.reading() as session:
        names = await names_of(session, content["people"])
    page = page_of([one for one in content["people"] if one in names], number, A_PAGE)
    rows = [
        row(f"➖ {short_name(names[one])}", action("nominate-off", course_id, one, page.number)) for one in page.items
    ]
    rows += turning(page, t, "nominate-list", course_id)
    return Screen(t.html("Whom would you like to take off?"), (*rows, row(t("↩️ Back"), action("nominate", course_id))))


async def _reason(course_id: int, context: Context, lead: Markup | str = "") -> Screen:
    t, content = context.t, await _draft(course_id, context)
    seen = await open_course(course_id, context)
    about = t.html("➕ <b>Nominating for:</b> {course}", course=called(seen.course, t))
    so_far = t.html("So far: <i>{reason}</i>", reason=content["reason"]) if content["reason"] else ""
    how = t.html("✍️ <b>Why are these people nominated?</b> Please type it below; each of them will read it.")
    back = row(t("↩️ Back"), action("nominate", course_id))
    return Screen(paragraphs(lead, about, so_far, how), (back,), expects=action(REASON, course_id))


def _reason_shown(content: dict[str, Any], t: Translator) -> str:
    """The reason, and how many people have one of their own."""
    own = own_reasons(content).keys() & set(content["people"])
    reason: str = content["reason"]
    if not own:
        return reason
    return t.plural(
        "{reason} (but {count} person has a reason of their own, from the sheet)",
        "{reason} (but {count} people have a reason of their own, from the sheet)",
        len(own),
        reason=reason,
    )


def own_reasons(content: dict[str, Any]) -> dict[int, str]:
    """The reasons that a sheet gave for each person by themself."""
    return {int(person_id): reason for person_id, reason in content.get("reasons", {}).items()}


async def choose(course_id: int, reasons: dict[int, str], context: Context) -> None:
    """Choose these people instead of those who were chosen, each with a reason; an empty one is that of all."""
    content = await _draft(course_id, context)
    usual = next(iter(reasons.values()), "") or content["reason"]
    own = {str(person_id): reason for person_id, reason in reasons.items() if reason and reason != usual}
    await _keep(course_id, {"people": list(reasons), "reason": usual, "reasons": own}, context)


def _topic(course_id: int) -> str:
    return f"nomination:{course_id}"


def _me(context: Context) -> int:
    assert context.somebody.id is not None
    return context.somebody.id


async def _draft(course_id: int, context: Context) -> dict[str, Any]:
    async with context.installation.database.reading() as session:
        content = await load_draft(session, _me(context), _topic(course_id))
    return {"people": [], "reason": ""} | content


async def _keep(course_id: int, content: dict[str, Any], context: Context) -> None:
    async with context.installation.database.writing() as session:
        await save_draft(session, _me(context), _topic(course_id), content)


ACTIONS = {
    "nominate": show,
    FIND: find,
    "nominate-add": add,
    "nominate-units": units,
    "nominate-unit": add_unit,
    "nominate-list": chosen,
    "nominate-off": take_off,
    REASON: ask_reason,
    "nominate-now": confirm,
    "nominate-leave": leave,
}
EXPECTS = {FIND: find, REASON: reason_typed}
