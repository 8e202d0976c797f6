"""What is said of an announcement that has been sent: to whom, how far it has got, and when the rest goes out."""

from datetime import datetime, timedelta

from markupsafe import Markup

from phieu.locales.translator import Translator
from phieu.office.announcements.audience import Names, read_audience, spoken
from phieu.office.announcements.pace import ends_at
from phieu.office.announcements.recipients import Outcome, Recipient
from phieu.office.announcements.sent import Sent
from phieu.office.announcements.text import beginning
from phieu.office.erased import named
from phieu.office.notices import Counts
from phieu.office.speaking_hours import SpeakingHours

LONGEST_QUOTE = 120
STEPS = 10
"""Of the bar."""
SOON = timedelta(hours=1)
"""What takes longer is told by the hour at which it ends."""


def heading_lines(sent: Sent, names: Names, t: Translator) -> Markup:
    """What it is, who sent it when, and to whom."""
    one = sent.announcement
    lines = [t.html("📣 <b>Announcement</b>")]
    if one.not_by_chat:
        lines.append(t.html("🔒 Not by chat: people are told only that there is something to read at the office."))
    elif one.text:
        lines.append(t.html("“{beginning}”", beginning=beginning(one.text, LONGEST_QUOTE)))
    if sent.file is not None:
        lines.append(t.html("🖼 With a picture") if sent.file.picture else t.html("📎 With a document"))
    if one.sent_at is not None:
        lines.append(
            t.html("✉️ Sent at {moment}, by {name}", moment=t.moment(one.sent_at), name=named(sent.author.name, t))
        )
    lines.append(t.html("👥 For: {audience}", audience=spoken(read_audience(one.audience), names, t)))
    if one.version > 1:
        lines.append(t.plural_html("✏️ Corrected once", "✏️ Corrected {count} times", one.version - 1))
    if one.reminders:
        lines.append(t.plural_html("🔔 Reminded once", "🔔 Reminded {count} times", one.reminders))
    return Markup("\n").join(lines)


def going_out_lines(counts: Counts, t: Translator) -> Markup:
    """How far it has got while it goes out."""
    done = counts.total - counts.left
    full = STEPS * done // counts.total if counts.total else STEPS
    lines = [
        t.html("⏳ <b>It is going out.</b>"),
        Markup.escape(f"{'▰' * full}{'▱' * (STEPS - full)} {t.percent(done / max(counts.total, 1))}"),
        t.html("Sent: {sent} of {total}", sent=t.number(counts.sent), total=t.number(counts.total)),
    ]
    if counts.failed:
        lines.append(t.html("Failed: {count}", count=t.number(counts.failed)))
    if counts.unreachable:
        lines.append(t.html("Cannot be reached now: {count}", count=t.number(counts.unreachable)))
    lines.append(t.html("Left: {count}", count=t.number(counts.left)))
    return Markup("\n").join(lines)


def rest_line(
    now: datetime, seconds: float | None, hours: SpeakingHours | None, t: Translator, *, stuck: bool
) -> Markup | None:
    """When the rest will have gone out; `hours` are None for what goes out at any hour, `stuck` if nothing moves."""
    if hours is not None and not hours.allow(now):
        return t.html(
            "🌙 It is outside the office's hours: the rest goes out from {moment}.", moment=_next(now, hours, t)
        )
    if seconds is None:
        return t.html("Nothing gets through at the moment; it goes on by itself.") if stuck else None
    end = ends_at(now, seconds, hours)
    if end is None:
        return None
    if end - now < timedelta(minutes=1):
        return t.html("Time left: less than a minute")
    if end - now < SOON:
        minutes = -(-int((end - now).total_seconds()) // 60)
        return t.plural_html("Time left: about {count} minute", "Time left: about {count} minutes", minutes)
    return t.html("The last ones have it at about {moment}.", moment=t.moment(end))


def gone_out_line(sent: Sent, counts: Counts, t: Translator) -> Markup:
    """What became of it, once nothing is left to be sent."""
    arguments = {"sent": t.number(counts.sent), "total": t.number(counts.total)}
    if sent.withdrawn:
        return t.html("↩️ <b>It has been withdrawn.</b> Nobody gets it any more.")
    if counts.stopped:
        return t.html("⏹ <b>It was stopped.</b> {sent} of {total} people have it.", **arguments)
    if counts.sent == counts.total:
        return t.html("✅ <b>Everybody has it</b>: {total} of {total}.", **arguments)
    return t.html("✅ <b>It has gone out</b>: {sent} of {total} people have it.", **arguments)


def unreached_line(one: Recipient, t: Translator) -> Markup:
    """Who was not reached, and why."""
    return Markup.escape(f"• {one.name} ({reason_words(one.outcome, t)})")


def reason_words(outcome: Outcome, t: Translator) -> str:
    """Why somebody does not have it."""
    return {
        Outcome.NOT_JOINED: t("has not joined yet"),
        Outcome.BLOCKED: t("has blocked me"),
        Outcome.LEFT: t("has left the office"),
        Outcome.DOUBTFUL: t("has probably received it"),
        Outcome.REFUSED: t("the platform refused it"),
        Outcome.STOPPED: t("it was stopped before"),
        Outcome.DELIVERED: t("has it"),
        Outcome.ON_ITS_WAY: t("on its way"),
    }[outcome]


def _next(now: datetime, hours: SpeakingHours, t: Translator) -> str:
    return t.moment(hours.next_allowed(now))
