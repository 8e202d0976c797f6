"""Sending text, deleting, and showing that something is on its way."""

from collections.abc import Iterable
from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.changes import ChangeKind
from phieu.sandbox.errors import bad_request, too_many_requests
from phieu.sandbox.telegram.keyboards import inline_keyboard
from phieu.sandbox.telegram.rich_text import formatted_text
from phieu.sandbox.telegram.state import Conversation, Message, Telegram

MOST_DELETED_AT_ONCE = 100
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


async def send_message(platform: Telegram, call: Call) -> Message:
    text, entities = formatted_text(call, "text", required=True)
    content: Message = {"text": text}
    if entities:
        content["entities"] = entities
    return post(platform, call, content)


async def delete_message(platform: Telegram, call: Call) -> bool:
    conversation = platform.conversation(call.chat_id)
    if not _delete(platform, conversation, [call.number("message_id")]):
        raise bad_request("message to delete not found")
    return True


async def delete_messages(platform: Telegram, call: Call) -> bool:
    """Delete up to 100 messages; those that are gone already are passed over."""
    conversation = platform.conversation(call.chat_id)
    numbers = call.json("message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= MOST_DELETED_AT_ONCE:
        raise bad_request("message identifiers are not specified")
    _delete(platform, conversation, [int(number) for number in numbers])
    return True


async def send_chat_action(platform: Telegram, call: Call) -> bool:
    conversation = platform.conversation(call.chat_id)
    action = call.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    platform.publish(conversation, ChangeKind.ACTION, action)
    return True


def post(platform: Telegram, call: Call, content: Message) -> Message:
    """Put what a sending method made into the chat it names, with the parameters that all of them share."""
    conversation = receiver(platform, call)
    keyboard = inline_keyboard(call)
    reply = call.json("reply_parameters") or {}
    number = int(reply.get("message_id", call.number("reply_to_message_id", 0)))
    if number in conversation.messages:
        content["reply_to_message"] = conversation.messages[number]
    elif number and not (reply.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")):
        raise bad_request("message to be replied not found")
    if call.flag("protect_content"):
        content["has_protected_content"] = True
    if keyboard:
        content["reply_markup"] = keyboard
    return platform.add_message(conversation, content, from_bot=True)


def receiver(platform: Telegram, call: Call) -> Conversation:
    """The conversation to send to. Raises ApiError 429 above the platform's ceiling, if that is switched on."""
    conversation = platform.conversation(call.chat_id)
    if wait := platform.limits.admit(conversation.user.id):
        raise too_many_requests(wait)
    return conversation


def _delete(platform: Telegram, conversation: Conversation, numbers: Iterable[int]) -> int:
    """Delete the messages that are there; returns how many. In a private chat a bot may delete either side's."""
    found = [number for number in numbers if conversation.messages.pop(number, None) is not None]
    for number in found:
        platform.publish(conversation, ChangeKind.DELETED, number)
    return len(found)


METHODS: dict[str, Any] = {
    "sendMessage": send_message,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "sendChatAction": send_chat_action,
}
