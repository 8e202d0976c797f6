"""Text with markup, as Telegram reads it: HTML to plain text and entities, and the limits on both.

Offsets and lengths of entities count UTF-16 units. The tags and the wording of the refusals are those of
https://core.telegram.org/bots/api#html-style and of what its server answers. Other parse modes are refused.
"""

import html
import re
from dataclasses import dataclass
from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.errors import ApiError, bad_request
from phieu.sandbox.telegram.entities import detect
from phieu.sandbox.utf16 import utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_PLAIN = re.compile(r"[^<&]+")
_TAG_NAME = re.compile(r"[^\s>]*")
_TAG_REST = re.compile(r"""((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_CHARACTER = re.compile(r"&(?:#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|lt|gt|amp|quot);")

Entity = dict[str, Any]


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and entities of a text in Telegram's HTML. Raises ApiError 400 for what Telegram would not take."""
    out: list[str] = []
    entities: list[Entity] = []
    stack: list[_Open] = []
    position = length = 0
    while position < len(source):
        if plain := _PLAIN.match(source, position):
            chunk, position = plain[0], plain.end()
        elif source[position] == "&":
            character = _CHARACTER.match(source, position)
            chunk = html.unescape(character[0]) if character else "&"
            position += len(character[0]) if character else 1
        else:
            position = _read_tag(source, position, length, stack, entities)
            continue
        out.append(chunk)
        length += utf16_length(chunk)
    if stack:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    return "".join(out), entities


def _read_tag(source: str, start: int, length: int, stack: list[_Open], entities: list[Entity]) -> int:
    """Read the tag that begins at `start`; `length` is that of the text so far. Returns the position after it."""
    where = f"at byte offset {len(source[:start].encode())}"
    name = _TAG_NAME.match(source, start + 1)
    if name is None or name.end() == len(source):
        raise _unparsable(f"Unclosed start tag {where}")
    tag = name[0].lower()
    rest = _TAG_REST.match(source, name.end())
    if tag.startswith("/"):
        if rest is None:
            raise _unparsable(f"Unclosed end tag {where}")
        if not stack:
            raise _unparsable(f"Unexpected end tag {where}")
        opened = stack.pop()
        if tag[1:] not in {opened.tag, ""}:
            raise _unparsable(f'Unmatched end tag {where}, expected "</{opened.tag}>", found "<{tag}>"')
        _close(opened, length, stack, entities)
        return rest.end()
    if tag not in _TAGS:
        raise _unparsable(f'Unsupported start tag "{tag}" {where}')
    if rest is None:
        raise _unparsable(f"Unclosed start tag {where}")
    attributes = {
        key.lower(): html.unescape(double or single or bare)
        for key, double, single, bare in _ATTRIBUTE.findall(rest[1])
    }
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _unparsable(f'Tag "span" must have class "tg-spoiler" {where}')
    stack.append(_Open(tag, attributes, length))
    return rest.end()


def _close(opened: _Open, length: int, stack: list[_Open], entities: list[Entity]) -> None:
    """Turn a tag that has been closed into an entity, unless it holds nothing or says nothing."""
    if length == opened.offset:
        return
    entity: Entity = {"type": _TAGS[opened.tag], "offset": opened.offset, "length": length - opened.offset}
    if opened.tag == "a":
        if not opened.attributes.get("href"):
            return
        entity["url"] = opened.attributes["href"]
    elif opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
    elif opened.tag == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    elif opened.tag == "code" and stack and stack[-1].tag == "pre" and stack[-1].offset == opened.offset:
        language = opened.attributes.get("class", "")
        if language.startswith("language-"):
            stack[-1].attributes["language"] = language.removeprefix("language-")
        return
    elif opened.tag == "pre" and "language" in opened.attributes:
        entity["language"] = opened.attributes["language"]
    entities.append(entity)


def formatted_text(call: Call, name: str, *, required: bool) -> tuple[str, list[Entity]]:
    """The text parameter `name` ("text" or "caption") of a call with its entities, trimmed and checked.

    Raises ApiError 400 for bad markup, for a text that is too long, and for an empty one if it is required.
    """
    source = call.text(name)
    mode = call.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        given = call.json("caption_entities" if name == "caption" else "entities") or []
        text, entities = source, [dict(entity) for entity in given]
    text, entities = _trimmed(text, entities)
    if required and not text:
        raise bad_request("message text is empty")
    limit, complaint = (
        (CAPTION_LIMIT, "message caption is too long") if name == "caption" else (TEXT_LIMIT, "message is too long")
    )
    if utf16_length(text) > limit:
        raise bad_request(complaint)
    entities += detect(text, entities)
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return text, entities


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without white space at either end; entities are moved and cut accordingly."""
    stripped = text.strip()
    if stripped == text:
        return text, entities
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(stripped)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        stop = min(end, entity["offset"] + entity["length"] - lead)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return stripped, kept


def _unparsable(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
