"""Logs that tell what the program does, and nothing of what people say to it.

Our own lines hold no name, chat, code, token, answer or comment, because whoever writes one sees to it. For the rest
there are three rules, in one place, which no log level undoes:

- Libraries are heard from WARNING on: below that they print what passes through them (aiosqlite the parameters of
  statements, telegram and httpx addresses with the token in them). Of what they do say, the text is kept and the
  values are left out, except for the kind of an error.
- An error is told by its kind, its code and the lines of program that it came through, never in its own words: those
  may quote a row.
- Whatever looks like a token or a password in an address is struck out.
"""

import asyncio
import logging
import re
import sys
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from phieu.log_files import LogFiles
from phieu.supervisor import Supervisor

OURS = "phieu"
STRUCK_OUT = "•••"
TURN_OVER_SECONDS = 600
_TOKEN = re.compile(r"\d{5,}:[\w-]{20,}|(?<=/bot)\d+:[^/\s]+")
"""By its length, or in an address, where Telegram and Zalo have it."""
_PASSWORD = re.compile(r"(://[^/\s:@]*):[^/\s@]+@")
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?[a-zA-Z]")
_KIND_OF_ERROR = re.compile(r"[A-Za-z]+(?:Error|Exception|Conflict|Unauthorized|Forbidden|RetryAfter|TimedOut)")


def set_up_logging(level: str, file: TextIO | None = None) -> None:
    """Log to `file`, by default to the standard error stream: our own lines from `level` on, libraries' from WARNING.

    An unknown level is taken as INFO. Called again, the last call counts.
    """
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    root.addHandler(_DiscreetHandler(file))
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.getLevelNamesMapping().get(level.upper(), logging.INFO))


@asynccontextmanager
async def kept_in_files(folder: Path, days: int, zone: ZoneInfo) -> AsyncIterator[None]:
    """Log to files in this folder as well, as discreetly; each day's file goes after so many days.

    To be entered after `set_up_logging`. Raises OSError if the folder cannot be written.
    """
    handler, supervisor, root = LogFiles(folder, days, zone), Supervisor(), logging.getLogger()
    handler.setFormatter(DiscreetFormatter())
    handler.addFilter(_is_heard)
    root.addHandler(handler)
    supervisor.start(_turn_over_in_time(handler), "the log's files")
    try:
        yield
    finally:
        await supervisor.cancel()
        root.removeHandler(handler)
        handler.close()


async def _turn_over_in_time(files: LogFiles) -> None:
    """A quiet day writes no line, and its file goes all the same."""
    while True:
        await asyncio.sleep(TURN_OVER_SECONDS)
        files.turn_over()


class _DiscreetHandler(logging.Handler):
    """Writes lines; looks up the stream each time, as a program that embeds this one may change it."""

    def __init__(self, file: TextIO | None) -> None:
        super().__init__()
        self._file = file
        self.setFormatter(DiscreetFormatter())
        self.addFilter(_is_heard)

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=self._file or sys.stderr, flush=True)


class DiscreetFormatter(logging.Formatter):
    """Time, level, where from, what; errors without their own words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and below it the way that an error took."""
        said = record.getMessage() if _is_ours(record) else _without_values(record)
        lines = [f"{self.formatTime(record)} {record.levelname} {record.name}: {said}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += _way_of(record.exc_info[1])
        return struck_out("\n".join(lines))


def struck_out(text: str) -> str:
    """The text without tokens and passwords."""
    return _PASSWORD.sub(rf"\1:{STRUCK_OUT}@", _TOKEN.sub(STRUCK_OUT, text))


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name == OURS or record.name.startswith(f"{OURS}.")


def _is_heard(record: logging.LogRecord) -> bool:
    """No matter at which level a library, or somebody who looks for a fault, has set its logger."""
    return _is_ours(record) or record.levelno >= logging.WARNING


def _without_values(record: logging.LogRecord) -> str:
    """What a library says: the first line, since later ones quote objects, with dots where the values would stand."""
    values = iter(record.args.values() if isinstance(record.args, dict) else record.args or ())
    first_line = str(record.msg).partition("\n")[0]
    return _PLACEHOLDER.sub(lambda _: _kind_of_error(next(values, None)), first_line) if record.args else first_line


def _kind_of_error(value: object) -> str:
    if isinstance(value, BaseException):
        return type(value).__name__
    return value if isinstance(value, str) and _KIND_OF_ERROR.fullmatch(value) else "…"


def _way_of(error: BaseException, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    """The lines of program that an error came through, what caused it first."""
    origin = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if origin is not None and id(origin) not in seen:
        yield from _way_of(origin, seen | {id(error)})
        yield "  which led to:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}: {frame.line}"
    yield f"  {type(error).__module__}.{type(error).__qualname__}{_code_of(error)}"
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _way_of(one, seen | {id(error)})


def _code_of(error: BaseException) -> str:
    """The code that a database or the operating system gave, which tells the operator what to look up."""
    original = getattr(error, "orig", None) or error
    for name in ("sqlstate", "sqlite_errorname", "errno"):
        if (code := getattr(original, name, None)) is not None:
            return f" ({name} {code})"
    return ""
