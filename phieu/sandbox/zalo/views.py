"""How a phone shows a chat: messages as the page and the tests read them."""

from typing import Any

from phieu.sandbox.changes import Change, ChangeKind
from phieu.sandbox.zalo.chats import Chat, Message
from phieu.sandbox.zalo.state import PICTURES, Zalo


def chat_view(zalo: Zalo, number: int) -> dict[str, Any]:
    """A chat as the list of chats shows it."""
    chat = zalo.chat(number)
    return {
        "number": chat.number,
        "id": chat.id,
        "name": chat.name,
        "group": chat.group,
        "members": chat.members,
        "heard": chat.heard,
        "messages": len(chat.messages),
        "invitation": "" if chat.group else zalo.users.by_id[number].invitation,
    }


def conversation_view(zalo: Zalo, number: int) -> dict[str, Any]:
    """Everything that stands in a chat, and the cursor from which to follow it."""
    chat = zalo.chat(number)
    return {
        "chat": chat_view(zalo, number),
        "messages": [message_view(zalo, message) for message in chat.messages.values()],
        "settled": not chat.unheard,
        "cursor": len(chat.journal.entries),
    }


def changes_view(zalo: Zalo, chat: Chat, changes: list[Change], cursor: int) -> dict[str, Any]:
    """Changes after a cursor, each kind of change of one thing once."""
    latest = dict.fromkeys((change.kind, change.subject) for change in changes)
    return {
        "changes": [change_view(zalo, chat, kind, subject) for kind, subject in latest],
        "settled": not chat.unheard,
        "cursor": cursor + len(changes),
    }


def change_view(zalo: Zalo, chat: Chat, kind: ChangeKind, subject: int | str) -> dict[str, Any]:
    """One change with what it is about."""
    view: dict[str, Any] = {"chat": chat.number, "kind": kind.value}
    if kind is ChangeKind.MESSAGE:
        return {**view, "message": message_view(zalo, chat.messages[str(subject)])}
    if kind is ChangeKind.ACTION:
        return {**view, "action": subject}
    return {**view, "about": chat_view(zalo, chat.number)}


def message_view(zalo: Zalo, message: Message) -> dict[str, Any]:
    """A message on the phone. A caption is a text like any other; `date` is in milliseconds."""
    return {
        "id": message.id,
        "from_bot": message.sender is None,
        "sender": message.sender,
        "name": zalo.bot.name if message.sender is None else zalo.users.by_id[message.sender].name,
        "date": message.date,
        "kind": message.kind,
        "text": message.text,
        "styles": message.styles,
        "picture": PICTURES + message.picture if message.picture else None,
        "sticker": message.sticker or None,
        "voice": message.voice or None,
    }


def counters_view(zalo: Zalo) -> dict[str, int]:
    """What came and went. `sent`, `received`: in this month of the platform's clock."""
    return {
        **zalo.plan.as_json(zalo.clock.now()),
        "polls": zalo.updates.polls,
        "pending": len(zalo.updates.pending),
        "lost": zalo.updates.lost,
        "webhook_attempts": zalo.webhook.attempts,
        "given_up": zalo.webhook.given_up,
    }
