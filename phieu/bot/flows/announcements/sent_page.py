"""One announcement that has been sent: how far it has got, as it goes, and what can still be done with it."""

from dataclasses import dataclass

from markupsafe import Markup
from pydantic import TypeAdapter

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.sent_words import (
    going_out_lines,
    gone_out_line,
    heading_lines,
    rest_line,
    unreached_line,
)
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.announcements.acknowledgements import SENT_STATES, owing
from phieu.office.announcements.audience import Names, read_audience
from phieu.office.announcements.composed import names_in
from phieu.office.announcements.pace import Look, looked, seconds_left
from phieu.office.announcements.progress import finish, load_progress
from phieu.office.announcements.recipients import UNREACHED, Recipient, load_recipients
from phieu.office.announcements.sent import Sent, load_sent
from phieu.office.hours_of_office import speaking_hours
from phieu.office.notices import Counts
from phieu.office.speaking_hours import SpeakingHours
from phieu.storage.volatile import Topic
from phieu.words import AnnouncementState

ADMIN = True
SENT = "announcement-sent"
PACE = Topic("announcement-pace", TypeAdapter(tuple[int, tuple[Look, ...]]))
"""The last looks at what goes out: which announcement, and how many were left."""
STUCK_SECONDS = 20
"""If nothing has moved for so long, nothing gets through."""
MOST_NAMES = 10
"""So many of those who were not reached are named at once."""


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that the page shows."""

    sent: Sent
    names: Names
    counts: Counts
    recipients: list[Recipient]
    """Empty while it goes out: it is looked at every few seconds then."""
    hours: SpeakingHours

    @property
    def goes_out(self) -> bool:
        """Whether it is still on its way to somebody."""
        return self.sent.announcement.state is AnnouncementState.SENDING

    @property
    def settled(self) -> bool:
        """Whether it was sent so long ago that the messages in people's chats can no longer be changed."""
        return bool(self.recipients) and all(each.settled for each in self.recipients)


async def show(event: Event, context: Context) -> Screen:
    """How it stands."""
    (announcement_id,) = parse(event.action).numbers(1)
    return await sent_screen(announcement_id, context, event=event)


async def sent_screen(
    announcement_id: int, context: Context, lead: str | Markup = "", toast: str = "", event: Event | None = None
) -> Screen:
    """The same, under a lead that says what has just happened, if anything has. Raises UnknownActionError.

    With the event it remembers from one look to the next, and so can tell the pace.
    """
    found = await _load(announcement_id, context)
    if found.goes_out and not found.counts.left:
        await finish(context.installation, announcement_id, watched_by=context.somebody.id)
        found = await _load(announcement_id, context)
    parts = [lead, heading_lines(found.sent, found.names, context.t)]
    if found.goes_out:
        parts += await _going_out(found, event, context)
        return Screen(_together(parts), _rows(found, context.t), toast, refreshes=action(SENT, announcement_id))
    parts += _gone_out(found, context.t)
    return Screen(_together(parts), _rows(found, context.t), toast)


async def wanted(event: Event, context: Context) -> Sent:
    """The announcement that an action with its id alone is about; raises UnknownActionError."""
    (announcement_id,) = parse(event.action).numbers(1)
    return await sent_announcement(announcement_id, context)


async def sent_announcement(announcement_id: int, context: Context) -> Sent:
    """The one with this id; raises UnknownActionError where there is none that has been sent."""
    async with context.installation.database.reading() as session:
        sent = await load_sent(session, announcement_id)
    if sent is None:
        raise UnknownActionError
    return sent


async def _load(announcement_id: int, context: Context) -> Found:
    async with context.installation.database.reading() as session:
        sent = await load_sent(session, announcement_id)
        if sent is None:
            raise UnknownActionError
        names = await names_in(session, read_audience(sent.announcement.audience))
        counts = await load_progress(session, announcement_id)
        goes_out = sent.announcement.state is AnnouncementState.SENDING
        recipients = [] if goes_out else await load_recipients(session, announcement_id)
        return Found(sent, names, counts, recipients, await speaking_hours(session))


