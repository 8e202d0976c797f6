"""Finding the round that an operator means."""

from typing import TYPE_CHECKING

from phieu.commands.terminal import CommandError, Terminal

if TYPE_CHECKING:
    from phieu.installation import Installation
    from phieu.office.round_status import RoundStatus


async def the_round(terminal: Terminal, installation: "Installation", wanted: str) -> "RoundStatus":
    """The one round with this number or period. Raises CommandError."""
    from phieu.office.round_status import find_round

    found = await find_round(installation, wanted)
    if not found:
        raise CommandError(terminal.t("There is no round {wanted}. “phieu round status” shows all.", wanted=wanted))
    return _only(terminal, found)


async def the_open_round(terminal: Terminal, installation: "Installation") -> "RoundStatus":
    """The round that is open, if there is one alone. Raises CommandError."""
    from phieu.office.round_status import load_rounds

    found = [one for one in await load_rounds(installation) if one.open]
    if not found:
        raise CommandError(terminal.t("No round is open. “phieu round open” opens one."))
    return _only(terminal, found)


def over(terminal: Terminal, status: "RoundStatus") -> str:
    """That nothing can be done with a round any more."""
    from phieu.office.periods import round_title

    t = terminal.t
    title = round_title(status.kind, status.period, t)
    if status.called_off:
        return t("{title} has been called off.", title=title)
    return t("{title} is closed already.", title=title)


def _only(terminal: Terminal, found: "list[RoundStatus]") -> "RoundStatus":
    if len(found) > 1:
        numbers = ", ".join(str(one.id) for one in found)
        raise CommandError(
            terminal.t("Several rounds could be meant. Please give the number: {numbers}.", numbers=numbers)
        )
    return found[0]
