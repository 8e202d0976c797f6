"""Changing messages in place. As on Telegram, an edit without a keyboard takes the old one away."""

import time
from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.changes import ChangeKind
from phieu.sandbox.errors import bad_request
from phieu.sandbox.telegram.keyboards import inline_keyboard
from phieu.sandbox.telegram.methods.media import media_content
from phieu.sandbox.telegram.rich_text import formatted_text
from phieu.sandbox.telegram.state import Conversation, Message, Telegram

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
_CONTENT = ("text", "entities", "caption", "caption_entities", "photo", "document")


async def edit_message_text(platform: Telegram, call: Call) -> Message:
    text, entities = formatted_text(call, "text", required=True)
    conversation, message = _own_message(platform, call)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _replace(platform, conversation, message, call, {"text": text, "entities": entities})


async def edit_message_caption(platform: Telegram, call: Call) -> Message:
    caption, entities = formatted_text(call, "caption", required=False)
    conversation, message = _own_message(platform, call)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    return _replace(
        platform, conversation, message, call, {**_media(message), "caption": caption, "caption_entities": entities}
    )


async def edit_message_media(platform: Telegram, call: Call) -> Message:
    conversation, message = _own_message(platform, call)
    return _replace(platform, conversation, message, call, media_content(platform, call, call.json("media")))


async def edit_message_reply_markup(platform: Telegram, call: Call) -> Message:
    conversation, message = _own_message(platform, call)
    content = {key: message[key] for key in _CONTENT if key in message}
    return _replace(platform, conversation, message, call, content)


def _own_message(platform: Telegram, call: Call) -> tuple[Conversation, Message]:
    """The message to edit, and its conversation. Raises ApiError 400 if it is gone or not the bot's."""
    conversation = platform.conversation(call.chat_id)
    message = conversation.messages.get(call.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message["from"]["is_bot"]:
        raise bad_request("message can't be edited")
    return conversation, message


def _replace(platform: Telegram, conversation: Conversation, message: Message, call: Call, content: Message) -> Message:
    """Put the new content in place of the old. The old object stays as it was, for updates that carry it."""
    content = {key: value for key, value in content.items() if value}
    keyboard = inline_keyboard(call)
    if keyboard:
        content["reply_markup"] = keyboard
    same = (*_CONTENT, "reply_markup")
    if all(message.get(key) == content.get(key) for key in same):
        raise bad_request(_NOT_MODIFIED)
    kept = {key: value for key, value in message.items() if key not in same}
    edited = {**kept, **content}
    if any(message.get(key) != content.get(key) for key in _CONTENT):
        edited["edit_date"] = int(time.time())
    conversation.messages[message["message_id"]] = edited
    platform.publish(conversation, ChangeKind.EDITED, message["message_id"])
    return edited


def _media(message: Message) -> Message:
    return {key: message[key] for key in ("photo", "document") if key in message}


METHODS: dict[str, Any] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
