"""For whom a draft is: everybody, or units, groups, ranks and people; and who is left out of them again."""

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.changing import change
from phieu.bot.flows.announcements.standing import standing
from phieu.bot.flows.announcements.standing_words import reach_lines
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.office.announcements.audience import EVERYBODY, Audience, Part, read_audience, spoken, write_audience
from phieu.office.announcements.composed import Composed, look_at
from phieu.storage.tables import Announcement
from phieu.words import AnnouncementState

ADMIN = True
ADDS, LEAVES_OUT = 0, 1
"""What picking does, in an action."""
MOST_SPOKEN = 30


async def audience(event: Event, context: Context) -> Screen:
    """For whom it is, and the ways to change that."""
    (announcement_id,) = parse(event.action).numbers(1)
    return await audience_screen(announcement_id, context)


async def leave_out(event: Event, context: Context) -> Screen:
    """Whom to leave out."""
    t = context.t
    (announcement_id,) = parse(event.action).numbers(1)
    composed = await composed_draft(announcement_id, context)
    if composed is None or not composed.audience.added:
        return await audience_screen(announcement_id, context)
    words = t.html("➖ Whom shall I leave out?")
    back = row(t("↩️ Back"), action("audience", announcement_id))
    rows = (*_ways(announcement_id, LEAVES_OUT, context), back)
    return Screen(audience_words(composed, context, words), rows)


async def everybody(event: Event, context: Context) -> Screen:
    """The whole office, or no longer."""
    announcement_id, yes = parse(event.action).numbers(2)
    await put(announcement_id, EVERYBODY, context, out=False, there=yes == 1)
    return await audience_screen(announcement_id, context)


async def clear(event: Event, context: Context) -> Screen:
    """Nobody, to begin anew."""
    (announcement_id,) = parse(event.action).numbers(1)
    await change(announcement_id, context, audience="")
    return await audience_screen(announcement_id, context)


async def audience_screen(announcement_id: int, context: Context) -> Screen:
    """The same, after something has been picked."""
    t = context.t
    composed = await composed_draft(announcement_id, context)
    if composed is None:
        return await standing(announcement_id, context)
    chosen, everyone = composed.audience, EVERYBODY in composed.audience.added
    label = t("✓ The whole office") if everyone else t("The whole office")
    rows: list[Row] = [row(label, action("audience-all", announcement_id, int(not everyone)))]
    rows += _ways(announcement_id, ADDS, context)
    if chosen.added:
        rows.append(row(t("➖ Leave somebody out"), action("audience-out", announcement_id)))
        rows.append(
            (
                Choice(t("✖️ Begin anew"), action("audience-clear", announcement_id)),
                Choice(t("↩️ That is all"), action("announcement", announcement_id)),
            )
        )
    else:
        rows.append(row(t("↩️ Back"), action("announcement", announcement_id)))
    words = t.html(
        "👥 <b>For whom is it?</b> Please choose all that are meant, one after the other; to take one back, choose it "
        "again."
    )
    return Screen(audience_words(composed, context, words), tuple(rows))


def audience_words(composed: Composed, context: Context, words: Markup) -> Markup:
    """What to do, and for whom it is as things stand."""
    t = context.t
    told = t.html("For: <b>{audience}</b>", audience=spoken(composed.audience, composed.names, t, MOST_SPOKEN))
    lines = [told, *reach_lines(composed.reach, t)]
    if composed.audience.added and not composed.reach.people:
        lines.append(t.html("⚠️ Nobody on the staff today belongs to that, so it cannot be sent."))
    return words + "\n\n" + Markup("\n").join(lines)


async def composed_draft(announcement_id: int, context: Context) -> Composed | None:
    """The draft as it stands; None if it is none any more."""
    async with context.installation.database.reading() as session:
        composed = await look_at(session, announcement_id)
    return composed if composed is not None and composed.state is AnnouncementState.DRAFT else None


async def put(announcement_id: int, part: Part, context: Context, *, out: bool, there: bool) -> bool:
    """Add a part or leave it out, or no longer do so; False if it is no draft any more. Twice is as once."""

    async def pick(_session: AsyncSession, draft: Announcement) -> None:
        draft.audience = write_audience(_with(read_audience(draft.audience), part, out=out, there=there))

    return await change(announcement_id, context, pick)


def _with(before: Audience, part: Part, *, out: bool, there: bool) -> Audience:
    if not there:
        return before.without(part, out=out)
    return before.leaving_out(part) if out else before.adding(part)


def _ways(announcement_id: int, out: int, context: Context) -> list[Row]:
    t = context.t
    return [
        (
            Choice(t("🏢 Units"), action("audience-units", announcement_id, out, 0)),
            Choice(t("👪 Groups"), action("audience-groups", announcement_id, out)),
        ),
        (
            Choice(t("🎖 Ranks"), action("audience-ranks", announcement_id, out)),
            Choice(t("👤 One person"), action("audience-people", announcement_id, out, 0)),
        ),
    ]


ACTIONS = {
    "audience": audience,
    "audience-all": everybody,
    "audience-out": leave_out,
    "audience-clear": clear,
}
