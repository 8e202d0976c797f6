"""What the bot says of its own accord about the steps of a rotation: to the person, to the heads, to the admins."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.not_by_chat import at_the_office
from phieu.bot.flows.rotations.one_rotation import status
from phieu.bot.flows.rotations.talk import own_screen
from phieu.bot.flows.rotations.words import details, end_text, heading, surprise_text, untouched_text
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.rotations.hindrances import Hindrance
from phieu.office.rotations.plan import TALKABLE
from phieu.office.rotations.positions import Surprise
from phieu.office.rotations.standing import groups_of, in_charge_of
from phieu.office.rotations.subjects import Step, Subject, subject_of
from phieu.office.rotations.telling import heads_concerned
from phieu.office.rotations.views import RotationView, load_view
from phieu.office.time_zone import office_day
from phieu.words import NoticeKind, RotationState

STATES = {
    Step.ASKED: TALKABLE,
    Step.ANSWERED: TALKABLE,
    Step.AGREED: TALKABLE,
    Step.REFUSED: TALKABLE,
    Step.DECIDED: frozenset({RotationState.DECIDED}),
    Step.IN_FORCE: frozenset({RotationState.IN_FORCE}),
    Step.ENDS_SOON: frozenset({RotationState.IN_FORCE}),
    Step.OVER: frozenset({RotationState.IN_FORCE}),
    Step.EXTENDED: frozenset({RotationState.IN_FORCE}),
    Step.END_DECIDED: frozenset({RotationState.IN_FORCE}),
    Step.ENDED: frozenset({RotationState.ENDED}),
    Step.DROPPED: frozenset({RotationState.DROPPED}),
    Step.HELD_UP: frozenset({RotationState.DECIDED, RotationState.IN_FORCE}),
}
"""Where a rotation must stand for a step to be worth telling still; later steps tell what has come of it."""
FOR_HEADS = frozenset(
    {Step.AGREED, Step.DECIDED, Step.IN_FORCE, Step.EXTENDED, Step.END_DECIDED, Step.ENDED, Step.DROPPED}
)
"""The steps of which heads are told."""


async def notice(text: str, context: Context) -> Screen | None:
    """The words for this reader; None if it is too late for them."""
    subject = subject_of(text)
    async with context.installation.database.reading() as session:
        view = await load_view(session, subject.rotation_id)
        today = await office_day(session, context.now)
    if view is None or not _timely(view, subject, today):
        return None
    if context.somebody.id == view.rotation.person_id:
        return _for_the_person(view, subject, today, context.t)
    if context.somebody.admin:
        return await _for_an_admin(view, subject, today, context)
    return await _for_a_head(view, subject, context)


def _timely(view: RotationView, subject: Subject, today: date) -> bool:
    one = view.rotation
    if one.state not in STATES[subject.step]:
        return False
    match subject.step:
        case Step.ASKED | Step.ANSWERED | Step.AGREED | Step.REFUSED:
            return subject.detail == str(one.turn)
        case Step.END_DECIDED:
            return one.ended_on is not None and subject.detail == one.ended_on.isoformat()
        case Step.EXTENDED:
            return one.ends_on is not None and subject.detail == one.ends_on.isoformat()
        case Step.ENDS_SOON | Step.OVER:
            return view.ends_soon(today)
        case _:
            return True


def _for_the_person(view: RotationView, subject: Subject, today: date, t: Translator) -> Screen:
    one = view.rotation
    leads = {
        Step.ASKED: t.html("Dear <b>{name}</b>, a rotation is proposed to you.", name=view.person.name),
        Step.AGREED: t.html("It has been noted from the talk with you that you agree. If not so, please say it below."),
        Step.REFUSED: t.html("It has been noted from the talk with you that you do not agree."),
        Step.DECIDED: t.html("Dear <b>{name}</b>, your rotation has been decided.", name=view.person.name),
        Step.IN_FORCE: t.html("Dear <b>{name}</b>, your rotation is in force now.", name=view.person.name),
        Step.EXTENDED: t.html("Your rotation has another last day now."),
        Step.END_DECIDED: t.html("It has been decided what follows your rotation."),
        Step.ENDED: t.html("Dear <b>{name}</b>, your rotation has ended.", name=view.person.name),
        Step.DROPPED: t.html("The rotation that was proposed to you does not take place."),
    }
    lead = "" if one.not_by_chat else leads.get(subject.step, "")
    screen = own_screen(view, today, t, lead)
    if one.state is RotationState.DROPPED:
        return Screen(screen.text, (_home(t),), keeps=True)
    return Screen(screen.text, screen.rows, keeps=True)


async def _for_an_admin(view: RotationView, subject: Subject, today: date, context: Context) -> Screen:
    t, one = context.t, view.rotation
    said: list[Markup | str] = [heading(view, t), status(view, today, t)]
    if subject.step is Step.HELD_UP and not one.not_by_chat:
        said.append(_hindrance(Hindrance(subject.detail), t))
    elif subject.step is Step.HELD_UP:
        said.append(t.html("⚠️ It does not go on by itself. Please look at the workbook at the office."))
    if not one.not_by_chat:
        said.append(details(view, t))
        if subject.step is Step.ANSWERED and one.wishes:
            said.append(t.html("What the person said: <i>{wishes}</i>", wishes=one.wishes))
        if subject.step in (Step.IN_FORCE, Step.ENDED):
            said += [surprise_text(surprise, t) for surprise in _surprises(subject)]
            said += await _untouched(view, context)
    return Screen(paragraphs(*said), (row(t("🔄 To the rotation"), action("rotation", view.id)),), keeps=True)


async def _for_a_head(view: RotationView, subject: Subject, context: Context) -> Screen | None:
    """None for whoever is a head no longer, or never was: an admin, say, who has lost the role."""
    t, one = context.t, view.rotation
    async with context.installation.database.reading() as session:
        heads = await heads_concerned(session, one)
    if context.somebody.id not in heads or subject.step not in FOR_HEADS:
        return None
    if one.not_by_chat:
        return Screen(at_the_office(t, one.read_from, one.read_until), (_home(t),), keeps=True)
    leads = {
        Step.AGREED: t.html("A rotation has been talked over and is to be decided:"),
        Step.DECIDED: t.html("A rotation has been decided:"),
        Step.IN_FORCE: t.html("A rotation is in force now:"),
        Step.EXTENDED: t.html("A rotation has another last day now:"),
        Step.END_DECIDED: t.html("It has been decided what follows a rotation:"),
        Step.ENDED: t.html("A rotation has ended:"),
        Step.DROPPED: t.html("This rotation does not take place:"),
    }
    name = Markup("👤 <b>{}</b>").format(view.person.name)
    lead = Markup("🔄 ") + leads[subject.step]
    dear = t.html("Dear <b>{name}</b>,", name=context.somebody.name)
    text = paragraphs(dear, lead, lines(name, details(view, t)), end_text(view, t))
    return Screen(text, (_home(t),), keeps=True)


async def _untouched(view: RotationView, context: Context) -> list[Markup]:
    async with context.installation.database.reading() as session:
        units = await in_charge_of(session, view.rotation.person_id)
        groups = await groups_of(session, view.rotation.person_id)
    return untouched_text(units, groups, context.t)


def _hindrance(hindrance: Hindrance, t: Translator) -> Markup:
    match hindrance:
        case Hindrance.LEFT:
            return t.html("⚠️ Its day has come, but the person is no longer on the staff. Nothing has changed.")
        case Hindrance.NO_UNIT:
            return t.html("⚠️ Its day has come, but the unit to go to no longer exists. Nothing has changed.")


def _surprises(subject: Subject) -> Iterator[Surprise]:
    return (Surprise(word) for word in subject.detail.split(",") if word)


def _home(t: Translator) -> Row:
    return row(t("🏠 Main menu"), action("home"))


NOTICES = {
    NoticeKind.ROTATION_PROPOSED: notice,
    NoticeKind.ROTATION_ANSWERED: notice,
    NoticeKind.ROTATION_STEP: notice,
}
