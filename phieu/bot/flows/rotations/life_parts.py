"""What the screens about the life of a rotation share: who it is about, and the ways on."""

from datetime import date

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.flows.answering.parts import lines, short_name
from phieu.bot.screen import Row, row
from phieu.locales.translator import Translator
from phieu.office.rotations.in_brief import InBrief

MOST_QUOTED = 1000


def about(rotation: InBrief, t: Translator) -> Markup:
    """The person, the post and since when; a number alone where the rest must not go by chat."""
    if rotation.not_by_chat:
        return t.html("📄 <b>No. {code}</b> · not by chat", code=rotation.code)
    return lines(
        Markup("👤 <b>{}</b>").format(rotation.person),
        Markup("{} · {}").format(rotation.to_title, rotation.to_unit),
        term(rotation, t),
    )


def term(rotation: InBrief, t: Translator) -> Markup:
    """From when until when it lasts."""
    if rotation.last_day is None:
        return t.html("since {first}", first=t.date(rotation.starts_on))
    return t.html("from {first} until {last}", first=t.date(rotation.starts_on), last=t.date(rotation.last_day))


def called(rotation: InBrief, t: Translator) -> str:
    """The person's name for a button; the number where even that must not go by chat."""
    return t("No. {code}", code=rotation.code) if rotation.not_by_chat else short_name(rotation.person, 22)


def quoted(text: str) -> Markup:
    """What somebody wrote."""
    return Markup("<i>{}</i>").format(text)


def to_rotation(rotation_id: int, t: Translator) -> Row:
    """The way back to the rotation, for admins."""
    return row(t("↩️ The rotation"), action("rotation", rotation_id))


def to_menu(t: Translator) -> Row:
    """The way home."""
    return row(t("🏠 Main menu"), action("home"))


def days(found: list[date], t: Translator) -> str:
    """Several days in one line."""
    return "; ".join(t.date(day) for day in found)
