"""The button under an announcement: its reader has read it."""

from phieu.bot.actions import UnknownActionError, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.acknowledge_button import ACKNOWLEDGE, acknowledge_button
from phieu.bot.flows.announcements.received import READ_AND_ACKNOWLEDGED, reading_screen
from phieu.bot.screen import NewChoices, Screen
from phieu.office.announcements.acknowledgements import Acknowledged, acknowledge


async def acknowledged(event: Event, context: Context) -> Screen | NewChoices:
    """Under the announcement in the chat: it stays, and its button says from now on that it was read."""
    t, announcement_id, version = context.t, *parse(event.action).numbers(2)
    done = await _acknowledge(announcement_id, version, context)
    if done is Acknowledged.CORRECTED:
        return await reading_screen(announcement_id, context, toast=_corrected(context))
    if done is Acknowledged.GONE:
        return NewChoices((), t("This announcement has been withdrawn."))
    toast = t("Thank you.") if done is Acknowledged.NOW else t("You have confirmed it already. Thank you.")
    if not context.ways.buttons:  # nothing shows there how it stands
        return NewChoices((), toast)
    return NewChoices((acknowledge_button(announcement_id, version, t, acknowledged=True),), toast)


async def acknowledged_reading(event: Event, context: Context) -> Screen:
    """The same, where it was read again: that screen has ways on."""
    announcement_id, version = parse(event.action).numbers(2)
    done = await _acknowledge(announcement_id, version, context)
    toast = _corrected(context) if done is Acknowledged.CORRECTED else context.t("Thank you.")
    return await reading_screen(announcement_id, context, toast="" if done is Acknowledged.GONE else toast)


async def _acknowledge(announcement_id: int, version: int, context: Context) -> Acknowledged:
    person_id = context.somebody.id
    assert person_id is not None
    done = await acknowledge(context.installation.database, announcement_id, version, person_id)
    if done is None:
        raise UnknownActionError
    return done


def _corrected(context: Context) -> str:
    return context.t("It has been corrected since. Please read it as it is now, and confirm that.")


ACTIONS = {ACKNOWLEDGE: acknowledged, READ_AND_ACKNOWLEDGED: acknowledged_reading}
