"""The workbook, for admins: the template and the office as it is, and a workbook that is sent, checked and loaded."""

from __future__ import annotations  # what reads and writes workbooks is loaded when one comes, not at the start

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.file_ways import how_to_load, instead_of_file
from phieu.bot.flows.long_list import LONGEST_LINE, MOST_LINES, listed, whole
from phieu.bot.screen import Attachment, Screen, row
from phieu.office.shortening import shorten
from phieu.office.spelling import fold
from phieu.office.time_zone import time_zone

if TYPE_CHECKING:
    from phieu.bot.context import Context
    from phieu.bot.event import Event, SentFile
    from phieu.office.workbook.changes import Changes
    from phieu.office.workbook.faults import Fault
    from phieu.office.workbook.importing import Examination

ADMIN = True
FILE = action("workbook-file")
IMPORT = "phieu import FILE.xlsx"
BYTES_OF_A_MEGABYTE = 1024 * 1024


async def workbook(_event: Event, context: Context) -> Screen:
    """What can be done with the workbook."""
    t = context.t
    text = t.html(
        "📗 <b>The office's workbook</b>\n\n"
        "Units, people, positions, criteria, rules and the calendar stand in an Excel workbook, and so do courses, "
        "training records and rotations."
    )
    how = (
        t.html("To load one, please send it here as a file; nothing changes before you have seen and confirmed it.")
        if context.ways.files
        else how_to_load(context, IMPORT)
    )
    rows = [
        row(t("📄 An empty workbook to fill in"), action("workbook-template")),
        row(t("🏠 Main menu"), action("home")),
    ]
    if await _has_office(context):
        rows.insert(0, row(t("📗 The office as it is now"), action("workbook-current")))
    return Screen(paragraphs(text, how), tuple(rows), expects=_expects(context))


async def template(_event: Event, context: Context) -> Screen:
    """The empty workbook."""
    from phieu.office.workbook.template import write_template  # noqa: PLC0415 - loaded when a workbook comes

    t = context.t
    text = t.html(
        "📄 The empty workbook. The first sheet explains the others. When it is filled in, please send it here."
    )
    if not context.ways.files:
        text = t.html("📄 The empty workbook. The first sheet explains the others.")
    content = await asyncio.to_thread(write_template, t)
    instead = instead_of_file(context, "phieu template FILE.xlsx")
    return _with_document(text, Attachment(t("workbook.xlsx"), content, in_words=instead), context)


async def current(event: Event, context: Context) -> Screen:
    """The office as a workbook, to be changed and sent again."""
    from phieu.office.workbook.importing import current_workbook  # noqa: PLC0415 - loaded when a workbook comes

    t = context.t
    if not await _has_office(context):
        return await workbook(event, context)
    content = await current_workbook(context.installation.database, t, by_chat=True)
    text = t.html("📗 The office as it is now. Please change what has to be changed, and send the file here.")
    if not context.ways.files:
        text = t.html("📗 The office as it is now, to be changed and loaded.")
    instead = instead_of_file(context, "phieu template --current FILE.xlsx")
    return _with_document(text, Attachment(t("office.xlsx"), content, in_words=instead), context)


async def received(event: Event, context: Context) -> Screen:
    """A workbook that was sent: its faults, or what it would change."""
    from phieu.office.workbook.file_checks import LARGEST_FILE  # noqa: PLC0415 - loaded when a workbook comes
    from phieu.office.workbook.importing import examine  # noqa: PLC0415 - loaded when a workbook comes
    from phieu.office.workbook.waiting import WAITING, waiting  # noqa: PLC0415 - loaded when a workbook comes

    t = context.t
    if event.file is None:
        return _ask_again(t.html("I was waiting for the workbook. Please send it as a file."), context)
    if event.file.size > LARGEST_FILE:
        return _ask_again(_too_large(event.file, LARGEST_FILE, context), context)
    content = await event.file.fetch()
    await context.memory.forget(WAITING, event)
    examination = await examine(context.installation.database, content, by_chat=True)
    if examination.changes is None:
        return replace(_faults(examination, context), discards_input=examination.secret)
    if not examination.changes:
        text = t.html("✅ The office is already as this workbook says; nothing has to be changed.")
        return _ask_again(Markup("\n\n").join([text, *_warnings(examination, context)]), context)
    await context.memory.keep(WAITING, event, waiting(examination.changes))
    return _changes(examination, examination.changes, context)


async def confirm(event: Event, context: Context) -> Screen:
    """Apply exactly what was shown."""
    from phieu.office.workbook.applying import ChangedMeanwhileError  # noqa: PLC0415 - loaded when a workbook comes
    from phieu.office.workbook.waiting import WAITING, apply_waiting  # noqa: PLC0415 - loaded when a workbook comes

    t = context.t
    kept = await context.memory.recall(WAITING, event)
    if kept is None:
        text = t.html(
            "I no longer have that workbook: it was loaded or cancelled, or I was restarted. Please send it again."
        )
        return _ask_again(text, context)
    await context.memory.forget(WAITING, event)
    try:
        await apply_waiting(context.installation.database, kept, context.now)
    except ChangedMeanwhileError:
        text = t.html(
            "Somebody has changed the office meanwhile, so nothing has been loaded. "
            "Please send the workbook again, and look at the changes anew."
        )
        return _ask_again(text, context)
    text = t.html("✅ The office is now as the workbook says.")
    return Screen(text, (row(t("✉️ Invitations"), action("invites")), row(t("🏠 Main menu"), action("home"))))


