"""Markup as Zalo shows it: plain text, and beside it which places are bold, in italics, underlined or struck out.

No markup is ever sent, so no name can inject any.
"""

import html
import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from phieu.bot.handlers.marked_up_text import closing
from phieu.bot.handlers.text_cuts import TOKEN
from phieu.bot.zalo_api.answers import Style

CODES = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "ins": "u", "s": "s", "strike": "s", "del": "s",
}  # fmt: skip
"""All else that a screen may hold becomes plain."""
LINK = "a"
MARKS = {"blockquote": ("“", "”"), "pre": ("", "")}
"""What stands in these stands on lines of its own, between these marks."""
_ADDRESS = re.compile(r"""\bhref\s*=\s*("[^"]*"|'[^']*')""")


def written_out(text: Markup) -> str:
    """The same markup with nothing in it but what Zalo shows: links have their address behind their words.

    Every tag is closed, and what is no tag is escaped.
    """
    out: list[str] = []
    opened: list[tuple[str, str]] = []
    links: list[tuple[str, int]] = []
    block_ended = False
    for token in TOKEN.finditer(str(text)):
        tag = token["tag"]
        if block_ended and not (tag and token["close"]):
            out += _new_line(out) if token[0] != "\n" else []
            block_ended = False
        if not tag:
            out.append(str(Markup.escape(_encodable(html.unescape(token[0])))))
        elif tag in CODES:
            out += _closed(opened, CODES[tag]) if token["close"] else _opened(opened, CODES[tag])
        elif tag == LINK:
            if not token["close"]:
                links.append((_address(token[0]), len(out)))
            elif links:
                out += _behind(*links.pop(), out)
        elif tag in MARKS and token["close"]:
            out.append(MARKS[tag][1])
            block_ended = True
        elif tag in MARKS:
            out += [*_new_line(out), MARKS[tag][0]]
    return "".join(out) + closing(opened)


def styled(text: str) -> tuple[str, tuple[Style, ...]]:
    """Markup that has been written out, as text without white space at its ends, and the styles in it.

    Styles do not overlap, and come in the order of their places.
    """
    signs = [(html.unescape(sign), codes) for sign, codes in _with_codes(text)]
    plain = "".join(sign for sign, _ in signs)
    offset, styles = _units(plain[: len(plain) - len(plain.lstrip())]), []
    position, end = -offset, _units(plain.strip())
    for codes, run in groupby(signs, key=lambda one: one[1]):
        first, position = position, position + sum(_units(sign) for sign, _ in run)
        start, stop = max(first, 0), min(position, end)
        if codes and start < stop:
            styles.append(Style(start, stop - start, codes))
    return plain.strip(), tuple(styles)


def _with_codes(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each sign with the codes that hold for it."""
    held: list[str] = []
    for token in TOKEN.finditer(text):
        if not token["tag"]:
            yield token[0], tuple(sorted(set(held)))
        elif token["close"]:
            held.remove(token["tag"])
        else:
            held.append(token["tag"])


def _new_line(out: list[str]) -> list[str]:
    return ["\n"] if any(out) and not next(part for part in reversed(out) if part).endswith("\n") else []


def _opened(opened: list[tuple[str, str]], tag: str) -> list[str]:
    opened.append((tag, f"<{tag}>"))
    return [f"<{tag}>"]


def _closed(opened: list[tuple[str, str]], tag: str) -> list[str]:
    """The end of the innermost open tag of this name, with those inside it; nothing if there is none."""
    if tag not in [name for name, _ in opened]:
        return []
    ends = []
    while True:
        name, _ = opened.pop()
        ends.append(f"</{name}>")
        if name == tag:
            return ends


def _address(tag: str) -> str:
    found = _ADDRESS.search(tag)
    return html.unescape(found[1][1:-1]).strip() if found else ""


def _behind(address: str, begins: int, out: list[str]) -> list[str]:
    """A link's address for behind its words, unless these are the address."""
    words = html.unescape("".join(part for part in out[begins:] if not part.startswith("<")))
    if not address or address == words.strip():
        return []
    return [str(Markup.escape(_encodable(f" ({address})")))]


def _encodable(text: str) -> str:
    return text.encode("utf-8", "ignore").decode()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
