"""Tells admins that the nightly backup fails, what is in its way, and who can put it right."""

import asyncio
from datetime import date

from markupsafe import Markup, escape

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.screen import Screen, row
from phieu.installation import Installation
from phieu.locales.translator import Translator
from phieu.office.backup_words import explain_fault
from phieu.office.notices import backed_up_day
from phieu.storage.backup import look_ahead
from phieu.storage.backup_faults import BackupError
from phieu.storage.backup_names import by_the_clock, made_by_the_clock
from phieu.words import NoticeKind


async def notice(subject: str, context: Context) -> Screen | None:
    """None if it has succeeded since, or is not wanted any more, or the reader is no admin any more."""
    settings, day = context.installation.settings, backed_up_day(subject)
    made = await asyncio.to_thread(made_by_the_clock, settings.backup_folder)
    if not context.somebody.admin or not settings.backups_kept or any(moment.date() >= day for moment, _ in made):
        return None
    t = context.t
    parts = [t.html("⚠️ <b>The nightly backup of {day} could not be made.</b>", day=t.date(day))]
    if reason := await _what_is_in_its_way(context.installation, t):
        parts.append(escape(reason))
    parts.append(_last(made[-1][0].date() if made else None, t))
    parts.append(
        t.html(
            "Please tell whoever looks after the server. The program goes on trying every hour, "
            "and nothing of the evaluations is affected."
        )
    )
    return Screen(Markup("\n\n").join(parts), (row(t("🏠 Main menu"), action("home")),), keeps=True)


async def _what_is_in_its_way(installation: Installation, t: Translator) -> str:
    """As it looks now; empty where it cannot be seen from here."""
    settings = installation.settings
    target = settings.backup_folder / by_the_clock(installation.now())
    try:
        await look_ahead(installation.database, target, settings.home)
    except BackupError as error:
        return explain_fault(error, t)
    return ""


def _last(day: date | None, t: Translator) -> Markup:
    if day is None:
        return t.html("There is no earlier backup.")
    return t.html("The last backup is of {day}.", day=t.date(day))


NOTICES = {NoticeKind.BACKUP_FAILED: notice}
