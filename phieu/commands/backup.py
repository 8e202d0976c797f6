"""`phieu backup`: a copy of the database, without the keys, while the bot runs."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from phieu.commands.terminal import CommandError, Terminal

if TYPE_CHECKING:
    from phieu.storage.database import Database


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Copy the database into one file, without the keys; the bot may run meanwhile."))
    def backup(
        place: Annotated[
            Path | None,
            typer.Argument(metavar="[FOLDER|FILE.sqlite3]", help=t("Where to; the folder of BACKUP_DIR if left out.")),
        ] = None,
    ) -> None:
        terminal.run(_backup(terminal, place))


async def _backup(terminal: Terminal, place: Path | None) -> None:
    from phieu.installation import open_database, utc_now
    from phieu.logs import set_up_logging
    from phieu.office.backup_words import explain_fault
    from phieu.storage.backup_faults import BackupError

    set_up_logging("WARNING")
    database = open_database(terminal.settings)
    try:
        file = await _written(terminal, database, place, utc_now())
    except BackupError as error:
        raise CommandError(explain_fault(error, terminal.t)) from error
    finally:
        await database.dispose()
    terminal.say(terminal.t("Written: {path}", path=str(file)), "green")
    terminal.say(
        terminal.t(
            "It holds no keys, and must never lie together with them. Please keep it where only you can read it."
        )
    )


async def _written(terminal: Terminal, database: "Database", place: Path | None, now: datetime) -> Path:
    from phieu.storage.backup import look_ahead, make_backup
    from phieu.storage.backup_places import make_usual_folder, target_for
    from phieu.storage.ballot_box import BallotBox

    settings = terminal.settings
    if place is None:
        make_usual_folder(settings.backup_folder, chosen=settings.backup_dir is not None)
    target = target_for(place or settings.backup_folder, now.astimezone(ZoneInfo(settings.tz_name)))
    await look_ahead(database, target, settings.home)
    box = BallotBox(database)
    with terminal.counting(terminal.t("Copying …")) as progress:
        await make_backup(database, box, target, home=settings.home, now=now, progress=progress)
    return target
