"""The statistics of rotations, for admins: a year or all years, in brief, by unit and by person."""

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.alphabet import name_key
from phieu.office.erased import named
from phieu.office.rotations.loading_turns import LoadedTurns, load_turns
from phieu.office.rotations.names import KIND_NAMES
from phieu.office.rotations.statistics import Statistics, Turns, count_turns, in_year, posts_at_once
from phieu.office.time_zone import office_day

ADMIN = True
A_PAGE = 10
YEARS_IN_A_ROW = 4
MOST_YEARS = 12
ALL_YEARS = 0


async def show(event: Event, context: Context) -> Screen:
    """The whole in brief, and the years."""
    t, (loaded, year) = context.t, await _loaded(event, context)
    found = _figures(loaded, year)
    by_kind = [_line(t.either(*KIND_NAMES[kind][:2]), turns, t) for kind, turns in found.by_kind.items()]
    parts = [_head(year, t), _sum(found.turns, t), lines(*by_kind), _not_counted(t)]
    rows = [*_year_rows(loaded.years, year, t)]
    if found.turns.all:
        rows += [
            row(t("🏢 By unit"), action("rot-figures-units", year or ALL_YEARS, 0)),
            row(t("👤 By person"), action("rot-figures-people", year or ALL_YEARS, 0)),
        ]
    rows += [row(t("👥 Several posts at once"), action("rot-figures-posts", 0))]
    rows += [row(t("📗 As a workbook"), action("rot-export")), _back(t)]
    return Screen(paragraphs(*parts), tuple(rows))


async def by_unit(event: Event, context: Context) -> Screen:
    """Who came to each unit and who left it."""
    t, (loaded, year) = context.t, await _loaded(event, context)
    found = [(loaded.units[unit], one) for unit, one in _figures(loaded, year).by_unit.items()]
    found.sort(key=lambda one: (-one[1].touched.all, one[0]))
    page = page_of(found, _number(event), A_PAGE)
    told = [
        lines(
            Markup("<b>{}</b>").format(name),
            t.html("to: {turns}", turns=_in_words(one.to, t)),
            t.html("from: {turns}", turns=_in_words(one.away, t)),
        )
        for name, one in page.items
    ]
    rows = (*turning(page, t, "rot-figures-units", year or ALL_YEARS), _up(year, t))
    return Screen(paragraphs(_head(year, t), *told), rows)


async def by_person(event: Event, context: Context) -> Screen:
    """Who has been moved how often, the most first."""
    t, (loaded, year) = context.t, await _loaded(event, context)
    found = [(named(loaded.people[person], t), one) for person, one in _figures(loaded, year).by_person.items()]
    found.sort(key=lambda one: (-one[1].turns.all, name_key(one[0])))
    page = page_of(found, _number(event), A_PAGE)
    told = [
        t.html(
            "<b>{name}</b>: {turns}; {posts}",
            name=name,
            turns=_in_words(one.turns, t),
            posts=t.plural("{count} post", "{count} posts", one.posts),
        )
        for name, one in page.items
    ]
    rows = (*turning(page, t, "rot-figures-people", year or ALL_YEARS), _up(year, t))
    note = t.html("Posts are those that the turns have led through, the first one included.")
    return Screen(paragraphs(_head(year, t), lines(*told), note), rows)


async def at_once(event: Event, context: Context) -> Screen:
    """Who holds several posts today."""
    t = context.t
    (number,) = parse(event.action).numbers(1)
    async with context.installation.database.reading() as session:
        loaded = await load_turns(session, await office_day(session, context.now), by_chat_only=True)
    counts = posts_at_once(loaded.posts)
    page = page_of(sorted(counts, key=lambda one: (-counts[one], name_key(loaded.people[one]))), number, A_PAGE)
    told = [
        lines(
            Markup("<b>{}</b>").format(loaded.people[person]),
            *(
                Markup("• {} · {}").format(post.title, loaded.units[post.unit_id])
                for holder, post in loaded.posts
                if holder == person
            ),
        )
        for person in page.items
    ]
    head = t.html("👥 <b>Several posts at once, today</b>")
    told = told or [t.html("Nobody holds more than one post.")]
    return Screen(paragraphs(head, *told), (*turning(page, t, "rot-figures-posts"), _up(None, t)))


async def _loaded(event: Event, context: Context) -> tuple[LoadedTurns, int | None]:
    """The turns, and the year that is asked for; None for all."""
    wanted = parse(event.action)
    year, *_ = (*wanted.numbers(len(wanted.arguments)), ALL_YEARS)
    async with context.installation.database.reading() as session:
        loaded = await load_turns(session, await office_day(session, context.now), by_chat_only=True)
    return loaded, year or None


def _number(event: Event) -> int:
    _, number = parse(event.action).numbers(2)
    return number


def _figures(loaded: LoadedTurns, year: int | None) -> Statistics:
    return count_turns(in_year(loaded.turns, year))


def _head(year: int | None, t: Translator) -> Markup:
    if year is None:
        return t.html("📊 <b>Rotations, all years</b>")
    return t.html("📊 <b>Rotations that began in {year}</b>", year=str(year))


def _sum(turns: Turns, t: Translator) -> Markup:
    if not turns.all:
        return t.html("There were none.")
    return t.html("In all: <b>{turns}</b>.", turns=_in_words(turns, t))


def _line(name: str, turns: Turns, t: Translator) -> Markup:
    return Markup("• {}: {}").format(name, _in_words(turns, t))


def _in_words(turns: Turns, t: Translator) -> str:
    """43 key posts and 13 others."""
    if not turns.all:
        return t("nobody")
    key, other = t.number(turns.key), t.number(turns.other)
    return t.plural(
        "{count} turn ({key} of key posts, {other} others)",
        "{count} turns ({key} of key posts, {other} others)",
        turns.all,
        key=key,
        other=other,
    )


def _not_counted(t: Translator) -> Markup:
    return t.html(
        "Key posts are those of heads, their deputies and the office's leaders. What is not by chat is left out."
    )


def _year_rows(years: list[int], chosen: int | None, t: Translator) -> list[Row]:
    shown: list[tuple[int, str]] = [(ALL_YEARS, t("All years")), *((year, str(year)) for year in years[:MOST_YEARS])]
    choices = [
        Choice(f"✓ {label}" if year == (chosen or ALL_YEARS) else label, action("rot-figures", year))
        for year, label in shown
    ]
    return [tuple(choices[n : n + YEARS_IN_A_ROW]) for n in range(0, len(choices), YEARS_IN_A_ROW)]


def _up(year: int | None, t: Translator) -> Row:
    return row(t("↩️ The statistics"), action("rot-figures", year or ALL_YEARS))


def _back(t: Translator) -> Row:
    return row(t("↩️ All rotations"), action("rotations"))


ACTIONS = {
    "rot-figures": show,
    "rot-figures-units": by_unit,
    "rot-figures-people": by_person,
    "rot-figures-posts": at_once,
}
