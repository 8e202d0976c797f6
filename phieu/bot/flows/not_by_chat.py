"""What is said of something whose content must not go by chat: only that it is there to be read."""

from datetime import date

from markupsafe import Markup

from phieu.bot.context import Context
from phieu.locales.translator import Translator


def at_the_office(t: Translator, read_from: str, read_until: date | None) -> Markup:
    """The only words of such a notice: from whom it can be had, and until the end of which day if there is one."""
    parts = [t.html("📄 <b>There is something for you to read at the office.</b>")]
    if read_from:
        parts.append(t.html("Please ask for it here: <b>{whom}</b>.", whom=read_from))
    if read_until is not None:
        parts.append(t.html("It can be read until the end of {day}.", day=t.date(read_until)))
    parts.append(t.html("What it says must not be sent by chat."))
    return Markup("\n\n").join(parts)


def paper_label(t: Translator) -> str:
    """Such a thing on a button, which does not say either whether it is an announcement, a course or a rotation."""
    return t("📄 To be read at the office")


def sent_by_mistake(context: Context) -> Markup:
    """Something was written or sent that must not stand in a chat: it is not kept, and goes where it can be deleted."""
    t = context.t
    if context.ways.takes_away:
        return t.html("🔒 That must not go by chat, so I have kept nothing of it, and have taken it out of this chat.")
    return t.html("🔒 That must not go by chat, so I have kept nothing of it.") + " " + stays_here(context)


def stays_here(context: Context) -> Markup:
    """That it nevertheless stands in the chat; empty where it can be deleted."""
    if context.ways.takes_away:
        return Markup()
    return context.t.html(
        "I cannot take your message out of this chat: please recall or delete it there yourself, as far as Zalo lets "
        "you."
    )
