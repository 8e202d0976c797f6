"""All rotations as a workbook, for admins."""

from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.file_ways import instead_of_file
from phieu.bot.screen import Attachment, Screen, row
from phieu.office.time_zone import office_day

ADMIN = True


async def export(_event: Event, context: Context) -> Screen:
    """The workbook, without what must not go by chat."""
    from phieu.office.reports.rotation_export import export_rotations  # noqa: PLC0415 - brings openpyxl

    t = context.t
    async with context.installation.database.reading() as session:
        today = await office_day(session, context.now)
        content = await export_rotations(session, today, t, by_chat=True)
    text = t.html("📗 The rotations and their statistics. What must not go by chat is not in it.")
    attachment = Attachment(
        t("rotations.xlsx"), content, in_words=instead_of_file(context, "phieu export-rotations FILE.xlsx")
    )
    return Screen(text, (row(t("↩️ Back"), "rot-figures"),), attachments=(attachment,))


ACTIONS = {"rot-export": export}
