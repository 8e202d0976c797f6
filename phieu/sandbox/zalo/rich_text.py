"""Texts of a call: their length, their styles, and the markup that the platform strips."""

from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.errors import bad_request
from phieu.sandbox.utf16 import utf16_length
from phieu.sandbox.zalo.html import parse_html
from phieu.sandbox.zalo.markdown import parse_markdown

LONGEST_TEXT = 2000  # UTF-16 units: of the readings that clients report, the strictest but bytes
CODES = frozenset(
    ["b", "i", "u", "s", "f_13", "f_15", "f_18", "f_20", "lst_1", "lst_2"]
    + [f"ind_{depth}" for depth in range(1, 6)]
    + [f"c_{colour}" for colour in ("050a19", "15a85f", "f7b503", "f27806", "db342e")]
)
Style = dict[str, Any]  # {"start", "len", "st": [codes]}


def styled_text(call: Call, name: str, *, required: bool) -> tuple[str, list[Style]]:
    """The text of a call without markup, and its styles; `parse_mode` goes before `text_styles`.

    Markup counts towards the length. Raises ApiError 400 for what the platform refuses.
    """
    text, mode = call.text(name), call.text("parse_mode")
    if required and not text.strip():
        raise bad_request(f"{name} is required")
    if utf16_length(text) > LONGEST_TEXT:
        raise bad_request(f"{name} is longer than {LONGEST_TEXT} characters")
    if mode and mode not in {"markdown", "html"}:
        raise bad_request("parse_mode must be markdown or html")
    if mode:
        return parse_markdown(text) if mode == "markdown" else parse_html(text)
    styles = call.json("text_styles") or []
    if not isinstance(styles, list):
        raise bad_request("text_styles must be an array")
    return text, [_checked(style, utf16_length(text)) for style in styles]


def _checked(style: Any, length: int) -> Style:
    """A style within a text of this length in UTF-16 units."""
    try:
        start, size, codes = style["start"], style["len"], style["st"]
    except (TypeError, KeyError):
        raise bad_request("text_styles: each needs start, len and st") from None
    if not isinstance(start, int) or not isinstance(size, int) or start < 0 or size < 1 or start + size > length:
        raise bad_request("text_styles: start and len must lie within the text")
    known = isinstance(codes, list) and all(isinstance(code, str) and code in CODES for code in codes)
    if not codes or not known:
        raise bad_request("text_styles: st holds an unknown style")
    return {"start": start, "len": size, "st": list(codes)}
