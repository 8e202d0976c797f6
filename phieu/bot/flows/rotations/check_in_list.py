"""The check-ins of a rotation, for admins alone: one a page, the latest first, with the name."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.rotations.check_in_form import ASKED, ORDER
from phieu.bot.flows.rotations.life_parts import about, days, quoted, to_rotation
from phieu.bot.flows.rotations.occasion_actions import find, occasion, read_occasion, this_day
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator
from phieu.office.loading_shifts import check_in_plans
from phieu.office.rotations.check_ins import CheckIn, check_ins_of, hold_at_the_office, load_check_in
from phieu.office.rotations.in_brief import InBrief, load_in_brief
from phieu.office.rotations.notice_occasions import occasion_of
from phieu.office.rotations.shifts import ToAsk
from phieu.office.time_zone import office_day
from phieu.storage.tables import Office
from phieu.words import NoticeKind

ADMIN = True


async def notice(subject: str, context: Context) -> Screen | None:
    """Somebody has answered; None for whoever is no admin any more."""
    async with context.installation.database.reading() as session:
        check_in = await load_check_in(session, *occasion_of(subject))
    if check_in is None or not _may_read(check_in.rotation, context):
        return None
    t, rotation = context.t, check_in.rotation
    text = t.html("💬 <b>{name}</b> has told how the rotation is going.", name=rotation.person)
    place = Markup("{} · {}").format(rotation.to_title, rotation.to_unit)
    return Screen(lines(text, place), (row(t("Read it"), action("check-ins", rotation.id, 0)),), keeps=True)


async def show(event: Event, context: Context) -> Screen:
    """One of them, and the ways to the others."""
    rotation_id, number = parse(event.action).numbers(2)
    return await _page(rotation_id, number, context)


async def held(event: Event, context: Context) -> Screen:
    """What must not go by chat has been talked over at the office."""
    rotation_id, due_on, _ = read_occasion(event.action)
    check_in = await find(context, load_check_in, rotation_id, due_on)
    if _may_read(check_in.rotation, context):
        await hold_at_the_office(context.installation, rotation_id, due_on, await this_day(context))
    return await _page(rotation_id, 0, context)


async def _page(rotation_id: int, number: int, context: Context) -> Screen:
    t = context.t
    async with context.installation.database.reading() as session:
        rotation = await load_in_brief(session, rotation_id)
        if rotation is None:
            raise UnknownActionError
        if not _may_read(rotation, context):
            text = t.html("What you have said about your own rotation is shown to you where you were asked.")
            return Screen(text, (to_rotation(rotation_id, t),))
        found = await check_ins_of(session, rotation)
        office = await session.get_one(Office, 1)
        plan = (await check_in_plans(session, office.check_in_months))(rotation)
        wanted = plan.to_ask(await office_day(session, context.now))
    page = page_of(found, number, 1)
    head = t.html("💬 <b>Check-ins</b>")
    if not found:
        text = t.html("Nothing has been asked yet.")
        return Screen(paragraphs(head, about(rotation, t), text), (to_rotation(rotation_id, t),))
    check_in = page.items[0]
    which = t.html("{number} of {of}", number=page.number + 1, of=page.pages)
    if not rotation.not_by_chat:
        which += Markup(": <b>{}</b>").format(t.date(check_in.due_on))
    missed = _missed(wanted, found, t) if page.number == 0 and not rotation.not_by_chat else ""
    rows = [*turning(page, t, "check-ins", rotation_id), to_rotation(rotation_id, t)]
    if rotation.not_by_chat and check_in.wanted:
        done = row(t("✅ It was talked over at the office"), occasion("check-in-held", rotation_id, check_in.due_on))
        rows.insert(0, done)
    return Screen(paragraphs(head, about(rotation, t), which, *_said(check_in, t), missed), tuple(rows))


def _said(check_in: CheckIn, t: Translator) -> list[Markup]:
    if check_in.answered_on is None:
        return [t.html("No answer yet.") if check_in.wanted else t.html("There was no answer.")]
    if check_in.rotation.not_by_chat:
        return [t.html("Talked over at the office on {day}.", day=t.date(check_in.answered_on))]
    empty = t.html("<i>nothing</i>")
    answers = [
        lines(Markup("<b>{}</b>").format(t(ASKED[question])), quoted(said) if said else empty)
        for question in ORDER
        for said in [check_in.answers[question]]
    ]
    return [t.html("Answered on {day}.", day=t.date(check_in.answered_on)), *answers]


def _missed(wanted: list[ToAsk], found: list[CheckIn], t: Translator) -> Markup | str:
    """The days between two check-ins on which nothing was asked, because the program was not running."""
    asked = [one.due_on for one in found]
    between = [one for one in wanted if asked[-1] < one.asked_on < asked[0]]
    missed = [one.asked_on for one in between if not {one.planned_on, one.asked_on} & {*asked}]
    return t.html("Not asked, as the program was not running: {days}", days=days(missed, t)) if missed else ""


def _may_read(rotation: InBrief, context: Context) -> bool:
    return context.somebody.admin and rotation.person_id != context.somebody.id


ACTIONS = {"check-ins": show, "check-in-held": held}
NOTICES = {NoticeKind.ROTATION_CHECKED_IN: notice}
