"""The platform's Markdown, as far as it is known: what it strips, and the styles that come of it."""

import re
from typing import Any

from phieu.sandbox.utf16 import utf16_length

_TAGS = {
    "red": "c_db342e", "orange": "c_f27806", "yellow": "c_f7b503", "green": "c_15a85f", "big": "f_18",
    "small": "f_13", "underline": "u",
}  # fmt: skip
_SPAN = re.compile(
    r"\\(?P<escaped>[\\*_~`{}#>-])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\*\*\*(?P<bi>\S.*?)\*\*\*"
    r"|\*\*(?P<b1>\S.*?)\*\*|(?<!\w)__(?P<b2>\S.*?)__(?!\w)"
    r"|~~(?P<s>\S.*?)~~"
    r"|\*(?P<i1>[^\s*][^*\n]*?)\*|(?<!\w)_(?P<i2>[^\s_][^_\n]*?)_(?!\w)"
    r"|\{(?P<tag>" + "|".join(_TAGS) + r")\}(?P<tagged>.*?)\{/(?P=tag)\}",
    re.DOTALL,
)
_HEADING = re.compile(r"^#{1,4} +")
_CODES = {"bi": ["b", "i"], "b1": ["b"], "b2": ["b"], "s": ["s"], "i1": ["i"], "i2": ["i"]}


def parse_markdown(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without its markup, and its styles. Fences of code and links have no markup here, and stay."""
    text, styles = "", list[dict[str, Any]]()
    for number, line in enumerate(source.split("\n")):
        text += "\n" if number else ""
        heading = _HEADING.match(line)
        start = utf16_length(text)
        text += _spans(line[heading.end() :] if heading else line, start, styles)
        if heading and utf16_length(text) > start:
            styles.append({"start": start, "len": utf16_length(text) - start, "st": ["b", "f_18"]})
    return text, sorted(styles, key=lambda style: (style["start"], -style["len"]))


def _spans(source: str, start: int, styles: list[dict[str, Any]]) -> str:
    """One line without its markup; `start` is where it begins in the text. Adds to the styles."""
    text, position = "", 0
    for match in _SPAN.finditer(source):
        text += source[position : match.start()]
        position = match.end()
        kind = match.lastgroup or ""
        inner = match["tagged"] if match["tag"] else match[kind]
        if kind in {"escaped", "code"}:
            text += inner
            continue
        here = start + utf16_length(text)
        shown = _spans(inner, here, styles)
        if shown:
            codes = [_TAGS[match["tag"]]] if match["tag"] else _CODES[kind]
            styles.append({"start": here, "len": utf16_length(shown), "st": codes})
        text += shown
    return text + source[position:]
