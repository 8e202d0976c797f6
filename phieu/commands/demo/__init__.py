"""`phieu demo`: the whole product on one machine, with a sample office and phones in the browser."""

from typing import Annotated

import typer

from phieu.commands.terminal import Terminal

PORT = 8081


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(
        help=t("Try everything out in the browser, with a sample office. Needs no token and touches no real data.")
    )
    def demo(
        autoplay: Annotated[
            bool, typer.Option("--autoplay", help=t("The staff join and answer by themselves, and the round closes."))
        ] = False,
        port: Annotated[int, typer.Option("--port", help=t("Where the page is served; 0 takes a free port."))] = PORT,
        leave: Annotated[bool, typer.Option("--leave", help=t("Stop as soon as everything has been shown."))] = False,
    ) -> None:
        from phieu.commands.demo.show import show

        terminal.run(show(terminal, port=port, autoplay=autoplay, leave=leave))