async def _going_out(found: Found, event: Event | None, context: Context) -> list[Markup]:
    t, key = context.t, found.sent.id
    known, looks = key, tuple[Look, ...]()
    if event is not None:
        known, looks = await context.memory.recall(PACE, event) or (known, looks)
    looks = looked(looks if known == key else (), Look(context.now, found.counts.left))
    if event is not None:
        await context.memory.keep(PACE, event, (key, looks))
    stuck = (looks[-1].at - looks[0].at).total_seconds() >= STUCK_SECONDS
    hours = None if found.sent.announcement.urgent else found.hours
    rest = rest_line(context.now, seconds_left(looks), hours, t, stuck=stuck)
    lines = going_out_lines(found.counts, t)
    return [lines if rest is None else lines + "\n" + rest]


def _gone_out(found: Found, t: Translator) -> list[Markup]:
    parts = [gone_out_line(found.sent, found.counts, t)]
    if found.sent.withdrawn:
        return parts
    one, recipients = found.sent.announcement, found.recipients
    if one.acknowledge:
        confirmed = sum(each.acknowledged for each in recipients)
        parts.append(
            t.html("👉 Confirmed: {count} of {total}", count=t.number(confirmed), total=t.number(len(recipients)))
        )
    if missing := _unreached(recipients):
        lines = [
            t.plural_html(
                "🚫 <b>{count} person was not reached:</b>", "🚫 <b>{count} people were not reached:</b>", len(missing)
            )
        ]
        lines += [unreached_line(each, t) for each in missing[:MOST_NAMES]]
        if (others := len(missing) - MOST_NAMES) > 0:
            lines.append(t.plural_html("• and {count} other", "• and {count} others", others))
        parts.append(Markup("\n").join(lines))
    if found.settled:
        parts.append(
            t.html("🗄 It was sent so long ago that I can no longer change or take back what stands in people's chats.")
        )
    return parts


def _rows(found: Found, t: Translator) -> tuple[Row, ...]:
    one, id_ = found.sent.announcement, found.sent.id
    rows: list[Row] = [row(t("⏹ Stop"), action("announcement-stop", id_))] if found.goes_out else []
    rows.append(row(t("👁 Show it"), action("announcement-show", id_)))
    if one.state in SENT_STATES:
        rows += _acknowledging_rows(found, t)
        withdraw = Choice(t("🗑 Withdraw"), action("announcement-withdraw", id_))
        correct = Choice(t("✏️ Correct"), action("announcement-correct", id_))
        if not found.settled:
            rows.append((withdraw,) if one.not_by_chat else (correct, withdraw))
    if len(_unreached(found.recipients)) > MOST_NAMES and not found.sent.withdrawn:
        rows.append(row(t("🚫 All who were not reached"), action("announcement-unreached", id_, 0)))
    return (*rows, (Choice(t("↩️ All that were sent"), "announcements-sent"), Choice(t("🏠 Main menu"), "home")))


def _acknowledging_rows(found: Found, t: Translator) -> list[Row]:
    one, id_ = found.sent.announcement, found.sent.id
    if not one.acknowledge:
        return []
    rows = [row(t("👉 Who has confirmed it"), action("announcement-units", id_, 0))]
    if rest := len(owing(found.recipients)):
        rows.append(row(t("🔔 Remind the rest ({count})", count=t.number(rest)), action("announcement-remind", id_)))
    return rows


def _unreached(recipients: list[Recipient]) -> list[Recipient]:
    return [one for one in recipients if one.outcome in UNREACHED]


def _together(parts: list[str | Markup]) -> Markup:
    return Markup("\n\n").join(part for part in parts if part)


ACTIONS = {SENT: show}
