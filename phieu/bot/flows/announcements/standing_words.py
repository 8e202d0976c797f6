"""What is said of an announcement that is being composed."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from phieu.bot.context import Context
from phieu.locales.translator import Translator
from phieu.office.announcements.audience import spoken
from phieu.office.announcements.composed import Composed, Reach
from phieu.office.announcements.text import beginning, without_markup
from phieu.office.shortening import shorten

LONGEST_QUOTE = 160
LONGEST_FILE_NAME = 60


def composed_lines(composed: Composed, goes_out: datetime, context: Context) -> list[Markup]:
    """What is in it, a line each; `goes_out` is when the first could have it."""
    t = context.t
    lines = _reading_place(composed, t) if composed.not_by_chat else _content(composed, t)
    lines += [t.html("👥 For: {audience}", audience=spoken(composed.audience, composed.names, t))]
    lines += reach_lines(composed.reach, t)
    lines.append(time_line(composed, t))
    if not composed.urgent and goes_out > max(composed.send_at or context.now, context.now):
        lines.append(night_line(goes_out, t))
    if composed.acknowledge:
        lines.append(t.html("✅ Everybody is asked to confirm that they have read it."))
    if composed.urgent:
        lines.append(t.html("🔔 Urgent: it arrives at any hour, also at night."))
    return lines


def time_line(composed: Composed, t: Translator) -> Markup:
    """When it is to go out."""
    if composed.send_at is None:
        return t.html("🕒 When: as soon as you send it")
    return t.html("🕒 When: {moment}", moment=t.moment(composed.send_at))


def night_line(arrives: datetime, t: Translator) -> Markup:
    """That it does not arrive when it is sent."""
    return t.html(
        "🌙 That is outside the hours in which the office is written to: it arrives at {moment}.",
        moment=t.moment(arrives),
    )


def reach_lines(reach: Reach, t: Translator) -> list[Markup]:
    """For how many people it is, and how many of them it will not reach."""
    if not reach.people:
        return []
    lines = [t.plural_html("• {count} person", "• {count} people", reach.people)]
    if reach.not_joined:
        lines.append(
            t.plural_html(
                "• {count} of them has not joined yet and gets it after joining.",
                "• {count} of them have not joined yet and get it after joining.",
                reach.not_joined,
            )
        )
    if reach.blocked:
        lines.append(
            t.plural_html(
                "• {count} of them has blocked me, and gets it only when they let me write again.",
                "• {count} of them have blocked me, and get it only when they let me write again.",
                reach.blocked,
            )
        )
    return lines


def missing_words(missing: Sequence[str], t: Translator) -> Markup:
    """What it still needs."""
    return t.html("⚠️ Still missing: {what}.", what=", ".join(t(name) for name in missing))


def _content(composed: Composed, t: Translator) -> list[Markup]:
    lines = []
    if composed.text:
        lines.append(
            t.plural_html(
                "✍️ Text ({count} character): “{beginning}”",
                "✍️ Text ({count} characters): “{beginning}”",
                len(without_markup(composed.text)),
                beginning=beginning(composed.text, LONGEST_QUOTE),
            )
        )
    if composed.picture:
        lines.append(t.html("🖼 With a picture"))
    elif composed.file:
        lines.append(t.html("📎 With a document: {name}", name=shorten(composed.file, LONGEST_FILE_NAME)))
    return lines


def _reading_place(composed: Composed, t: Translator) -> list[Markup]:
    lines = [t.html("🔒 Not by chat: people are told only that there is something to read at the office.")]
    if composed.read_from:
        lines.append(t.html("👤 From: {whom}", whom=composed.read_from))
    if composed.read_until is not None:
        lines.append(t.html("📅 Until the end of {day}", day=t.date(composed.read_until)))
    return lines
