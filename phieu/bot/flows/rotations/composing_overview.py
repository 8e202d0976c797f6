"""The whole of what an admin has put together, with all that speaks against it, before it is proposed."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.flows.rotations.composing_draft import IS_NEW, Composing
from phieu.bot.flows.rotations.words import consequence_text, days_text, details, kind_name, post_name, untouched_text
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.ranks import rank_name
from phieu.office.rotations.consequences import ForUnit
from phieu.office.rotations.faults import Fault
from phieu.office.rotations.names import STATE_NAMES
from phieu.office.rotations.plan import Plan
from phieu.office.rotations.positions import entering
from phieu.office.rotations.proposing import find_faults
from phieu.office.rotations.standing import consequences_of, groups_of, held_posts, in_charge_of
from phieu.office.rotations.views import RotationView
from phieu.office.time_zone import office_day
from phieu.storage.tables import Person, Unit
from phieu.words import Rank, RotationKind

_ORDER = tuple(Rank)


@dataclass(frozen=True)
class _Seen:
    """What the overview shows beside the draft."""

    name: str
    units: dict[int, str]
    faults: list[Fault]
    consequences: list[ForUnit]
    in_charge: list[str]
    groups: list[str]
    begins_in_the_past: bool


async def overview(context: Context, one: Composing, lead: Markup | None = None) -> Screen:
    """The summary; it can be proposed unless something speaks against it."""
    t, plan = context.t, one.draft.plan()
    async with context.installation.database.reading() as session:
        seen = await _look(session, plan, context, one.which)
    parts = [] if lead is None else [lead]
    if one.which == IS_NEW:
        parts.append(t.html("🔄 <b>New rotation: {name}</b>", name=seen.name))
    else:
        parts.append(t.html("🔄 <b>Changed rotation: {name}</b>", name=seen.name))
    parts.append(_summary(plan, seen, context))
    parts += [Markup("⛔ ") + Markup.escape(fault.explain(t)) for fault in seen.faults]
    parts += _warnings(plan, seen, context)
    if one.since is not None:
        parts.append(_since(one.since, t))
    rows: list[Row] = []
    if seen.faults:
        parts.append(t.html("Please change what is wrong; everything else is kept."))
    else:
        parts.append(t.html("When you propose it, the person is told and asked for an answer."))
        rows.append(_propose_row(one, t))
    return Screen(Markup("\n\n").join(parts), (*rows, *_other_rows(context, one)))


def _propose_row(one: Composing, t: Translator) -> Row:
    if one.since is None:
        return row(t("📨 Propose it and ask the person"), action("rot-propose", one.which))
    return row(t("📨 Propose mine all the same"), action("rot-propose-anyway", one.which, one.since.rotation.turn))


def _since(view: RotationView, t: Translator) -> Markup:
    """How it stands by now, which this draft would undo."""
    head = t.html("⚠️ <b>It has been changed or answered since you began. By now it stands like this:</b>")
    state = Markup.escape(t.either(*STATE_NAMES[view.rotation.state][:2]))
    said = t.html("What the person said: <i>{wishes}</i>", wishes=view.rotation.wishes) if view.rotation.wishes else ""
    return Markup("\n").join(part for part in (head, state, details(view, t), said) if part)


def change_screen(context: Context, one: Composing) -> Screen:
    """Which part is to be said anew?"""
    t, which = context.t, one.which
    keeps = t("☑️ Keeps the old post") if one.draft.keeps_post else t("⬜️ Keeps the old post")
    rows = (
        (
            Choice(t("📍 Present post"), action("rot-part", which, "old_post")),
            Choice(t("🏷 Kind"), _part(which, "kind")),
        ),
        (Choice(t("🏢 Unit"), _part(which, "unit")), Choice(t("🪑 Title"), _part(which, "title"))),
        (Choice(t("🎖 Rank"), _part(which, "rank")), Choice(t("📝 Tasks"), _part(which, "tasks"))),
        (Choice(t("🗓 First day"), _part(which, "first_day")), Choice(t("🏁 Last day"), _part(which, "last_day"))),
        row(keeps, action("rot-keep", which)),
        row(t("↩️ Back"), action("rot-draft", which)),
    )
    return Screen(t.html("✏️ What would you like to change?"), rows)


def _part(which: int, part: str) -> str:
    return action("rot-part", which, part)


def _other_rows(context: Context, one: Composing) -> tuple[Row, ...]:
    t = context.t
    back = row(t("↩️ Later (it is kept)"), action("rotations"))
    if one.which != IS_NEW:
        back = row(t("↩️ Back to the rotation"), action("rotation", one.which))
    change = row(t("✏️ Change something"), action("rot-change", one.which))
    return (change, row(t("🗑 Throw this draft away"), action("rot-forget", one.which)), back)


async def _look(session: AsyncSession, plan: Plan, context: Context, which: int) -> _Seen:
    person = await session.get(Person, plan.person_id)
    change = entering(await held_posts(session, plan.person_id), plan.move)
    units = await session.exec(select(Unit.id, Unit.name))
    return _Seen(
        name=person.name if person else "",
        units={id_: name for id_, name in units if id_ is not None},
        faults=await find_faults(session, plan, context.now, which or None),
        consequences=await consequences_of(session, plan.person_id, change),
        in_charge=await in_charge_of(session, plan.person_id),
        groups=await groups_of(session, plan.person_id),
        begins_in_the_past=plan.starts_on < await office_day(session, context.now),
    )


def _summary(plan: Plan, seen: _Seen, context: Context) -> Markup:
    t, old, new = context.t, plan.move.old, plan.move.new
    lines = [
        t.html("From: <b>{post}</b>", post=post_name(old.title, seen.units.get(old.unit_id, ""))),
        t.html("To: <b>{post}</b>", post=post_name(new.title, seen.units.get(new.unit_id, ""))),
        t.html("Rank there: {rank}", rank=rank_name(new.rank, t)),
        t.html("Kind: {kind}", kind=kind_name(plan.kind, t)),
        t.html("When: {days}", days=days_text(plan.starts_on, plan.ends_on, t)),
    ]
    if plan.move.keeps_old:
        lines.append(t.html("The old post is kept besides."))
    if plan.tasks:
        lines.append(t.html("Tasks: {tasks}", tasks=plan.tasks))
    return Markup("\n").join(lines)


def _warnings(plan: Plan, seen: _Seen, context: Context) -> Iterator[Markup]:
    t = context.t
    for one in seen.consequences:
        yield consequence_text(one.consequence, seen.units.get(one.unit_id, ""), t)
    if seen.begins_in_the_past:
        yield t.html("⚠️ The first day is past: the posts change as soon as it has been decided.")
    rises = _ORDER.index(plan.move.new.rank) < _ORDER.index(plan.move.old.rank)
    if plan.kind is RotationKind.PROMOTION and not rises:
        yield t.html("⚠️ It is called a promotion, but the rank there is not higher.")
    if plan.kind is RotationKind.LATERAL and plan.move.new.rank is not plan.move.old.rank:
        yield t.html("⚠️ It is called a lateral move, but the rank there is another one.")
    yield from untouched_text(seen.in_charge, seen.groups, t)
