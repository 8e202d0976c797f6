"""The forecast: what an admin should know before a round opens, from the assignments alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from phieu.office.grouping import Grouped
from phieu.office.planning import Plan
from phieu.office.ranks import lacks_a_head
from phieu.office.who_rates_whom import Staff

if TYPE_CHECKING:
    from phieu.words import Rank


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a round would ask, and what it could never show."""

    ballots: int
    raters: int
    ratees: int
    rates_nobody: tuple[int, ...]
    """Active people who would get no ballot."""
    units_without_head: tuple[int, ...]
    """Active units with people in them but nobody of the rank of head."""
    too_few_raters: tuple[tuple[int, int], ...]
    """Ratees (with their number of raters) of whom no figure could ever be shown: nobody is asked about them."""
    merged: tuple[tuple[int, Grouped], ...]
    """Ratees with groups that are too small to stand by themselves and are counted together."""
    idle_rules: tuple[int, ...]
    """Places of the rules that give no pair."""


def forecast(staff: Staff, plan: Plan) -> Forecast:
    """Sum up a plan for the admin who is about to open the round."""
    raters = plan.rater_ids
    return Forecast(
        ballots=sum(len(ratee.raters) for ratee in plan.ratees),
        raters=len(raters),
        ratees=len(plan.ratees),
        rates_nobody=tuple(one.id for one in staff.people if one.active and one.id not in raters),
        units_without_head=_units_without_head(staff),
        too_few_raters=plan.too_few,
        merged=tuple((one.ratee_id, group) for one in plan.ratees for group in one.groups if len(group.labels) > 1),
        idle_rules=tuple(place for place, found in plan.pairs_by_rule.items() if not found),
    )


def _units_without_head(staff: Staff) -> tuple[int, ...]:
    active = {one.id for one in staff.people if one.active}
    ranks: dict[int, set[Rank]] = {unit.id: set() for unit in staff.units if unit.active}
    for post in staff.posts:
        if post.person_id in active and post.unit_id in ranks:
            ranks[post.unit_id].add(post.rank)
    return tuple(unit for unit, held in ranks.items() if lacks_a_head(held))
