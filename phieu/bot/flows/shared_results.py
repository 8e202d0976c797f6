"""Results that have been opened to the whole office, for everybody on the staff."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context, NoticeFlow
from phieu.bot.event import Event
from phieu.bot.flows.overview import workbook_screen
from phieu.bot.flows.overview_lines import office_lines, overview_title, people_lines, people_page, range_lines
from phieu.bot.flows.paging import turning
from phieu.bot.screen import Choice, Screen
from phieu.office.notices import round_of
from phieu.office.periods import round_title
from phieu.office.reports.overview import Overview, load_overview
from phieu.office.reports.sharing import load_sharing
from phieu.words import NoticeKind, Sharing


async def show(event: Event, context: Context) -> Screen:
    """Everybody's level, and the averages where figures are open."""
    found, sharing = await _load(_round_id(event), context)
    t, with_figures = context.t, sharing is Sharing.FIGURES
    parts = [
        overview_title(found, t),
        *range_lines(found, t, with_figures=with_figures),
        people_lines(found, t, with_figures=with_figures),
        office_lines(found, t, with_figures=with_figures),
        t.html("People stand by rank and name. An evaluation by colleagues is one basis of the yearly classification."),
    ]
    rows = [(Choice(t("↩️ All results"), action("results")),)]
    if with_figures:
        rows.insert(0, (Choice(t("📗 The figures as a workbook"), action("office-figures", found.round.id)),))
    ways = (*turning(people_page(found, 0), t, "office-people", found.round.id), *rows)
    return Screen(Markup("\n\n").join(part for part in parts if part), ways)


async def people(event: Event, context: Context) -> Screen:
    """Another page of the people, where there are many."""
    round_id, number = parse(event.action).numbers(2)
    found, sharing = await _load(round_id, context)
    t, with_figures = context.t, sharing is Sharing.FIGURES
    lines = people_lines(found, t, with_figures=with_figures, number=number)
    back = (Choice(t("↩️ Back to the results"), action("office-results", round_id)),)
    ways = (*turning(people_page(found, number), t, "office-people", round_id), back)
    return Screen(Markup("\n\n").join([overview_title(found, t), lines]), ways)


async def figures(event: Event, context: Context) -> Screen:
    """The workbook, where figures are open."""
    found, sharing = await _load(_round_id(event), context)
    if sharing is not Sharing.FIGURES:
        raise UnknownActionError
    back = (Choice(context.t("↩️ Back to the results"), action("office-results", found.round.id)),)
    return await workbook_screen(found, context.t, back)


async def shared_notice(subject: str, context: Context) -> Screen | None:
    """The word that there is something to see."""
    try:
        found, _ = await _load(round_of(subject), context)
    except UnknownActionError:
        return None
    t, one = context.t, found.round
    text = t.html(
        "📣 Dear <b>{name}</b>, the results of <b>{title}</b> are open to all staff now. Thank you to everybody who "
        "took part.",
        name=context.somebody.name,
        title=round_title(one.kind, one.period, t),
    )
    return Screen(text, ((Choice(t("📊 See the results"), action("office-results", one.id)),),))


async def _load(round_id: int, context: Context) -> tuple[Overview, Sharing]:
    async with context.installation.database.reading() as session:
        found = await load_overview(session, round_id)
        sharing = await load_sharing(session, round_id) if found else None
    if found is None or sharing is None:
        raise UnknownActionError
    return found, sharing


def _round_id(event: Event) -> int:
    (round_id,) = parse(event.action).numbers(1)
    return round_id


ACTIONS = {"office-results": show, "office-people": people, "office-figures": figures}
NOTICES: dict[NoticeKind, NoticeFlow] = {NoticeKind.RESULTS_SHARED: shared_notice}
