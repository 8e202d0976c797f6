"""How a PostgreSQL server is set up: what it would write down of ballots beside the tables (docs/anonymity.md)."""

from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection

from phieu.doctor.finding import Finding, bad, warning
from phieu.locales.translator import mark

NAME = "postgresql"
OLDEST = 130000
"""The oldest server that its makers still looked after when this was written; ours is tested on newer ones."""
ASKED = (
    "log_statement",
    "log_min_duration_statement",
    "log_min_duration_sample",
    "log_statement_sample_rate",
    "log_parameter_max_length",
    "log_parameter_max_length_on_error",
    "archive_mode",
    "server_encoding",
    "server_version_num",
)


async def check_postgresql(connection: AsyncConnection) -> list[Finding]:
    """Only what is not as it should be."""
    rows = await connection.execute(
        sql("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)"), {"names": list(ASKED)}
    )
    return [*judge({row.name: row.setting for row in rows}), *await _may_write(connection)]


def judge(settings: dict[str, str]) -> list[Finding]:
    """What these settings mean; one that the server does not know says nothing."""
    found: list[Finding] = []
    if logging := logs_ballots(settings):
        text = mark(
            "The server writes the content of ballots into its log ({settings}). Set log_parameter_max_length = 0 and "
            "log_parameter_max_length_on_error = 0 for this database, and delete the logs of open rounds."
        )
        found.append(bad(NAME, text, settings=", ".join(logging)))
    if settings.get("archive_mode", "off") != "off":
        text = mark(
            "The server archives its write-ahead log, which tells the order in which ballots come (docs/anonymity.md). "
            "Switch archive_mode off, or delete the archive after each round."
        )
        found.append(warning(NAME, text))
    if settings.get("server_encoding", "UTF8") != "UTF8":
        text = mark("The database does not hold Vietnamese ({encoding}). Make it anew with ENCODING 'UTF8'.")
        found.append(bad(NAME, text, encoding=settings["server_encoding"]))
    if int(settings.get("server_version_num", OLDEST)) < OLDEST:
        found.append(warning(NAME, mark("This PostgreSQL is older than version 13. Please update it.")))
    return found


def logs_ballots(settings: dict[str, str]) -> list[str]:
    """The settings by which the parameters of statements get into the server's log; lengths in bytes, -1 for all."""
    logged = []
    if settings.get("log_parameter_max_length", "-1") != "0":
        if settings.get("log_statement", "none") in ("mod", "all"):
            logged.append(f"log_statement = {settings['log_statement']}")
        if int(settings.get("log_min_duration_statement", "-1")) >= 0:
            logged.append(f"log_min_duration_statement = {settings['log_min_duration_statement']}")
        sampled = float(settings.get("log_statement_sample_rate", "1")) > 0
        if sampled and int(settings.get("log_min_duration_sample", "-1")) >= 0:
            logged.append(f"log_min_duration_sample = {settings['log_min_duration_sample']}")
    if settings.get("log_parameter_max_length_on_error", "0") != "0":
        logged.append(f"log_parameter_max_length_on_error = {settings['log_parameter_max_length_on_error']}")
    return logged


async def _may_write(connection: AsyncConnection) -> list[Finding]:
    row = (
        await connection.execute(
            sql("SELECT pg_is_in_recovery(), has_schema_privilege(current_schema(), 'CREATE, USAGE')")
        )
    ).one()
    if row[0]:
        text = mark("This server is a copy of another one and cannot be written. Set DATABASE_URL to the first one.")
        return [bad(NAME, text)]
    if row[1] is False:
        text = mark("This account may make no tables in the database. Let it own the database.")
        return [bad(NAME, text)]
    return []