async def cancel(event: Event, context: Context) -> Screen:
    """Forget what was sent."""
    from phieu.office.workbook.waiting import WAITING  # noqa: PLC0415 - loaded when a workbook comes

    await context.memory.forget(WAITING, event)
    return _ask_again(context.t.html("Nothing has been changed."), context)


def _faults(examination: Examination, context: Context) -> Screen:
    t = context.t
    if all(fault.sheet is None for fault in examination.faults):
        return _no_workbook(examination, context)
    lines = [fault.explain(t) for fault in examination.faults]
    head = t.plural_html(
        "❌ In this workbook {count} fault has to be put right; nothing has been changed:",
        "❌ In this workbook {count} faults have to be put right; nothing has been changed:",
        len(lines),
    )
    lines += [_warning(warning, context) for warning in examination.warnings]
    hint = t.html("Please put that right and send the workbook again.")
    rows = (row(t("📗 Workbook"), action("workbook")),)
    return Screen(listed(head, lines, hint, context), rows, expects=FILE, attachments=whole(lines, t("faults.txt")))


def _no_workbook(examination: Examination, context: Context) -> Screen:
    """The file as a whole cannot be read: one word about that, and the way to one that can."""
    t = context.t
    lines = [Markup.escape(f"❌ {fault.explain(t).rstrip('.')}.") for fault in examination.faults]
    text = Markup("\n\n").join([*lines, t.html("Nothing has been changed.")])
    rows = [row(t("📄 An empty workbook to fill in"), action("workbook-template"))]
    return Screen(text, (*rows, row(t("📗 Workbook"), action("workbook"))), expects=FILE)


def _changes(examination: Examination, changes: Changes, context: Context) -> Screen:
    from phieu.office.workbook.telling import change_lines, summary_lines  # noqa: PLC0415 - loaded when a workbook comes

    t = context.t
    lines = change_lines(changes, t)
    summary = Markup("\n").join(Markup.escape(f"• {line}") for line in summary_lines(changes, t))
    head = Markup("\n\n").join(
        [
            t.html("📗 <b>This workbook would change the office:</b>"),
            summary,
            *_warnings(examination, context),
            *_about_yourself(changes, context),
        ]
    )
    rows = (
        row(t("✅ Change it so"), action("workbook-confirm")),
        row(t("✖️ Leave it as it is"), action("workbook-cancel")),
    )
    text = listed(head, lines, t.html("Shall I change it so?"), context)
    return Screen(text, rows, expects=FILE, attachments=whole(lines, t("changes.txt")))


def _about_yourself(changes: Changes, context: Context) -> list[Markup]:
    """An admin who takes the role from themself, perhaps without meaning to, cannot give it back."""
    number = context.somebody.staff_number
    if any(fold(one.number) == fold(number) and one.admin is not False for one in changes.after.people):
        return []
    return [context.t.html("⚠️ <b>You yourself would no longer be an administrator</b>, and could not undo this here.")]


def _warnings(examination: Examination, context: Context) -> list[Markup]:
    told = [_warning(warning, context) for warning in examination.warnings[:MOST_LINES]]
    return [Markup("\n").join(Markup.escape(shorten(line, LONGEST_LINE)) for line in told)] if told else []


def _warning(warning: Fault, context: Context) -> str:
    return f"⚠️ {warning.explain(context.t)}"


def _too_large(file: SentFile, limit: int, context: Context) -> Markup:
    t = context.t
    return t.html(
        "That file has {size} MB; a workbook may have {limit}. Please look whether it is the right one.",
        size=t.number(file.size / BYTES_OF_A_MEGABYTE, 1),
        limit=t.number(limit / BYTES_OF_A_MEGABYTE, 0),
    )


def _with_document(text: Markup, document: Attachment, context: Context) -> Screen:
    return Screen(
        text, (row(context.t("↩️ Back"), action("workbook")),), expects=_expects(context), attachments=(document,)
    )


def _ask_again(text: Markup, context: Context) -> Screen:
    return Screen(text, (row(context.t("📗 Workbook"), action("workbook")),), expects=_expects(context))


def _expects(context: Context) -> str:
    """Nothing where no file can come."""
    return FILE if context.ways.files else ""


async def _has_office(context: Context) -> bool:
    async with context.installation.database.reading() as session:
        return await time_zone(session) is not None


COMMANDS = {"workbook": workbook}
ACTIONS = {
    "workbook": workbook,
    "workbook-template": template,
    "workbook-current": current,
    "workbook-confirm": confirm,
    "workbook-cancel": cancel,
}
EXPECTS = {FILE: received}
