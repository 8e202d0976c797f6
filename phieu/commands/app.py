"""Puts the commands together and turns whatever goes wrong into one line and an exit code."""

from collections.abc import Sequence

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape

from phieu.commands import (
    admin,
    backup,
    clock,
    demo,
    doctor,
    erase,
    export,
    export_records,
    import_,
    invites,
    restore,
    round_call_off,
    round_close,
    round_extend,
    round_open,
    round_status,
    template,
)
from phieu.commands import run as run_command
from phieu.commands.errors import explain
from phieu.commands.settings_errors import explain_settings
from phieu.commands.terminal import Terminal
from phieu.locales.translator import translator
from phieu.settings import Settings

FAILED, MISUSED, INTERRUPTED = 1, 2, 130


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    try:
        settings = Settings()
    except (ValidationError, OSError, UnicodeError) as error:
        if arguments[:1] == [doctor.NAME]:
            return doctor.told_unreadable(explain_settings(error), as_json="--json" in arguments)
        return _fail(explain_settings(error), MISUSED)
    terminal = Terminal(settings, translator(settings.default_locale, settings.tz_name))
    try:
        code = build(terminal)(args=list(arguments), prog_name="phieu", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except typer.TyperException as error:
        return _fail(explain(error, terminal.t), MISUSED)
    except Exception as error:  # noqa: BLE001 - the operator gets a line, whatever happened
        return _fail(explain(error, terminal.t), FAILED)
    return code if isinstance(code, int) else 0


def build(terminal: Terminal) -> typer.Typer:
    """All commands, their help in the operator's language."""
    t = terminal.t
    app = typer.Typer(
        help=t("Anonymous evaluation rounds for public offices, in the chat app the staff already use."),
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(_help_unless_told)
    rounds = typer.Typer(help=t("Open, close and watch evaluation rounds."))
    rounds.callback(invoke_without_command=True)(_help_unless_told)
    for command in (
        demo,
        run_command,
        template,
        import_,
        invites,
        admin,
        erase,
        export,
        export_records,
        backup,
        restore,
        clock,
        doctor,
    ):
        command.register(app, terminal)
    for command in (round_open, round_extend, round_close, round_call_off, round_status):
        command.register(rounds, terminal)
    app.add_typer(rounds, name="round")
    return app


def _help_unless_told(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _fail(line: str, code: int) -> int:
    Console(stderr=True, highlight=False).print(escape(line), style="red", soft_wrap=True)
    return code
