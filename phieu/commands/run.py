"""`phieu run`: the bot, its clock and its outbox, until it is told to stop."""

from contextlib import AsyncExitStack
from typing import Annotated

import typer

from phieu.commands.terminal import Terminal


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(
        help=t(
            "Run the bot. TELEGRAM_TOKEN and ZALO_TOKEN say on which channels; with WEBHOOK_URL it is called, else it "
            "asks."
        )
    )
    def run(
        *,
        take_over: Annotated[
            bool,
            typer.Option("--take-over", help=t("Take the bot on Zalo over from another program that has it called.")),
        ] = False,
    ) -> None:
        terminal.run(_run(terminal, take_over=take_over))


async def _run(terminal: Terminal, *, take_over: bool) -> None:
    from phieu.commands.beside_the_bot import beside_the_bot
    from phieu.commands.right_to_run import RightToRun
    from phieu.installation import Installation
    from phieu.logs import set_up_logging
    from phieu.program import Program

    set_up_logging(terminal.settings.log_level)
    async with AsyncExitStack() as stack:
        watch = await stack.enter_async_context(beside_the_bot(terminal))
        right = RightToRun(terminal, stack)
        installation = await Installation.start(terminal.settings, admit=right.ask)
        stack.push_async_callback(installation.stop)
        async with Program(installation, watch=watch, take_over=take_over) as program:
            terminal.say(terminal.t("The bot is running. Ctrl-C stops it."), "green")
            await right.run(program)
    terminal.say(terminal.t("The bot has stopped; everything is saved."))
