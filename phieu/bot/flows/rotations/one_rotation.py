"""One rotation, for admins: how it stands, and the step that comes next."""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.rotations.words import details, end_text, heading
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.rotations.faults import RotationError
from phieu.office.rotations.names import STATE_NAMES
from phieu.office.rotations.views import RotationView, load_view
from phieu.office.time_zone import office_day
from phieu.words import RotationState

ADMIN = True


async def show(event: Event, context: Context) -> Screen:
    """Its page."""
    (rotation_id,) = parse(event.action).numbers(1)
    return await page(rotation_id, context)


async def page(rotation_id: int, context: Context, lead: Markup | str = "") -> Screen:
    """The page, under what has just happened. Raises UnknownActionError if there is no such rotation."""
    async with context.installation.database.reading() as session:
        today = await office_day(session, context.now)
        view = await load_view(session, rotation_id)
    if view is None:
        raise UnknownActionError
    t, one = context.t, view.rotation
    parts = [lead, heading(view, t), status(view, today, t)]
    if not one.not_by_chat:
        parts.append(details(view, t))
        if one.wishes:
            parts.append(t.html("What the person said: <i>{wishes}</i>", wishes=one.wishes))
    rows = [*_rows(view, t), row(t("↩️ All rotations"), action("rotations"))]
    return Screen(paragraphs(*parts), tuple(rows))


async def not_done(rotation_id: int, context: Context, error: RotationError) -> Screen:
    """The page, with why the step was not taken."""
    said = Markup("\n").join(fault.explain(context.t) for fault in error.faults)
    return await page(rotation_id, context, Markup("⚠️ ") + said)


def status(view: RotationView, today: date, t: Translator) -> Markup:
    """How far it has got, in a sentence."""
    one = view.rotation
    if not view.person.active and one.state not in (RotationState.ENDED, RotationState.DROPPED):
        return t.html("⚠️ This person is no longer on the staff.")
    if one.not_by_chat:
        return _without_content(view, today, t)
    if one.state is RotationState.IN_FORCE:
        return _in_force(view, today, t)
    if one.state is RotationState.ENDED:
        ended = t.html("🗄 Ended on {day}.", day=t.date(one.ended_on)) if one.ended_on else t.html("🗄 Ended.")
        return paragraphs(ended, end_text(view, t))
    return _before_it_begins(view, t)


def _without_content(view: RotationView, today: date, t: Translator) -> Markup:
    """Its state alone; what follows comes in by the workbook, on the server."""
    said = Markup.escape(t.either(*STATE_NAMES[view.rotation.state][:2]))
    if not view.ends_soon(today):
        return said
    return paragraphs(said, t.html("⏰ What follows is to be decided. It is entered by the workbook, on the server."))


def _before_it_begins(view: RotationView, t: Translator) -> Markup:
    if view.rotation.turn == 0 and view.rotation.state is RotationState.PROPOSED:
        return t.html("🗣 Proposed. The person has not been asked yet.")
    return {
        RotationState.PROPOSED: t.html("🗣 Proposed. The person has been asked, and has not answered yet."),
        RotationState.AGREED: t.html("🤝 The person agrees. It is still to be decided."),
        RotationState.REFUSED: t.html("✋ The person does not agree. It is to be talked over again."),
        RotationState.DECIDED: t.html(
            "📝 Decided. On {day} the posts change by themselves.", day=t.date(view.rotation.starts_on)
        ),
        RotationState.DROPPED: t.html("🗑 Dropped: it does not take place."),
    }[view.rotation.state]


def _in_force(view: RotationView, today: date, t: Translator) -> Markup:
    one = view.rotation
    in_force = t.html("▶️ In force since {day}.", day=t.date(one.starts_on))
    if one.ending is not None:
        return paragraphs(in_force, end_text(view, t))
    if one.ends_on is not None and view.overdue(today):
        over = t.html("⏰ The last day was {day}. Please decide what follows.", day=t.date(one.ends_on))
        return paragraphs(in_force, over, t.html("Until then nothing changes."))
    if one.ends_on is not None and view.ends_soon(today):
        soon = t.html("⏰ The last day is {day}. Please decide what follows.", day=t.date(one.ends_on))
        return paragraphs(in_force, soon)
    return in_force


