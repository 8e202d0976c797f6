"""The forecast in words, for the admin who is about to open a round: in chat and on the command line alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import Translator
from phieu.office.disclosure import fewest_answers
from phieu.office.opening import PlannedRound
from phieu.storage.tables import Person, Rule, Unit


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """Something the admin should know before opening, and whom it concerns."""

    heading: str
    names: tuple[str, ...]
    usual: bool = False
    """So it is in many offices, and nothing to be put right."""


@dataclass(frozen=True, slots=True)
class ForecastReport:
    """Plain texts. No points: there is nothing to be said against opening."""

    headline: str
    points: tuple[ForecastPoint, ...]


async def report_forecast(session: AsyncSession, planned: PlannedRound, t: Translator) -> ForecastReport:
    """Put a forecast into words."""
    people = await _names(session)
    units = {unit.id: unit.name for unit in await session.exec(select(Unit))}
    rules = {
        rule.place: t("rule {place}: {raters} → {ratees}", place=rule.place, raters=rule.raters, ratees=rule.ratees)
        for rule in await session.exec(select(Rule))
    }
    found = planned.forecast
    points = [
        ForecastPoint(
            t(
                "Nobody is asked about these people, because too few would rate them (fewer than {k}):",
                k=fewest_answers(planned.threshold),
            ),
            tuple(
                t.plural("{name}: {count} rater", "{name}: {count} raters", raters, name=people[one])
                for one, raters in found.too_few_raters
            ),
        ),
        ForecastPoint(
            t("These groups are too small to be shown alone; their ballots are counted together:"),
            tuple(
                _merged(people[one], [t.either(label.vi, label.en) for label in group.labels])
                for one, group in found.merged
            ),
            usual=True,
        ),
        ForecastPoint(
            t("These units have no head, so nobody rates one there:"),
            tuple(units[one] for one in found.units_without_head),
        ),
        ForecastPoint(
            t("These people have nobody to rate:"), tuple(people[one] for one in found.rates_nobody), usual=True
        ),
        ForecastPoint(
            t("These rules of the workbook add nobody: they select nobody, or only pairs that earlier rules have:"),
            tuple(rules[place] for place in found.idle_rules),
        ),
    ]
    return ForecastReport(_headline(planned, t), tuple(point for point in points if point.names))


def _headline(planned: PlannedRound, t: Translator) -> str:
    found = planned.forecast
    return t(
        "{raters} people would rate {ratees} people, on {ballots} ballots.",
        raters=t.number(found.raters),
        ratees=t.number(found.ratees),
        ballots=t.number(found.ballots),
    )


def _merged(name: str, labels: Iterable[str]) -> str:
    return f"{name}: {' + '.join(labels)}"


async def _names(session: AsyncSession) -> dict[int, str]:
    people = await session.exec(select(Person).order_by(col(Person.name)))
    return {person.id: person.name for person in people if person.id is not None}
