"""What a unit needs of all that its people need: chosen by its head; admins see it, and can choose, too."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs, short_name
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.training.course_words import LONGEST_LABEL
from phieu.bot.flows.training.needs_words import need_line, stage_text
from phieu.bot.screen import Row, Screen, row
from phieu.office.shortening import shorten
from phieu.office.time_zone import office_day
from phieu.office.training.needs import load_survey, stage
from phieu.office.training.needs_stages import Stage
from phieu.office.training.refusals import TrainingError
from phieu.office.training.subjects import read_subject
from phieu.office.training.unit_needs import (
    Need,
    choose,
    chooses,
    has_chosen,
    load_needs,
    of_unit,
    support,
)
from phieu.storage.tables import NeedsSurvey
from phieu.words import NoticeKind

A_PAGE = 8
LONGEST_NAME = 18
UNIT_NEEDS = "unit-needs"


@dataclass(frozen=True, slots=True)
class UnitNeeds:
    """What one unit's page shows."""

    survey: NeedsSurvey
    today: date
    unit_id: int
    needs: list[Need]
    chosen: bool

    @property
    def name(self) -> str:
        """The unit's name; empty for people without a unit."""
        return self.needs[0].unit if self.needs else ""

    @property
    def stage(self) -> Stage:
        """How far the survey has got."""
        return stage(self.survey, self.today)


async def notice(subject: str, context: Context) -> Screen | None:
    """The head is asked to choose; None once that is done, over, or somebody else's."""
    about = read_subject(subject)
    unit = await _load(about.id, int(about.detail), context)
    if unit is None or not unit.needs or unit.chosen or unit.stage is not Stage.CHOOSING:
        return None
    t = context.t
    said = t.plural_html(
        "🧾 Your people have said what training they need in {year}: {count} thing.",
        "🧾 Your people have said what training they need in {year}: {count} things.",
        len(unit.needs),
        year=str(unit.survey.year),
    )
    asked = t.html(
        "Which of them does your unit need, too? Please choose by <b>{day}</b>.", day=t.date(unit.survey.choose_by)
    )
    rows = (row(t("☑️ Choose"), action(UNIT_NEEDS, unit.survey.year, unit.unit_id, 0)),)
    return Screen(paragraphs(lines(said, Markup("🏢 {}").format(unit.name)), asked), rows, keeps=True)


async def show(event: Event, context: Context) -> Screen:
    """A page of the unit's needs."""
    year, unit_id, number = parse(event.action).numbers(3)
    return await _page(year, unit_id, number, context)


async def tick(event: Event, context: Context) -> Screen:
    """The unit needs this one, too, or does not."""
    year, unit_id, number, need_id, yes = parse(event.action).numbers(5)
    unit = await _mine(year, unit_id, context)
    try:
        async with context.installation.database.writing() as session:
            await support(session, year, unit_id, need_id, unit.today, yes=yes == 1)
    except TrainingError as error:
        return await _page(year, unit_id, number, context, Markup.escape(error.refusals[0].explain(context.t)))
    return await _page(year, unit_id, number, context)


async def finish(event: Event, context: Context) -> Screen:
    """That is what the unit needs."""
    year, unit_id = parse(event.action).numbers(2)
    unit = await _mine(year, unit_id, context)
    try:
        async with context.installation.database.writing() as session:
            await choose(session, year, unit_id, unit.today)
    except TrainingError as error:
        return await _page(year, unit_id, 0, context, Markup.escape(error.refusals[0].explain(context.t)))
    return await _page(year, unit_id, 0, context, context.t.html("✅ Thank you. Your answer has been passed on."))


async def _page(year: int, unit_id: int, number: int, context: Context, lead: Markup | str = "") -> Screen:
    t, unit = context.t, await _mine(year, unit_id, context)
    page = page_of(unit.needs, number, A_PAGE)
    name = unit.name or t("No unit")
    head = t.html("🧾 <b>What {unit} needs in {year}</b>", unit=name, year=str(year))
    listed = lines(*(need_line(one.need, t, one.person) for one in page.items)) or t.html("<i>nothing yet</i>")
    rows: list[Row] = []
    how: Markup | str = stage_text(unit.survey, unit.stage, t)
    if unit.stage is Stage.CHOOSING and unit.needs:
        how = t.html(
            "Please choose what the unit needs, too, one after the other; to take one back, choose it again. Until "
            "the end of {day}.",
            day=t.date(unit.survey.choose_by),
        )
        rows = [_tick_row(one, unit, page.number) for one in page.items]
        chosen = sum(one.need.supported for one in unit.needs)
        if not unit.chosen:
            rows.append(row(t("✅ That is what we need ({count})", count=t.number(chosen)), _done(unit)))
    rows += turning(page, t, UNIT_NEEDS, year, unit_id)
    if context.somebody.admin:
        rows.append(row(t("🧾 All needs of {year}", year=str(year)), action("training-needs", year)))
    passed_on = t.html("✅ This has been passed on.") if unit.chosen and not lead else ""
    return Screen(paragraphs(lead or passed_on, head, listed, how), (*rows, row(t("🏠 Main menu"), "home")))


def _tick_row(one: Need, unit: UnitNeeds, page: int) -> Row:
    label = shorten(
        f"{'☑️' if one.need.supported else '⬜️'} {short_name(one.person, LONGEST_NAME)}: {one.need.topic}", LONGEST_LABEL
    )
    return row(label, action("unit-need", unit.survey.year, unit.unit_id, page, one.id, int(not one.need.supported)))


def _done(unit: UnitNeeds) -> str:
    return action("unit-needs-done", unit.survey.year, unit.unit_id)


async def _mine(year: int, unit_id: int, context: Context) -> UnitNeeds:
    unit = await _load(year, unit_id, context)
    if unit is None:
        raise UnknownActionError
    return unit


async def _load(year: int, unit_id: int, context: Context) -> UnitNeeds | None:
    """What there is to choose; None if it is not for this person to choose."""
    async with context.installation.database.reading() as session:
        survey = await load_survey(session, year)
        if survey is None or not await chooses(session, context.somebody, unit_id):
            return None
        today = await office_day(session, context.now)
        needs = of_unit(await load_needs(session, year), unit_id)
        return UnitNeeds(survey, today, unit_id, needs, bool(needs) and await has_chosen(session, year, unit_id))


ACTIONS = {UNIT_NEEDS: show, "unit-need": tick, "unit-needs-done": finish}
NOTICES = {NoticeKind.TRAINING_UNIT_NEEDS: notice}
