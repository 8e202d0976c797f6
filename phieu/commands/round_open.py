"""`phieu round open`: shows the forecast, asks, and opens a round."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from phieu.commands.opened import opened_office
from phieu.commands.terminal import CommandError, Terminal
from phieu.words import RoundKind

if TYPE_CHECKING:
    from phieu.installation import Installation


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command("open", help=t("Show what a round would ask, and open it."))
    def open_(
        kind: Annotated[RoundKind, typer.Argument(help=t("What kind of round."))] = RoundKind.SEMIANNUAL,
        period: Annotated[
            str, typer.Option("--period", help=t("What it is about: 2026-H1, 2026-Q3, 2026 or 2026-06-15."))
        ] = "",
        due: Annotated[
            datetime | None,
            typer.Option("--due", formats=["%Y-%m-%d"], help=t("The last day to answer, as 2026-06-25.")),
        ] = None,
        yes: Annotated[bool, typer.Option("--yes", help=t("Do not ask."))] = False,
    ) -> None:
        terminal.run(_open(terminal, kind, period, due.date() if due else None, yes=yes))


async def _open(terminal: Terminal, kind: RoundKind, period: str, due: date | None, *, yes: bool) -> None:
    from phieu.office.occurrences import hold_round
    from phieu.office.opening import NothingToAskError, RoundExistsError
    from phieu.office.periods import round_title

    t = terminal.t
    async with opened_office(terminal) as installation:
        key, due_at = await _settle(terminal, installation, kind, period, due)
        title = round_title(kind, key, t)
        until = t("until {moment}", moment=t.moment(due_at))
        await _show_forecast(terminal, installation, f"{title} – {until}")
        terminal.confirm(t("Open this round, and tell everybody who has ballots?"), already=yes)
        try:
            with terminal.working(t("Opening …")):
                round_id = await hold_round(installation, kind, key, due_at)
        except RoundExistsError as error:
            message = t("There is such a round already: {title}. “phieu round status” shows it.", title=title)
            raise CommandError(message) from error
        except NothingToAskError as error:
            message = t("The rules ask nobody anything, so there is no round. Please look at the sheet of rules.")
            raise CommandError(message) from error
    terminal.say(t("Round {number} is open. The bot tells everybody who has ballots.", number=round_id), "green")


async def _settle(
    terminal: Terminal, installation: "Installation", kind: RoundKind, period: str, due: date | None
) -> tuple[str, datetime]:
    from phieu.office.calendar import USUAL_DAYS, due_after, end_of_day
    from phieu.office.last_days import hand_opened_fault
    from phieu.office.periods import PeriodError, period_for, period_judged
    from phieu.office.special_days import load_working_days
    from phieu.office.time_zone import office_zone

    t, now = terminal.t, installation.now()
    zone = await office_zone(installation)
    try:
        key = (period_for(kind, period) if period else period_judged(kind, now.astimezone(zone).date())).key
    except PeriodError as error:
        message = t(
            "“{period}” is no period of such a round. Write 2026-H1, 2026-Q3, 2026 or 2026-06-15.", period=period
        )
        raise CommandError(message) from error
    async with installation.database.reading() as session:
        days = await load_working_days(session)
    if due and (fault := hand_opened_fault(due, now.astimezone(zone).date(), days)):
        raise CommandError(fault.explain(t))
    return key, end_of_day(due, zone) if due else due_after(now, USUAL_DAYS, zone, days)


async def _show_forecast(terminal: Terminal, installation: "Installation", title: str) -> None:
    from phieu.bot.flows.zalo_plan_words import lines_before_round
    from phieu.office.opening import plan_round
    from phieu.office.reports.forecast_report import report_forecast

    with terminal.working(terminal.t("Working out the forecast …")):
        async with installation.database.reading() as session:
            planned = await plan_round(session)
            report = await report_forecast(session, planned, terminal.t)
            on_zalo = await lines_before_round(installation, session, planned, terminal.t)
    terminal.say(title, "bold")
    terminal.say(report.headline)
    for point in report.points:
        terminal.say(point.heading, "" if point.usual else "yellow")
        for name in point.names:
            terminal.say(f"  • {name}")
    for line in on_zalo:
        terminal.say(line.striptags())
