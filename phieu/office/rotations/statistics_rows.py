"""The statistics of rotations as the rows of an export: one table after the other, each with its heading."""

from collections.abc import Iterable
from dataclasses import dataclass

from phieu.locales.translator import Translator
from phieu.office.alphabet import name_key
from phieu.office.erased import named
from phieu.office.rotations.loading_turns import LoadedTurns
from phieu.office.rotations.names import KIND_NAMES
from phieu.office.rotations.statistics import Turns, count_turns, in_year, posts_at_once

Cells = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class StatisticsTable:
    """One table: what it is about, its column headings, its rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Cells, ...]


def statistics_rows(loaded: LoadedTurns, t: Translator, year: int | None = None) -> list[StatisticsTable]:
    """The figures of one year, or of all years together, in the reader's language."""
    found = count_turns(in_year(loaded.turns, year))
    counted = (t("Key posts"), t("Other posts"), t("Turns"))
    return [
        StatisticsTable(
            t("Rotations by kind"),
            (t("Kind"), *counted),
            _rows((t.either(*KIND_NAMES[kind][:2]), turns) for kind, turns in found.by_kind.items()),
        ),
        StatisticsTable(t("Rotations by year"), (t("Year"), *counted), _rows(found.by_year.items())),
        StatisticsTable(
            t("Rotations by unit"),
            (
                t("Unit"),
                t("Key posts, to"),
                t("Other posts, to"),
                t("Key posts, from"),
                t("Other posts, from"),
                t("Turns"),
            ),
            tuple(
                (loaded.units[unit], one.to.key, one.to.other, one.away.key, one.away.other, one.touched.all)
                for unit, one in found.by_unit.items()
            ),
        ),
        StatisticsTable(
            t("Rotations by person"),
            (t("Name"), *counted, t("Posts passed through")),
            tuple(
                (named(loaded.people[person], t), *_cells(one.turns), one.posts)
                for person, one in sorted(found.by_person.items(), key=lambda one: name_key(loaded.people[one[0]]))
            ),
        ),
        StatisticsTable(
            t("Several posts at once"),
            (t("Name"), t("Posts")),
            tuple(
                (loaded.people[person], posts)
                for person, posts in sorted(
                    posts_at_once(loaded.posts).items(), key=lambda one: name_key(loaded.people[one[0]])
                )
            ),
        ),
    ]


def _rows(found: Iterable[tuple[str | int, Turns]]) -> tuple[Cells, ...]:
    return tuple((name, *_cells(turns)) for name, turns in found)


def _cells(turns: Turns) -> tuple[int, int, int]:
    return turns.key, turns.other, turns.all