def _rows(view: RotationView, t: Translator) -> list[Row]:
    one, rows = view.rotation, _ROWS.get(view.rotation.state)
    if not view.person.active:
        return _for_somebody_gone(view, t)
    return [] if rows is None else [found for found in rows(view, t) if not (one.not_by_chat and _has_content(found))]


def _talk_rows(view: RotationView, t: Translator) -> list[Row]:
    one, id_ = view.rotation, view.id
    ask = t("📨 Ask the person again") if one.turn else t("📨 Ask the person")
    rows = [row(ask, action("rot-ask", id_))] if one.turn == 0 or one.state is RotationState.REFUSED else []
    rows += [row(t("🤝 Agreed, face to face"), action("rot-agreed", id_))]
    if one.state is RotationState.PROPOSED:
        rows.append(row(t("✋ Not agreed, face to face"), action("rot-refused", id_)))
    return [*rows, _before(id_, t), row(t("✏️ Change the proposal"), action("rot-draft", id_)), _drop(id_, t)]


def _agreed_rows(view: RotationView, t: Translator) -> list[Row]:
    return [
        row(t("📝 It has been decided"), action("rot-decide", view.id)),
        row(t("✋ Not agreed after all"), action("rot-refused", view.id)),
        _before(view.id, t),
        row(t("✏️ Change the proposal"), action("rot-draft", view.id)),
        _drop(view.id, t),
    ]


def _decided_rows(view: RotationView, t: Translator) -> list[Row]:
    return [_before(view.id, t), _number(view, t), _drop(view.id, t)]


def _in_force_rows(view: RotationView, t: Translator) -> list[Row]:
    follows = t("🏁 Decide anew what follows") if view.rotation.ending else t("🏁 What follows")
    return [
        row(follows, action("rot-end", view.id)),
        row(t("💬 Check-ins"), action("check-ins", view.id, 0)),
        row(t("📋 Evaluations"), action("rot-evaluations", view.id, 0)),
        _before(view.id, t),
        _number(view, t),
    ]


def _ended_rows(view: RotationView, t: Translator) -> list[Row]:
    return [
        row(t("💬 Check-ins"), action("check-ins", view.id, 0)),
        row(t("📋 Evaluations"), action("rot-evaluations", view.id, 0)),
        _before(view.id, t),
        _number(view, t),
    ]


def _for_somebody_gone(view: RotationView, t: Translator) -> list[Row]:
    if view.rotation.state is RotationState.IN_FORCE:
        return [row(t("🗄 Close it"), action("rot-close", view.id))]
    over = view.rotation.state in (RotationState.ENDED, RotationState.DROPPED)
    return [] if over else [_drop(view.id, t)]


def _before(rotation_id: int, t: Translator) -> Row:
    return row(t("🧭 Assessment and opinion beforehand"), action("rot-before", rotation_id))


def _drop(rotation_id: int, t: Translator) -> Row:
    return row(t("🗑 Drop it"), action("rot-drop", rotation_id))


def _number(view: RotationView, t: Translator) -> Row:
    known = view.rotation.decision_number
    return row(
        t("✏️ Correct the decision's number") if known else t("✏️ The decision's number"), action("rot-number", view.id)
    )


def _has_content(one: Row) -> bool:
    """What asks for content that must not go by chat; it comes in by the workbook, or is kept on paper."""
    return parse(one[0].action).verb in {"rot-draft", "rot-number", "rot-end", "rot-before"}


_ROWS: dict[RotationState, Callable[[RotationView, Translator], list[Row]]] = {
    RotationState.PROPOSED: _talk_rows,
    RotationState.REFUSED: _talk_rows,
    RotationState.AGREED: _agreed_rows,
    RotationState.DECIDED: _decided_rows,
    RotationState.IN_FORCE: _in_force_rows,
    RotationState.ENDED: _ended_rows,
}
ACTIONS = {"rotation": show}
