"""How a phone shows a conversation: messages as the page and the tests read them."""

from typing import Any

from phieu.sandbox.changes import Change, ChangeKind
from phieu.sandbox.telegram.files import StoredFile
from phieu.sandbox.telegram.methods.bot_profile import commands_for
from phieu.sandbox.telegram.state import Conversation, Message, Telegram

FILES = "/sandbox/api/files/"


def person_view(telegram: Telegram, user_id: int) -> dict[str, Any]:
    """A person as the list of people shows them."""
    conversation = telegram.phone(user_id)
    return {
        **conversation.user.as_json(),
        "started": conversation.started,
        "blocked": conversation.blocked,
        "messages": len(conversation.messages),
    }


def conversation_view(telegram: Telegram, user_id: int) -> dict[str, Any]:
    """Everything that stands in a person's conversation, and the cursor from which to follow it."""
    conversation = telegram.phone(user_id)
    return {
        "person": person_view(telegram, user_id),
        "messages": [message_view(message) for message in conversation.messages.values()],
        "commands": commands_for(telegram, conversation),
        "settled": conversation.settled,
        "cursor": len(conversation.journal.entries),
    }


def changes_view(telegram: Telegram, conversation: Conversation, changes: list[Change], cursor: int) -> dict[str, Any]:
    """Changes after a cursor. A message that changed several times is shown once, as it is now."""
    latest = dict.fromkeys((change.kind, change.subject) for change in changes)
    shown = [change_view(telegram, conversation, kind, subject) for kind, subject in latest]
    return {
        "changes": [view for view in shown if view is not None],
        "settled": conversation.settled,
        "cursor": cursor + len(changes),
    }


def change_view(
    telegram: Telegram, conversation: Conversation, kind: ChangeKind, subject: int | str
) -> dict[str, Any] | None:
    """One change with what it is about; None if that has gone again meanwhile."""
    view: dict[str, Any] = {"person_id": conversation.user.id, "kind": kind.value}
    if kind in {ChangeKind.MESSAGE, ChangeKind.EDITED}:
        message = conversation.messages.get(int(subject))
        return {**view, "message": message_view(message)} if message else None
    if kind is ChangeKind.DELETED:
        return {**view, "message_id": subject}
    if kind is ChangeKind.ANSWERED:
        query = telegram.callbacks[str(subject)]
        return {**view, "callback_id": query.id, "answer": query.answer}
    if kind is ChangeKind.ACTION:
        return {**view, "action": subject}
    if kind is ChangeKind.COMMANDS:
        return {**view, "commands": commands_for(telegram, conversation)}
    return {**view, "person": person_view(telegram, conversation.user.id)}


def message_view(message: Message) -> dict[str, Any]:
    """A message on the phone. A caption is a text like any other."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    photo, document = message.get("photo"), message.get("document")
    return {
        "id": message["message_id"],
        "from_bot": message["from"]["is_bot"],
        "date": message["date"],
        "edited": "edit_date" in message,
        "text": message.get("text", message.get("caption", "")),
        "entities": message.get("entities", message.get("caption_entities", [])),
        "buttons": [[_button_view(button) for button in row] for row in rows],
        "photo": _photo_view(photo[-1]) if photo else None,
        "document": _document_view(document) if document else None,
        "reply_to": message.get("reply_to_message", {}).get("message_id"),
    }


def _button_view(button: dict[str, Any]) -> dict[str, Any]:
    return {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}


def _photo_view(size: dict[str, Any]) -> dict[str, Any]:
    return {"url": FILES + size["file_id"], "width": size["width"], "height": size["height"]}


def _document_view(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "url": FILES + document["file_id"],
        "name": document["file_name"],
        "mime": document["mime_type"],
        "size": document["file_size"],
    }


def download_headers(stored: StoredFile) -> dict[str, str]:
    """Headers under which a browser may be given a stored file: pictures to show, all else to save only."""
    shown = stored.mime in {"image/png", "image/jpeg", "image/gif", "image/webp"}
    return {
        "Content-Type": stored.mime if shown else "application/octet-stream",
        "Content-Disposition": "inline" if shown else "attachment",
        "X-Content-Type-Options": "nosniff",
    }
