"""The button under an announcement by which people say that they have read it."""

from phieu.bot.actions import action
from phieu.bot.screen import Row, row
from phieu.locales.translator import Translator

ACKNOWLEDGE = "announcement-ack"
"""The verb under an announcement that stays in the chat, with the announcement and its version."""


def acknowledge_button(
    announcement_id: int, version: int, t: Translator, *, acknowledged: bool, verb: str = ACKNOWLEDGE
) -> Row:
    """The button as it stands under the announcement; the version says which text was read."""
    label = t("✅ Confirmed, thank you") if acknowledged else t("👉 I have read it")
    return row(label, action(verb, announcement_id, version))
