"""The overview of a closed round, for admins: everybody's level, what is hidden, and the figures as a workbook."""

import asyncio

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context, NoticeFlow
from phieu.bot.event import Event
from phieu.bot.flows.overview_lines import office_lines, overview_title, people_lines, people_page, range_lines
from phieu.bot.flows.paging import turning
from phieu.bot.screen import Attachment, Choice, Screen
from phieu.locales.translator import Translator
from phieu.office.disclosure import fewest_answers
from phieu.office.notices import round_of
from phieu.office.periods import round_title
from phieu.office.reports.overview import Overview, load_overview
from phieu.words import NoticeKind

ADMIN = True


async def overview(event: Event, context: Context) -> Screen:
    """One closed round."""
    found = await _load(_round_id(event), context)
    return Screen(_text(found, context.t), _rows(found, context.t))


async def people(event: Event, context: Context) -> Screen:
    """Another page of the people, where there are many."""
    round_id, number = parse(event.action).numbers(2)
    found, t = await _load(round_id, context), context.t
    text = Markup("\n\n").join([overview_title(found, t), people_lines(found, t, with_figures=True, number=number)])
    back = (Choice(t("↩️ Back to the overview"), action("overview", round_id)),)
    return Screen(text, (*turning(people_page(found, number), t, "overview-people", round_id), back))


async def export(event: Event, context: Context) -> Screen:
    """The figures as a workbook; the message stays in the chat."""
    found = await _load(_round_id(event), context)
    back = (Choice(context.t("↩️ Back to the overview"), action("overview", found.round.id)),)
    return await workbook_screen(found, context.t, back)


async def workbook_screen(found: Overview, t: Translator, back: tuple[Choice, ...]) -> Screen:
    """The workbook as a document."""
    from phieu.office.reports.export import export_overview  # noqa: PLC0415 - brings openpyxl, when it is needed

    workbook = await asyncio.to_thread(export_overview, found, t)
    text = t.html(
        "📗 <b>{title}</b>\n\nThe published figures, without comments. They are about people: please pass the file on "
        "with care.",
        title=round_title(found.round.kind, found.round.period, t),
    )
    instead = t.html(
        "📎 Zalo takes no files from me. The results stand in this chat, too; the workbook itself you get on Telegram, "
        "if you have joined there, or from whoever runs this assistant on the office's server."
    )
    attachment = Attachment(f"phieu-{found.round.period}.xlsx", workbook, in_words=instead)
    return Screen(text, (back,), attachments=(attachment,), keeps=True)


async def overview_notice(subject: str, context: Context) -> Screen | None:
    """What admins are told when a round has closed; None to those who are no admins any more."""
    if not context.somebody.admin:
        return None
    try:
        found = await _load(round_of(subject), context)
    except UnknownActionError:
        return None
    t = context.t
    lead = t.html("✅ The round has closed; the rated people are getting their summaries.")
    return Screen(Markup("\n\n").join([lead, _text(found, t)]), _rows(found, t), keeps=True)


async def _load(round_id: int, context: Context) -> Overview:
    async with context.installation.database.reading() as session:
        found = await load_overview(session, round_id)
    if found is None:
        raise UnknownActionError
    return found


def _round_id(event: Event) -> int:
    (round_id,) = parse(event.action).numbers(1)
    return round_id


def _text(found: Overview, t: Translator) -> Markup:
    parts = [
        overview_title(found, t),
        t.html(
            "Closed {moment}. {raters} people were asked for {ballots} ballots about {ratees} people.",
            moment=t.moment(found.round.closed_at),
            raters=t.number(found.round.raters_asked),
            ballots=t.number(found.round.ballots_asked),
            ratees=t.number(len(found.ratees)),
        ),
        *range_lines(found, t, with_figures=True),
        people_lines(found, t, with_figures=True),
        office_lines(found, t, with_figures=True),
        _hidden(found, t),
        t.html("People stand by rank and name. An evaluation by colleagues is one basis of the yearly classification."),
    ]
    return Markup("\n\n").join(part for part in parts if part)


def _hidden(found: Overview, t: Translator) -> Markup:
    if not found.hidden:
        return Markup()
    return t.plural_html(
        "🔒 {count} figure is not shown: fewer than {fewest} people answered, or the answers were so alike that it "
        "would have given somebody's answer away. The workbook says which.",
        "🔒 {count} figures are not shown: fewer than {fewest} people answered, or the answers were so alike that they "
        "would have given somebody's answer away. The workbook says which.",
        found.hidden,
        fewest=t.number(fewest_answers(found.round.threshold)),
    )


def _rows(found: Overview, t: Translator) -> tuple[tuple[Choice, ...], ...]:
    return (
        *turning(people_page(found, 0), t, "overview-people", found.round.id),
        (Choice(t("📗 The figures as a workbook"), action("overview-export", found.round.id)),),
        (Choice(t("📣 Open to the office …"), action("share", found.round.id)),),
        (Choice(t("↩️ All rounds"), action("rounds")),),
    )


ACTIONS = {"overview": overview, "overview-people": people, "overview-export": export}
NOTICES: dict[NoticeKind, NoticeFlow] = {NoticeKind.OVERVIEW: overview_notice}
