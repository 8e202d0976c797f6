"""The platform's HTML, as far as it is known: what it strips, and the styles that come of it."""

from html.parser import HTMLParser
from typing import Any

from phieu.sandbox.utf16 import utf16_length

_CODES = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "s": "s", "del": "s", "strike": "s",
    "h1": "f_20", "h2": "f_18", "h3": "f_18", "h4": "b", "h5": "b", "h6": "b",
}  # fmt: skip
_LINES = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}


class _Stripper(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.styles: list[dict[str, Any]] = []
        self._open: list[tuple[str, int]] = []  # tags with a style, and where they began

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._new_line(tag == "br", tag)
        if tag in _CODES:
            self._open.append((tag, utf16_length(self.text)))

    def handle_endtag(self, tag: str) -> None:
        for number in range(len(self._open) - 1, -1, -1):
            if self._open[number][0] == tag:
                start = self._open.pop(number)[1]
                if length := utf16_length(self.text) - start:
                    self.styles.append({"start": start, "len": length, "st": [_CODES[tag]]})
                break
        self._new_line(False, tag)  # noqa: FBT003 - as above

    def handle_data(self, data: str) -> None:
        self.text += data

    def _new_line(self, always: bool, tag: str) -> None:  # noqa: FBT001 - of one private call
        if always or (tag in _LINES and self.text and not self.text.endswith("\n")):
            self.text += "\n"


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without its tags, and its styles. Unknown tags are stripped; one that is not closed has no effect."""
    stripper = _Stripper()
    stripper.feed(source)
    stripper.close()
    text = stripper.text.rstrip("\n")
    length = utf16_length(text)
    cut = [{**style, "len": min(style["len"], length - style["start"])} for style in stripper.styles]
    kept = [style for style in cut if style["len"] > 0]
    return text, sorted(kept, key=lambda style: (style["start"], -style["len"]))
