"""Every error in one line that says what to do next; no traceback, and nothing that should stay secret."""

from typing import Any

from typer import TyperException

from phieu.bot.errors import place_of
from phieu.commands.terminal import CommandError
from phieu.installation import InstallationError
from phieu.locales.translator import Translator
from phieu.start_error import StartError


def explain(error: BaseException, t: Translator) -> str:
    """The line for this error."""
    if isinstance(error, (CommandError, StartError)):
        return str(error)
    if isinstance(error, InstallationError):
        return t(error.text, **error.arguments)
    if isinstance(error, TyperException):
        return _explain_usage(error, t)
    if _comes_from(error, "sqlalchemy", "asyncpg", "sqlite3", "alembic"):
        return t(
            "The database does not answer as it should ({kind}). Please check DATABASE_URL and PHIEU_HOME, "
            "and whether the database is running.",
            kind=_database_error(error),
        )
    if isinstance(error, OSError):
        return _explain_system(error, t)
    return t(
        "Something unexpected went wrong ({kind}, {place}). Please try again; if it happens again, report these words.",
        kind=type(error).__name__,
        place=place_of(error),
    )


def _explain_usage(error: TyperException, t: Translator) -> str:
    kind, parameter = type(error).__name__, getattr(error, "param", None)
    name = getattr(error, "option_name", "") or _called(parameter)
    if kind == "MissingParameter":
        reason = t("{name} is missing.", name=name)
    elif kind == "NoSuchOption":
        reason = t("There is no option {name}.", name=name)
    elif kind == "BadParameter" and name:
        reason = t("{name} cannot be that.", name=name)
        if choices := parameter and parameter.type_descriptor.choices:
            reason = t("{name} must be one of: {choices}.", name=name, choices=", ".join(map(str, choices)))
    else:
        reason = t("That command was not understood.")
    return t("{reason} “phieu --help” shows what there is, “phieu COMMAND --help” more.", reason=reason)


def _called(parameter: Any) -> str:
    """What a parameter is called in the help; empty if there is none."""
    if parameter is None:
        return ""
    is_option = parameter.param_type_name == "option"
    return str(parameter.opts[0] if is_option else parameter.metavar or parameter.name.upper())


def _explain_system(error: OSError, t: Translator) -> str:
    where = error.filename or ""
    if isinstance(error, FileNotFoundError):
        return t("There is no file or folder {path}. Please check the name.", path=where)
    if isinstance(error, PermissionError):
        return t(
            "{path} may not be read or written. Please choose another place, or ask for the right to it.", path=where
        )
    reason = error.strerror or type(error).__name__
    return t("The system says: {reason} {path}. Please put that right and try again.", reason=reason, path=where)


def _comes_from(error: BaseException, *packages: str) -> bool:
    return type(error).__module__.split(".", 1)[0] in packages


def _database_error(error: BaseException) -> str:
    return type(getattr(error, "orig", None) or error).__name__
