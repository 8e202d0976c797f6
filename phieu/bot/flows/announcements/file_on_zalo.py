"""What is said of an announcement's picture or document where a channel carries no files."""

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.context import Context
from phieu.bot.flows.file_ways import has_addresses, has_telegram
from phieu.office.announcements.composed import Composed
from phieu.office.shortening import shorten
from phieu.office.zalo_plan.usage import needed_by_announcement
from phieu.storage.tables import AnnouncementFile

LONGEST_NAME = 60


def file_in_words(file: AnnouncementFile, context: Context) -> Markup:
    """Instead of a picture or document that cannot be sent."""
    t = context.t
    if file.picture:
        there = t.html("🖼 A picture belongs to this announcement, which cannot be sent on Zalo.")
    else:
        name = shorten(file.name, LONGEST_NAME)
        there = t.html("📎 The document “{name}” belongs to this announcement; it cannot be sent on Zalo.", name=name)
    if has_telegram(context):
        how = t.html(
            "If you have joined on Telegram, too, you can see it there; otherwise please ask the office for it."
        )
    else:
        how = t.html("Please ask the office for it.")
    return there + " " + how


def lasting_way(file: AnnouncementFile, context: Context) -> Markup:
    """Where a document comes as an address that soon ends: the way to a new one. Otherwise empty."""
    if context.ways.files or file.picture or not has_addresses(context):
        return Markup()
    return context.t.html(
        "📎 The document stands under the address below for a short while. Later you find this announcement, with a "
        "new address, under “{menu}” in the main menu.",
        menu=context.t("📣 Announcements I received"),
    )


async def before_sending(context: Context, session: AsyncSession, composed: Composed) -> list[Markup]:
    """How many get its picture or document in another way; nothing if that is nobody."""
    t, served = context.t, has_addresses(context)
    if context.installation.settings.zalo_token is None or not composed.file or (composed.picture and served):
        return []
    if not (count := (await needed_by_announcement(session, composed.audience, 1)).people):
        return []
    if served:
        return [
            t.plural_html(
                "📎 {count} of them reads it on Zalo, where the document comes as a web address. It opens for 15 "
                "minutes; whoever opens the announcement again from the main menu gets a new one.",
                "📎 {count} of them read it on Zalo, where the document comes as a web address. It opens for 15 "
                "minutes; whoever opens the announcement again from the main menu gets a new one.",
                count,
            )
        ]
    if composed.picture:
        return [
            t.plural_html(
                "⚠️ {count} of them reads it on Zalo, where this picture cannot be sent: they are told to ask the "
                "office for it.",
                "⚠️ {count} of them read it on Zalo, where this picture cannot be sent: they are told to ask the "
                "office for it.",
                count,
            )
        ]
    return [
        t.plural_html(
            "⚠️ {count} of them reads it on Zalo, where this document cannot be sent: they are told to ask the office "
            "for it.",
            "⚠️ {count} of them read it on Zalo, where this document cannot be sent: they are told to ask the office "
            "for it.",
            count,
        )
    ]
