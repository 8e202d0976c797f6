"""`phieu doctor`: looks at everything, says what is wrong and what to do, changes nothing."""

import json
import sys
from datetime import datetime
from typing import Annotated, Any

import typer

from phieu.commands.terminal import Terminal
from phieu.doctor.finding import Finding, Grade
from phieu.locales.translator import Translator, mark

NAME = "doctor"
SIGNS = {Grade.GOOD: ("✓", "green"), Grade.WARNING: ("!", "yellow"), Grade.BAD: ("✗", "red")}
SUMMARY = {
    Grade.GOOD: mark("All is well."),
    Grade.WARNING: mark("It works; please look at the lines with !"),
    Grade.BAD: mark("Something has to be put right: see the lines with ✗"),
}


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(
        NAME, help=t("Check token, webhook, database, clock, keys, disk, backups; says what to do. Changes nothing.")
    )
    def doctor(
        *, as_json: Annotated[bool, typer.Option("--json", help=t("For programs: a list of findings."))] = False
    ) -> None:
        raise typer.Exit(terminal.run(_doctor(terminal, as_json=as_json)))


def told_unreadable(complaint: str, *, as_json: bool) -> int:
    """Settings that cannot be read are a finding, too: the only one, as all else depends on them; the exit code."""
    finding = Finding("settings", Grade.BAD, "{complaint}", {"complaint": complaint})
    _be_able_to_print()
    sys.stdout.write(_as_json([(finding, complaint)]) if as_json else f"✗ {complaint}\n")
    return 1


async def _doctor(terminal: Terminal, *, as_json: bool) -> int:
    from phieu.doctor.examination import examine
    from phieu.doctor.patient import Patient
    from phieu.installation import utc_now
    from phieu.logs import set_up_logging

    set_up_logging("ERROR")
    _be_able_to_print()
    found: list[tuple[Finding, str]] = []
    async for finding in examine(Patient(terminal.settings, utc_now)):
        text = _in_words(finding, terminal.t)
        found.append((finding, text))
        if not as_json:
            sign, style = SIGNS[finding.grade]
            terminal.say(f"{sign} {text}", style)
    worst = max((finding.grade for finding, _ in found), key=list(Grade).index)
    if as_json:
        sys.stdout.write(_as_json(found))
    else:
        terminal.say(terminal.t(SUMMARY[worst]), SIGNS[worst][1])
    return int(worst is Grade.BAD)


def _in_words(finding: Finding, t: Translator) -> str:
    def told(value: Any) -> str:
        if isinstance(value, datetime):
            return t.moment(value)
        return t.number(value) if isinstance(value, int) else str(value)

    return t(finding.text, **{name: told(value) for name, value in finding.arguments.items()})


def _as_json(found: list[tuple[Finding, str]]) -> str:
    rows = [{"check": one.check, "grade": one.grade.value, "text": text} for one, text in found]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _be_able_to_print() -> None:
    """A terminal that cannot show Vietnamese shows question marks, and is told so by a line of its own."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
