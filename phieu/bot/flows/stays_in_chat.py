"""What to say where nothing can be taken out of a chat: that it stays there, and how a person deletes it."""

from markupsafe import Markup

from phieu.locales.translator import Translator


def how_to_delete(t: Translator) -> Markup:
    """How to delete a Zalo chat, and what that does not do."""
    return t.html(
        "To delete this chat: in Zalo's list of chats press and hold it, then choose “Delete”. That deletes it on your "
        "side only, and takes back no ballot. My next message brings the chat back, without what was in it. If you use "
        "Zalo on a computer, too, please look there as well."
    )
