"""Parts of a text that mean something: found by the platform (links, commands), or shown again as HTML."""

import html
import re
from typing import Any

from phieu.sandbox.utf16 import utf16_length

_FINDABLE = re.compile(
    r"(?P<url>(?:https?://|\bt\.me/)[^\s<>\"]*[^\s<>\".,;:!?)\]}'])"
    r"|(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@\w+)?(?![\w/]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31})"
)
_OPENING = {
    "bold": "<b>", "italic": "<i>", "underline": "<u>", "strikethrough": "<s>", "spoiler": "<tg-spoiler>",
    "code": "<code>", "pre": "<pre>", "blockquote": "<blockquote>",
    "expandable_blockquote": "<blockquote expandable>",
}  # fmt: skip
_OPAQUE = {"code", "pre", "text_link"}


def detect(text: str, known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Links, commands and mentions that the platform itself finds in a text, outside code and given links."""
    if not ("/" in text or "@" in text):
        return []
    found = []
    opaque = [(e["offset"], e["offset"] + e["length"]) for e in known if e["type"] in _OPAQUE]
    for match in _FINDABLE.finditer(text):
        offset = utf16_length(text[: match.start()])
        length = utf16_length(match[0])
        if not any(offset < stop and start < offset + length for start, stop in opaque):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return found


def to_html(text: str, entities: list[dict[str, Any]]) -> str:
    """The text as HTML with its entities as tags: what a bot would have had to send to get this message."""
    units = text.encode("utf-16-le", "surrogatepass")
    opening: dict[int, list[dict[str, Any]]] = {}
    cuts = {0, len(units) // 2}
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        opening.setdefault(entity["offset"], []).append(entity)
        cuts |= {entity["offset"], entity["offset"] + entity["length"]}
    out: list[str] = []
    closing: list[tuple[int, str]] = []
    ordered = sorted(cuts)
    for start, stop in zip(ordered, [*ordered[1:], ordered[-1]], strict=True):
        while closing and closing[-1][0] <= start:
            out.append(closing.pop()[1])
        for entity in opening.get(start, []):
            before, after = _tags(entity)
            out.append(before)
            closing.append((start + entity["length"], after))
        out.append(html.escape(units[2 * start : 2 * stop].decode("utf-16-le", "surrogatepass"), quote=False))
    return "".join(out)


def _tags(entity: dict[str, Any]) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return f'<a href="{html.escape(entity["url"])}">', "</a>"
    opening = _OPENING.get(entity["type"], "")
    return opening, f"</{opening[1:-1].split()[0]}>" if opening else ""
