"""Results as ratios, in one table."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table


@dataclass
class Ratio:
    """Seconds of ours and of what it is compared with, measured in turn in one run."""

    what: str
    compared_with: str
    aim: str
    ours: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)
    inverse: bool = False
    """The figures are rates, not times: more is better."""
    unit: str = "ms"

    @property
    def value(self) -> float:
        """Ours over the other's, of all repeats together."""
        return sum(self.ours) / sum(self.raw)


def print_table(title: str, ratios: Iterable[Ratio]) -> None:
    """One line a ratio, with the means that it is made of."""
    table = Table(title=title, title_justify="left")
    for column in ("what", "ours", "compared with", "theirs", "ratio", "aim"):
        table.add_column(column, justify="right" if column in ("ours", "theirs", "ratio") else "left")
    for one in ratios:
        table.add_row(
            one.what,
            _mean(one.ours, one.unit),
            one.compared_with,
            _mean(one.raw, one.unit),
            f"{one.value:.2f}",
            one.aim,
        )
    Console().print(table)


def _mean(figures: list[float], unit: str) -> str:
    mean = sum(figures) / len(figures)
    return f"{mean * 1000:,.1f} ms" if unit == "ms" else f"{mean:,.0f} {unit}"
