"""What stands on a phone in Zalo: messages without buttons, whose choices are numbered lines of their text."""

import re
from dataclasses import dataclass, field
from typing import Any, Self

# "3. Tốt", "0) ‹ Quay lại", "A. Bỏ qua", "+. …"; where a message has none of these, "3 Tốt" will do
_CHOICE = re.compile(r"^[ \t]*(?P<key>\d{1,3}|[A-ZĐ]|[-+*#?])[.)][ \t]+(?P<label>\S.*?)[ \t]*$", re.MULTILINE)
_BARE_CHOICE = re.compile(r"^[ \t]*(?P<key>\d{1,3}|[+*#])[ \t]+(?P<label>\S.*?)[ \t]*$", re.MULTILINE)
_KEYCAPS = {ord(mark): None for mark in "\ufe0f\u20e3"}  # "3️⃣" reads as "3"


@dataclass(slots=True, frozen=True)
class ZaloMessage:
    """A message as it stands; a caption counts as text, and `date` is in milliseconds."""

    id: str
    text: str
    from_bot: bool
    name: str = ""  # of who sent it
    date: int = 0
    kind: str = "text"
    styles: list[dict[str, Any]] = field(default_factory=list)  # {"start", "len", "st": [codes]}, in UTF-16 units
    picture: str | None = None  # below the sandbox's own address
    sticker: str | None = None
    voice: str | None = None

    @classmethod
    def from_view(cls, view: dict[str, Any]) -> Self:
        return cls(**{name: value for name, value in view.items() if name != "sender"})

    @property
    def choices(self) -> dict[str, str]:
        """What can be chosen by writing something: label → key. Of equal labels the first counts."""
        text = self.text.translate(_KEYCAPS)
        found = _CHOICE.findall(text) or _BARE_CHOICE.findall(text)
        choices: dict[str, str] = {}
        for key, label in found:
            choices.setdefault(label, key)
        return choices

    @property
    def bold(self) -> list[str]:
        """The parts of the text that are shown in bold."""
        units = self.text.encode("utf-16-le", "surrogatepass")
        spans = [(style["start"], style["start"] + style["len"]) for style in self.styles if "b" in style["st"]]
        return [units[2 * start : 2 * stop].decode("utf-16-le", "surrogatepass") for start, stop in spans]


def find_choice(choices: dict[str, str], label: str) -> str | None:
    """The key of the choice that says this; if none says exactly this, of the first that contains it."""
    if label in choices:
        return choices[label]
    return next((key for shown, key in choices.items() if label in shown), None)
