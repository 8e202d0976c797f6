"""One announcement as it stands while it is composed or planned: what is in it, what is missing, what can be done."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements import lists
from phieu.bot.flows.announcements.sent_page import sent_screen
from phieu.bot.flows.announcements.standing_words import composed_lines, missing_words
from phieu.bot.flows.announcements.template_page import template_screen
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.office.announcements.composed import Composed, look_at
from phieu.office.erased import named
from phieu.office.hours_of_office import speaking_hours
from phieu.words import AnnouncementState

ADMIN = True
ADD = "announcement-add"
"""The verb that takes what is written or sent while a draft is shown."""


async def show(event: Event, context: Context) -> Screen:
    """How it stands."""
    (announcement_id,) = parse(event.action).numbers(1)
    return await standing(announcement_id, context)


async def standing(announcement_id: int, context: Context, lead: str | Markup = "", toast: str = "") -> Screen:
    """One announcement, in whatever state, under a lead that says what has just happened, if anything has."""
    t = context.t
    async with context.installation.database.reading() as session:
        composed = await look_at(session, announcement_id)
        hours = await speaking_hours(session)
    if composed is None:
        return await lists.overview(context, toast or t("That announcement has been deleted."))
    match composed.state:
        case AnnouncementState.TEMPLATE:
            return replace(template_screen(composed, context), toast=toast)
        case AnnouncementState.DRAFT | AnnouncementState.PLANNED:
            goes_out = hours.next_allowed(composed.send_at or context.now)
            lines = composed_lines(composed, goes_out, context)
            screen = (
                _draft(composed, context) if composed.state is AnnouncementState.DRAFT else _planned(composed, context)
            )
            parts = [lead, screen.text, Markup("\n").join(lines), *_missing(composed, context)]
            return replace(screen, text=Markup("\n\n").join(part for part in parts if part), toast=toast)
        case _:
            return await sent_screen(announcement_id, context, lead, toast)


def _draft(composed: Composed, context: Context) -> Screen:
    t, id_ = context.t, composed.id
    if composed.author_id == context.somebody.id:
        text = t.html("📝 <b>Draft of an announcement</b>")
    else:
        text = t.html("📝 <b>Draft of an announcement</b>, begun by {name}", name=named(composed.author, t))
    rows: list[Row] = [_what(composed, context)]
    rows.append(
        (Choice(t("👥 For whom"), action("audience", id_)), Choice(t("🕒 When"), action("announcement-when", id_)))
    )
    rows += [
        row(
            t("✅ Ask for confirmation: yes") if composed.acknowledge else t("✅ Ask for confirmation: no"),
            action("announcement-ask", id_, int(not composed.acknowledge)),
        ),
        row(
            t("🔔 Urgent, at any hour: yes") if composed.urgent else t("🔔 Urgent, at any hour: no"),
            action("announcement-urgent", id_, int(not composed.urgent)),
        ),
    ]
    if not composed.missing:
        rows.append(row(t("👁 Preview, and then send …"), action("announcement-preview", id_)))
    rows += [
        (
            Choice(t("🗂 As a template"), action("template-save", id_)),
            Choice(t("🗑 Delete"), action("announcement-delete", id_)),
        ),
        row(t("↩️ All announcements"), "announcements"),
    ]
    return Screen(text, tuple(rows), expects=action(ADD, id_))


def _what(composed: Composed, context: Context) -> Row:
    t, id_ = context.t, composed.id
    if composed.not_by_chat:
        return (
            Choice(t("👤 From whom"), action("announcement-from", id_)),
            Choice(t("📅 Until when"), action("announcement-until", id_)),
        )
    return (
        Choice(t("✍️ Text"), action("announcement-text", id_)),
        Choice(t("📎 Picture, document") if context.ways.files else t("🖼 Picture"), action("announcement-file", id_)),
    )


def _planned(composed: Composed, context: Context) -> Screen:
    t, id_ = context.t, composed.id
    rows = (
        row(t("👁 Look at it"), action("announcement-preview", id_)),
        row(t("✏️ Change it, or call it off"), action("announcement-back", id_)),
        row(t("↩️ All announcements"), "announcements"),
    )
    return Screen(t.html("🕒 <b>Planned announcement</b>, by {name}", name=named(composed.author, t)), rows)


def _missing(composed: Composed, context: Context) -> list[Markup]:
    return [missing_words(composed.missing, context.t)] if composed.missing else []


ACTIONS = {"announcement": show}
