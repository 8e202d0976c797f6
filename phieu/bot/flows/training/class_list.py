"""A whole class from a sheet, for admins: the sheet to fill in, its faults, and then the way to nominating."""

from __future__ import annotations  # what reads and writes workbooks is loaded when one comes, not at the start

import asyncio
from typing import TYPE_CHECKING

from phieu.bot.actions import action, parse
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.file_ways import how_to_send, instead_of_file
from phieu.bot.flows.long_list import listed, whole
from phieu.bot.flows.training.course_page import open_course
from phieu.bot.flows.training.course_words import called
from phieu.bot.flows.training.nominating import choose, chosen_screen
from phieu.bot.screen import Attachment, Screen, row

if TYPE_CHECKING:
    from markupsafe import Markup

    from phieu.bot.context import Context
    from phieu.bot.event import Event
    from phieu.office.training.class_list import ClassList

ADMIN = True
FILE = "class-file"


async def sheet(event: Event, context: Context) -> Screen:
    """The sheet for this course."""
    from phieu.office.training.class_list import class_sheet  # noqa: PLC0415 - loaded when a sheet is wanted

    (course_id,) = parse(event.action).numbers(1)
    seen, t = await open_course(course_id, context), context.t
    text = paragraphs(
        t.html("📄 <b>A class from a sheet:</b> {course}", course=called(seen.course, t)),
        _how(context),
        t.html("Nobody is nominated before you have looked it over and confirmed it."),
    )
    name = t("class-{code}.xlsx", code=seen.course.code)
    content = await asyncio.to_thread(class_sheet, t)
    return _waiting(course_id, text, context, (Attachment(name, content, in_words=instead_of_file(context, "")),))


async def received(event: Event, context: Context) -> Screen:
    """The sheet that was sent: all its faults, or the people on it, chosen."""
    from phieu.office.training.class_list import load_everybody, read_class  # noqa: PLC0415 - see above
    from phieu.office.workbook.file_checks import LARGEST_FILE  # noqa: PLC0415 - see above

    (course_id,) = parse(event.expected).numbers(1)
    await open_course(course_id, context)
    t = context.t
    if event.file is None:
        return _waiting(course_id, t.html("I was waiting for the sheet. Please send it as a file."), context)
    if event.file.size > LARGEST_FILE:
        return _waiting(course_id, t.html("That file is too large for such a sheet. Is it the right one?"), context)
    async with context.installation.database.reading() as session:
        everybody = await load_everybody(session)
    read = await read_class(await event.file.fetch(), everybody)
    if read.faults:
        return _faults(course_id, read, context)
    await choose(course_id, read.reasons, context)
    if not read.warnings:
        return await chosen_screen(course_id, context)
    lines = [f"⚠️ {warning.explain(t)}" for warning in read.warnings]
    head = t.html("Please look at this before you go on:")
    rows = (row(t("➡️ Go on"), action("nominate", course_id)), row(t("↩️ To the course"), action("course", course_id)))
    text = listed(head, lines, t.html("If something is wrong, please put it right and send the sheet again."), context)
    return Screen(text, rows, expects=action(FILE, course_id), attachments=whole(lines, t("faults.txt")))


def _faults(course_id: int, read: ClassList, context: Context) -> Screen:
    t = context.t
    lines = [fault.explain(t) for fault in read.faults]
    head = t.plural_html(
        "❌ On this sheet {count} fault has to be put right; nobody has been chosen:",
        "❌ On this sheet {count} faults have to be put right; nobody has been chosen:",
        len(lines),
    )
    lines += [f"⚠️ {warning.explain(t)}" for warning in read.warnings]
    text = listed(head, lines, t.html("Please put that right and send the sheet again."), context)
    return _waiting(course_id, text, context, whole(lines, t("faults.txt")))


def _waiting(course_id: int, text: Markup, context: Context, attachments: tuple[Attachment, ...] = ()) -> Screen:
    back = row(context.t("↩️ To the course"), action("course", course_id))
    if not context.ways.files:
        instead = row(context.t("➕ Nominate people"), action("nominate", course_id))
        return Screen(text, (instead, back), attachments=attachments)
    return Screen(text, (back,), expects=action(FILE, course_id), attachments=attachments)


def _how(context: Context) -> Markup:
    t = context.t
    if context.ways.files:
        return t.html(
            "Please fill in this sheet, one row for each person, and send it here as a file. A plain list of staff "
            "numbers in the first column will do as well."
        )
    sheet = t.html(
        "It takes this sheet, one row for each person. A plain list of staff numbers in the first column will do as "
        "well."
    )
    one_by_one = t.html("You can also choose the people one after the other.")
    return paragraphs(sheet, how_to_send(context), one_by_one)


ACTIONS = {"class-sheet": sheet}
EXPECTS = {FILE: received}
