"""The screens by which an admin says what follows a rotation: each asks for one thing, the last shows the whole."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup
from sqlmodel import select

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.rotations.composing_draft import admin_id
from phieu.bot.flows.rotations.post_choice import PostSteps, rank_screen, title_screen, unit_screen
from phieu.bot.flows.rotations.words import consequence_text, details, ending_name, heading, post_name
from phieu.bot.screen import Row, Screen, row
from phieu.office.drafts import load_draft, save_draft
from phieu.office.rotations.end_drafting import EndDraft, EndPart, end_draft_of, end_topic
from phieu.office.rotations.ending import end_change, find_end_faults
from phieu.office.rotations.standing import consequences_of, held_posts
from phieu.office.rotations.views import RotationView, load_view
from phieu.office.time_zone import office_day
from phieu.storage.tables import Unit
from phieu.words import RotationEnding, RotationState


@dataclass(frozen=True, slots=True)
class Ending:
    """What an admin is saying of a rotation that is in force."""

    view: RotationView
    draft: EndDraft

    def having(self, **parts: Any) -> "Ending":
        """With these parts said anew."""
        return replace(self, draft=replace(self.draft, **parts))


async def ending_of(event: Event, context: Context, more: int = 0) -> tuple[Ending, tuple[str, ...]]:
    """What the action belongs to, and its other arguments. Raises UnknownActionError if it is not in force."""
    number, others = parse(event.action or event.expected).number_and(more)
    async with context.installation.database.reading() as session:
        view = await load_view(session, number)
        if view is None or view.rotation.state is not RotationState.IN_FORCE or view.rotation.not_by_chat:
            raise UnknownActionError
        content = await load_draft(session, admin_id(context), end_topic(view.id))
    return Ending(view, end_draft_of(content)), others


async def kept(context: Context, one: Ending) -> Screen:
    """Keep what has been said, and go on with what comes next."""
    async with context.installation.database.writing() as session:
        await save_draft(session, admin_id(context), end_topic(one.view.id), one.draft.content())
    return await next_screen(context, one)


async def next_screen(context: Context, one: Ending, lead: Markup | str = "") -> Screen:
    """What is still to be said; the whole, once nothing is."""
    missing = one.draft.missing()
    if missing is None:
        return await _whole(context, one, lead)
    head = heading(one.view, context.t)
    return await _ASKING[missing](context, one, paragraphs(lead, head))


async def units(context: Context, one: Ending, said: Markup, page: int = 0) -> Screen:
    """In which unit?"""
    return await unit_screen(context, steps_of(one), said, _anew(context, one), page)


def steps_of(one: Ending) -> PostSteps:
    """The actions by which the post is chosen."""
    id_ = one.view.id
    return PostSteps(
        unit=lambda unit_id: action("rot-end-unit", id_, unit_id),
        turn="rot-end-units",
        turn_arguments=(id_,),
        title=lambda position_id: action("rot-end-title", id_, position_id),
        typed_title=action("rot-end-typed", id_),
        rank=lambda rank: action("rot-end-rank", id_, rank),
    )


async def endings(context: Context, one: Ending, said: Markup) -> Screen:
    """What follows?"""
    t, id_ = context.t, one.view.id
    rows = [row(ending_name(ending, t), action("rot-end-how", id_, ending)) for ending in RotationEnding]
    rows.append(row(t("🗓 Another last day"), action("rot-extend", id_)))
    rows.append(row(t("↩️ Back"), action("rotation", id_)))
    return Screen(paragraphs(said, details(one.view, t), t.html("What follows?")), tuple(rows))


async def _titles(context: Context, one: Ending, said: Markup) -> Screen:
    assert one.draft.unit_id is not None
    return await title_screen(context, steps_of(one), said, _anew(context, one), one.draft.unit_id)


async def _ranks(context: Context, one: Ending, said: Markup) -> Screen:
    return rank_screen(context, steps_of(one), said, _anew(context, one), one.draft.title)


async def days(context: Context, one: Ending, said: Markup) -> Screen:
    """From which day on?"""
    t, rotation = context.t, one.view.rotation
    async with context.installation.database.reading() as session:
        today = await office_day(session, context.now)
    offered = [today] if today > rotation.starts_on else []
    after = rotation.ends_on + timedelta(days=1) if rotation.ends_on else None
    if after is not None and after > today:
        offered.append(after)
    rows = [
        row(_day_label(day, today, context), action("rot-end-day", one.view.id, day.isoformat())) for day in offered
    ]
    words = t.html("From which day on? Please choose one, or type it, for instance 20/11/2026.")
    return Screen(paragraphs(said, words), (*rows, _anew(context, one)), expects=action("rot-end-day", one.view.id))


def _day_label(day: date, today: date, context: Context) -> str:
    t = context.t
    return t("From today on") if day == today else t("After the last day: {day}", day=t.date(day))


async def _whole(context: Context, one: Ending, lead: Markup | str) -> Screen:
    t, view, what = context.t, one.view, one.draft.end()
    async with context.installation.database.reading() as session:
        today = await office_day(session, context.now)
        faults = await find_end_faults(session, view.rotation, what, today)
        change = await end_change(session, view.rotation, what)
        after = change.applied_to(await held_posts(session, view.rotation.person_id))
        consequences = await consequences_of(session, view.rotation.person_id, change)
        units_ = {id_: name for id_, name in await session.exec(select(Unit.id, Unit.name)) if id_ is not None}
    said = [t.html("What follows: <b>{ending}</b>", ending=ending_name(what.ending, t))]
    said.append(t.html("From {day} on", day=t.date(what.from_day)))
    said.append(t.html("Posts then:"))
    said += [Markup("• {}").format(post_name(post.title, units_.get(post.unit_id, ""))) for post in after]
    parts = [lead, heading(view, t), lines(*said)]
    parts += [Markup("⛔ ") + fault.explain(t) for fault in faults]
    parts += [consequence_text(found.consequence, units_.get(found.unit_id, ""), t) for found in consequences]
    rows: list[Row] = [] if faults else [row(t("✅ Yes, so it is decided"), action("rot-end-yes", view.id))]
    rows.append(row(t("🗓 Another day"), action("rot-end-when", view.id)))
    rows += [_anew(context, one), row(t("↩️ Back"), action("rotation", view.id))]
    return Screen(paragraphs(*parts), tuple(rows), expects=action("rot-end-day", view.id) if faults else "")


def _anew(context: Context, one: Ending) -> Row:
    return row(context.t("↩️ Choose anew"), action("rot-end", one.view.id))


_ASKING: dict[EndPart, Callable[[Context, Ending, Markup], Awaitable[Screen]]] = {
    EndPart.ENDING: endings,
    EndPart.UNIT: units,
    EndPart.TITLE: _titles,
    EndPart.RANK: _ranks,
    EndPart.FROM_DAY: days,
}
