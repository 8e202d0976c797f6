"""`phieu run`: the bot, its clock and its outbox, until it is told to stop."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import typer

from phieu.commands.terminal import CommandError, Terminal
from phieu.only_one import AnotherRunsError, only_one


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Run the bot. TELEGRAM_TOKEN names it; with WEBHOOK_URL it is called, else it asks."))
    def run() -> None:
        terminal.run(_run(terminal))


async def _run(terminal: Terminal) -> None:
    from phieu.installation import Installation
    from phieu.logs import set_up_logging
    from phieu.program import Program

    set_up_logging(terminal.settings.log_level)
    installation = await Installation.start(terminal.settings)
    try:
        with _alone(terminal):
            async with Program(installation) as program:
                terminal.say(terminal.t("The bot is running. Ctrl-C stops it."), "green")
                await program.run_until_stopped()
    finally:
        await installation.stop()
    terminal.say(terminal.t("The bot has stopped; everything is saved."))


@contextmanager
def _alone(terminal: Terminal) -> Iterator[None]:
    """Several may serve one webhook; of those that poll there may be one only."""
    if terminal.settings.webhook_url:
        yield
        return
    with ExitStack() as lock:
        try:
            lock.enter_context(only_one(terminal.settings.home))
        except AnotherRunsError as error:
            raise CommandError(
                terminal.t(
                    "The bot runs already on the data directory {path}. Please stop it first.",
                    path=terminal.settings.home,
                )
            ) from error
        yield
