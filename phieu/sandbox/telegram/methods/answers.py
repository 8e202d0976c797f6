"""Answering taps."""

from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.changes import ChangeKind
from phieu.sandbox.errors import bad_request
from phieu.sandbox.telegram.state import Telegram
from phieu.sandbox.utf16 import utf16_length

LONGEST_ANSWER = 200


async def answer_callback_query(platform: Telegram, call: Call) -> bool:
    """Answer a tap, once; the phone shows the text, if there is one, as a passing note or (show_alert) as a box."""
    text = call.text("text")
    if utf16_length(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = platform.callbacks.get(call.text("callback_query_id"))
    if query is None or query.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.answer = {"text": text, "show_alert": call.flag("show_alert"), "url": call.text("url")}
    conversation = platform.phone(query.user_id)
    conversation.unanswered.discard(query.id)
    platform.publish(conversation, ChangeKind.ANSWERED, query.id)
    return True


METHODS: dict[str, Any] = {"answerCallbackQuery": answer_callback_query}
