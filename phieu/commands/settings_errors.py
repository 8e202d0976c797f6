"""Settings that do not fit, told in one line, in the operator's language as far as it can be made out."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from phieu.locales.translator import Translator, mark, translator
from phieu.settings import FILE, LOCALES, LOG_LEVELS, language_asked_for

FITTING = {
    "TZ_NAME": mark("there is no time zone “{value}”; use a name such as Asia/Ho_Chi_Minh"),
    "DEFAULT_LOCALE": mark("“{value}” is not a language of the program; use {languages}"),
    "WEBHOOK_PORT": mark("“{value}” is not a port; use a whole number from 1 to 65535"),
    "ZALO_USERS": mark("“{value}” is not a number of people; use a whole number, 0 for as many as there are"),
    "ZALO_MESSAGES": mark("“{value}” is not a number of messages; use a whole number, 0 for as many as there are"),
    "BACKUP_HOUR": mark("“{value}” is not an hour; use a whole number from 0 to 23"),
    "LOG_LEVEL": mark("“{value}” is not a level of the log; use one of {levels}"),
    "LOG_DAYS": mark("“{value}” is not a number of days; use a whole number from 1 to 3650"),
    "MONITOR_PORT": mark("“{value}” is not a port; use a whole number from 0 to 65535, 0 for none"),
    "BACKUPS_KEPT": mark("“{value}” is not a number of backups; use a whole number from 0 to 1000, 0 for none"),
}
"""What would fit; of these settings alone the value may be told, since the others may hold secrets."""


def explain_settings(error: ValidationError | OSError | UnicodeError) -> str:
    """The line for settings that do not fit, or cannot be read."""
    t = translator(language_asked_for())
    if isinstance(error, ValidationError):
        return " ".join(_misfit(one, t) for one in error.errors())
    return t("The file {path} cannot be read. It must be a text file in UTF-8 that this account may read.", path=FILE)


def _misfit(one: Mapping[str, Any], t: Translator) -> str:
    name = str(one["loc"][0]).upper() if one["loc"] else "?"
    if name not in FITTING:
        return t("The setting {name} does not fit. Please correct it.", name=name)
    reason = t(FITTING[name], value=one["input"], languages=", ".join(LOCALES), levels=", ".join(LOG_LEVELS))
    return t("The setting {name} does not fit: {reason}. Please correct it.", name=name, reason=reason)
