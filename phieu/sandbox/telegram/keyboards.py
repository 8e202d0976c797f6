"""Buttons under a message: checked as Telegram checks them."""

from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.errors import bad_request

LONGEST_DATA = 64  # bytes of callback_data
MOST_BUTTONS = 100
_URL_SCHEMES = ("https://", "http://", "tg://", "t.me/")

Keyboard = dict[str, Any]


def inline_keyboard(call: Call) -> Keyboard | None:
    """The inline keyboard that a call brings, or None. Raises ApiError 400 for one that Telegram would refuse.

    The sandbox has no keyboard in place of the phone's own; who sends one learns it by a 400.
    """
    markup = call.json("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "keyboard" in markup:
        raise bad_request("reply keyboards are not available in the sandbox")
    rows = markup.get("inline_keyboard")
    if rows is None:  # ForceReply and ReplyKeyboardRemove change nothing here
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array of Arrays')
    checked = [[_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in checked) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if "callback_data" in button:
        data = str(button["callback_data"])
        if not 1 <= len(data.encode()) <= LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"text": button["text"], "callback_data": data}
    if "url" in button:
        if not str(button["url"]).startswith(_URL_SCHEMES):
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
        return {"text": button["text"], "url": str(button["url"])}
    raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def has_action(message: dict[str, Any], data: str) -> bool:
    """Whether the message has a button with this callback data."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return any(button.get("callback_data") == data for row in rows for button in row)
