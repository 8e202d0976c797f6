"""Whether the tables are those of this version."""

from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncConnection

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.locales.translator import mark
from phieu.storage.migrate import HEAD, configuration, revision_of

NAME = "migrations"


async def check_migrations(connection: AsyncConnection) -> tuple[list[Finding], bool]:
    """What was found, and whether the tables can be looked into."""
    present = await connection.run_sync(revision_of)
    if present == HEAD:
        return [good(NAME, mark("The tables are those of this version ({revision})."), revision=HEAD)], True
    if present is None:
        return [warning(NAME, mark("The database is empty; the first start makes its tables."))], False
    if present not in {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}:
        text = mark("The database was made by a newer version of the program. Install that version or a later one.")
        return [bad(NAME, text)], False
    text = mark(
        "The tables are those of an older version ({present}); the next start brings them to {wanted}. Make a backup "
        "before: “phieu backup” copies them as they are."
    )
    if connection.dialect.name != "sqlite":  # only a file can be copied without knowing what is in it
        text = mark(
            "The tables are those of an older version ({present}); the next start brings them to {wanted}. Make a "
            "backup before, with that older version, or by pg_dump if it has no “phieu backup”."
        )
    return [warning(NAME, text, present=present, wanted=HEAD)], False
