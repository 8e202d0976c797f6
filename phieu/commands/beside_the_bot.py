"""What stands beside the bot while it runs: its log in files, and the address at which monitoring asks."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from phieu.commands.terminal import CommandError, Terminal

if TYPE_CHECKING:
    from phieu.monitoring.watch import Watch


@asynccontextmanager
async def beside_the_bot(terminal: Terminal) -> AsyncIterator["Watch"]:
    """From before the start to after the end of the program that is watched; raises CommandError."""
    from phieu.installation import utc_now
    from phieu.monitoring.watch import Watch

    watch = Watch(utc_now())
    async with AsyncExitStack() as stack:
        await _log_to_files(terminal, stack)
        await _serve(terminal, watch, stack)
        yield watch


async def _log_to_files(terminal: Terminal, stack: AsyncExitStack) -> None:
    from phieu.logs import kept_in_files

    settings, t = terminal.settings, terminal.t
    if settings.log_dir is None:
        return
    try:
        await stack.enter_async_context(kept_in_files(settings.log_dir, settings.log_days, ZoneInfo(settings.tz_name)))
    except OSError as error:
        raise CommandError(
            t(
                "The log cannot be written to the folder {path} ({reason}). Set LOG_DIR to one that can be written, "
                "or leave it out.",
                path=settings.log_dir,
                reason=error.strerror or error,
            )
        ) from error


async def _serve(terminal: Terminal, watch: "Watch", stack: AsyncExitStack) -> None:
    from phieu.monitoring.server import monitored

    settings, t = terminal.settings, terminal.t
    try:
        await stack.enter_async_context(monitored(watch, settings.monitor_host, settings.monitor_port))
    except OSError as error:
        raise CommandError(
            t(
                "Monitoring cannot be served at {host}:{port}. If the bot runs already, stop it first; if something "
                "else listens there, set MONITOR_HOST and MONITOR_PORT.",
                host=settings.monitor_host,
                port=settings.monitor_port,
            )
        ) from error
