"""The calendar, for admins: what falls due in the next weeks, and why."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.calendar.parts import LONGEST_LABEL, weekday_and_date
from phieu.bot.flows.paging import Page, page_of
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.agenda import Coming, ComingKind
from phieu.office.loading_agenda import coming
from phieu.office.shortening import shorten
from phieu.office.time_zone import office_zone

ADMIN = True
WEEKS = 6
"""So far ahead one page of weeks looks."""
MOST_PAGES_OF_WEEKS = 18
"""Two years."""
A_PAGE = 8
_LONGEST_TITLE = 110


async def calendar(_event: Event, context: Context) -> Screen:
    """The next weeks."""
    return await _weeks(0, 0, context)


async def weeks(event: Event, context: Context) -> Screen:
    """Later weeks, or the next page of the same."""
    span, page = parse(event.action).numbers(2)
    return await _weeks(min(span, MOST_PAGES_OF_WEEKS - 1), page, context)


async def _weeks(span: int, number: int, context: Context) -> Screen:
    t, zone = context.t, await office_zone(context.installation)
    first = context.now.astimezone(zone).date() + timedelta(weeks=WEEKS * span)
    last = first + timedelta(days=7 * WEEKS - 1)
    found = [
        one for one in await coming(context.installation, last) if one.at.astimezone(zone).date() >= first or not span
    ]
    page = page_of(found, number, A_PAGE)
    head = t.html(
        "📅 <b>Calendar</b>, {first} – {last}",
        first=weekday_and_date(first, t),
        last=weekday_and_date(last, t),
    )
    nothing = () if found else (t.html("Nothing falls due in these weeks."),)
    text = Markup("\n\n").join([head, *nothing, *_by_week(page.items, zone, t)])
    rows = (
        *_entries(page.items, zone, context),
        *_turning(page, span, t),
        *_other_pages(t),
        row(t("🏠 Main menu"), "home"),
    )
    return Screen(text, rows)


def _by_week(found: Sequence[Coming], zone: ZoneInfo, t: Translator) -> Iterator[Markup]:
    """The entries, week by week."""
    weeks: dict[date, list[Markup]] = {}
    for one in found:
        day = one.at.astimezone(zone).date()
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(_line(one, day, t))
    for monday, lines in weeks.items():
        yield Markup("\n").join([t.html("<b>Week of {day}</b>", day=t.date(monday)), *lines])


def _line(one: Coming, day: date, t: Translator) -> Markup:
    when = f"{t.weekday(day)} {t.short_date(day)}" + ("" if one.whole_day else f", {t.time(one.at)}")
    title = shorten(one.title.explain(t), _LONGEST_TITLE)
    shown = Markup("<s>{}</s>").format(title) if one.left_out else Markup.escape(title)
    return Markup("• {}: {}\n   <i>{}</i>").format(when, shown, one.why.explain(t))


def _entries(found: Sequence[Coming], zone: ZoneInfo, context: Context) -> Iterator[Row]:
    """One button for what each is about; several entries about one thing share theirs."""
    about: dict[str, Coming] = {}
    for one in found:
        if to := _page_of(one, context):
            about.setdefault(to, one)
    for to, one in about.items():
        day = context.t.short_date(one.at.astimezone(zone).date())
        yield row(shorten(f"{_sign(one)} {day} {one.title.explain(context.t)}", LONGEST_LABEL), to)


def _page_of(one: Coming, context: Context) -> str | None:
    """Where more can be seen of it, and done about it; nothing of one's own rotation."""
    first, *rest = one.subject.split(":")
    match one.kind:
        case ComingKind.ROUND_OPENS | ComingKind.ROUND_PROPOSED:
            return action("cal-round", first, *rest)
        case ComingKind.YEARLY_DATE:
            return action("cal-yearly", rest[0])
        case ComingKind.CHECK_IN:
            return None if one.about == context.somebody.id else action("cal-check-in", *rest)
        case _:
            return None if one.about == context.somebody.id else action(first, rest[0])


def _sign(one: Coming) -> str:
    match one.kind:
        case _ if one.left_out:
            return "⏭"
        case ComingKind.ROUND_OPENS | ComingKind.ROUND_PROPOSED | ComingKind.ROUND_CLOSES | ComingKind.REMINDER:
            return "🗓"
        case ComingKind.ANNOUNCEMENT:
            return "📣"
        case ComingKind.NOMINATIONS_END:
            return "🎓"
        case ComingKind.YEARLY_DATE:
            return "🔔"
        case _:
            return "🔄"


def _turning(page: Page[Coming], span: int, t: Translator) -> Iterator[Row]:
    """Within these weeks, and from weeks to weeks."""
    turning = []
    if page.number > 0:
        turning.append(Choice(t("◀ Previous"), action("cal-weeks", span, page.number - 1)))
    if page.number < page.pages - 1:
        turning.append(Choice(t("Next ▶"), action("cal-weeks", span, page.number + 1)))
    if turning:
        yield tuple(turning)
    jumping = []
    if span > 0:
        jumping.append(Choice(t("⏪ Earlier weeks"), action("cal-weeks", span - 1, 0)))
    if span < MOST_PAGES_OF_WEEKS - 1:
        jumping.append(Choice(t("Later weeks ⏩"), action("cal-weeks", span + 1, 0)))
    yield tuple(jumping)


def _other_pages(t: Translator) -> tuple[Row, ...]:
    return (
        (Choice(t("📐 Rules and dates"), action("cal-rules")), Choice(t("🏖 Days off"), action("cal-days"))),
        (Choice(t("🔔 Every year"), action("cal-yearly-all")), Choice(t("⏰ Reminders"), action("cal-reminders"))),
        row(t("🗄 What was left out or dropped"), action("cal-dropped", 0)),
    )


COMMANDS = {"calendar": calendar}
ACTIONS = {"calendar": calendar, "cal-weeks": weeks}
