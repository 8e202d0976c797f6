"""Templates: kept from a draft, begun from, renamed, deleted."""

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements import lists
from phieu.bot.flows.announcements.changing import asked
from phieu.bot.flows.announcements.standing import standing
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.screen import Screen, row
from phieu.office.announcements.drafts import announcement, discard, file_of
from phieu.office.announcements.listing import listed
from phieu.office.announcements.templates import (
    LONGEST_NAME,
    TemplateNameError,
    begin_from,
    rename,
    save_as_template,
    template,
)
from phieu.office.announcements.text import beginning
from phieu.office.shortening import shorten
from phieu.words import AnnouncementState

ADMIN = True
SAVE, RENAME = "template-save", "template-rename"
A_PAGE = 8
LONGEST_LABEL = 36


async def templates(event: Event, context: Context) -> Screen:
    """All templates, by name."""
    t = context.t
    (number,) = parse(event.action).numbers(1)
    async with context.installation.database.reading() as session:
        found = await listed(session, AnnouncementState.TEMPLATE)
    if not found:
        return await lists.overview(context)
    page = page_of(found, number, A_PAGE)
    rows = [row(shorten(one.title, LONGEST_LABEL), action("announcement", one.id)) for one in page.items]
    text = t.html("🗂 <b>Templates</b>\n\nWhat comes again, to begin new announcements from.")
    return Screen(text, (*rows, *turning(page, t, "templates"), row(t("↩️ All announcements"), "announcements")))


async def begin(event: Event, context: Context) -> Screen:
    """A new draft with all that is in the template."""
    (template_id,) = parse(event.action).numbers(1)
    assert context.somebody.id is not None
    async with context.installation.database.writing() as session:
        draft = await begin_from(session, template_id, context.somebody.id)
    if draft is None or draft.id is None:
        return await lists.overview(context, context.t("That template has been deleted."))
    lead = context.t.html("✅ Begun from the template. What you change here does not change the template.")
    return await standing(draft.id, context, lead)


async def ask_for_name(event: Event, context: Context) -> Screen:
    """What is the template to be called?"""
    (announcement_id,) = parse(event.action).numbers(1)
    return await _ask_for_name(announcement_id, context)


async def save(event: Event, context: Context) -> Screen:
    """Keep the draft under the name that was typed."""
    (announcement_id,) = asked(event).numbers(1)
    return await _save(announcement_id, event.text, context)


async def save_so(event: Event, context: Context) -> Screen:
    """Keep it under its first words."""
    (announcement_id,) = parse(event.action).numbers(1)
    async with context.installation.database.reading() as session:
        source = await announcement(session, announcement_id)
    return await _save(announcement_id, beginning(source.text, LONGEST_NAME) if source else "", context)


async def ask_for_new_name(event: Event, context: Context) -> Screen:
    """What is it to be called from now on?"""
    (template_id,) = parse(event.action).numbers(1)
    return _ask_for_new_name(template_id, context)


async def renamed(event: Event, context: Context) -> Screen:
    """Call it so."""
    t = context.t
    (template_id,) = asked(event).numbers(1)
    try:
        async with context.installation.database.writing() as session:
            found = await template(session, template_id)
            if found is None:
                return await lists.overview(context, t("That template has been deleted."))
            if not await rename(session, found, event.text):
                return _ask_for_new_name(template_id, context, t.html("Another template is called so already."))
    except TemplateNameError:
        return _ask_for_new_name(template_id, context, _wrong_name(context))
    return await standing(template_id, context)


async def delete(event: Event, context: Context) -> Screen:
    """Asked first."""
    t = context.t
    (template_id,) = parse(event.action).numbers(1)
    text = t.html("🗑 Delete this template? Announcements that were begun from it stay as they are.")
    rows = (
        row(t("🗑 Yes, delete it"), action("template-deleted", template_id)),
        row(t("↩️ No"), action("announcement", template_id)),
    )
    return Screen(text, rows)


async def deleted(event: Event, context: Context) -> Screen:
    """Gone."""
    (template_id,) = parse(event.action).numbers(1)
    async with context.installation.database.writing() as session:
        await discard(session, template_id, AnnouncementState.TEMPLATE)
    return await lists.overview(context, context.t("The template has been deleted."))


async def _save(announcement_id: int, name: str, context: Context) -> Screen:
    t = context.t
    assert context.somebody.id is not None
    try:
        async with context.installation.database.writing() as session:
            source = await announcement(session, announcement_id)
            if source is None or source.state is AnnouncementState.TEMPLATE:
                return await standing(announcement_id, context)
            replaced = await save_as_template(session, source, context.somebody.id, name)
    except TemplateNameError:
        return await _ask_for_name(announcement_id, context, _wrong_name(context))
    if replaced:
        lead = t.html("✅ Kept as a template, in place of the one that was called so.")
    else:
        lead = t.html("✅ Kept as a template. You find it under Announcements.")
    return await standing(announcement_id, context, lead)


async def _ask_for_name(announcement_id: int, context: Context, lead: Markup | None = None) -> Screen:
    t = context.t
    async with context.installation.database.reading() as session:
        source = await announcement(session, announcement_id)
        file = await file_of(session, source) if source is not None else None
    if source is None or not (source.text or file or source.read_from):
        words = t.html("There is nothing in this draft yet that could be kept as a template.")
        return await standing(announcement_id, context, words)
    words = t.html(
        "🗂 What shall the template be called? Please write a name. If there is one of that name, this takes its place."
    )
    rows = [row(t("↩️ Back"), action("announcement", announcement_id))]
    if first_words := beginning(source.text, LONGEST_LABEL):
        rows.insert(0, row(t("“{name}”", name=first_words), action("template-keep", announcement_id)))
    return Screen(lead + "\n\n" + words if lead else words, tuple(rows), expects=action(SAVE, announcement_id))


def _ask_for_new_name(template_id: int, context: Context, lead: Markup | None = None) -> Screen:
    t = context.t
    words = t.html("✏️ What shall the template be called? Please write the new name.")
    back = row(t("↩️ Back"), action("announcement", template_id))
    return Screen(lead + "\n\n" + words if lead else words, (back,), expects=action(RENAME, template_id))


def _wrong_name(context: Context) -> Markup:
    t = context.t
    return t.html("A name has 1 to {longest} characters.", longest=t.number(LONGEST_NAME))


ACTIONS = {
    "templates": templates,
    "template-begin": begin,
    SAVE: ask_for_name,
    "template-keep": save_so,
    RENAME: ask_for_new_name,
    "template-delete": delete,
    "template-deleted": deleted,
}
EXPECTS = {SAVE: save, RENAME: renamed}
