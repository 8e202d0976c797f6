"""One template, and what can be done with it."""

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.flows.announcements.standing_words import LONGEST_QUOTE
from phieu.bot.screen import Choice, Screen, row
from phieu.office.announcements.audience import spoken
from phieu.office.announcements.composed import Composed
from phieu.office.announcements.text import beginning


def template_screen(composed: Composed, context: Context, lead: str | Markup = "") -> Screen:
    """The template, under a lead that says what has just happened, if anything has."""
    t = context.t
    parts = [lead, t.html("🗂 Template <b>{name}</b>", name=composed.name)]
    if composed.text:
        parts.append(t.html("“{beginning}”", beginning=beginning(composed.text, LONGEST_QUOTE)))
    if composed.not_by_chat:
        parts.append(t.html("🔒 Not by chat"))
    if composed.file:
        parts.append(
            t.html("🖼 With a picture") if composed.picture else t.html("📎 With a document: {name}", name=composed.file)
        )
    if composed.audience.added:
        parts.append(t.html("👥 For: {audience}", audience=spoken(composed.audience, composed.names, t)))
    rows = (
        row(t("✍️ Begin an announcement from it"), action("template-begin", composed.id)),
        (
            Choice(t("✏️ Rename"), action("template-rename", composed.id)),
            Choice(t("🗑 Delete"), action("template-delete", composed.id)),
        ),
        row(t("↩️ All templates"), action("templates", 0)),
    )
    return Screen(Markup("\n\n").join(part for part in parts if part), rows)
