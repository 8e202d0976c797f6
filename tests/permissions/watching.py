"""A walk that keeps what it was shown and offered: every text, button, toast and the words in every file."""

import html
import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO

from phieu.bot.screen import Answered, NewChoices, Screen, Silence
from tests.end_to_end.walker import Walker

_TAG = re.compile(r"<[^>]*>")


@dataclass
class WatchingWalker(Walker):
    """By action or notice, all that was to be read."""

    read: dict[str, str] = field(default_factory=dict)
    offered: set[str] = field(default_factory=set)
    expected: set[str] = field(default_factory=set)

    async def look_at(self, node: str, answered: Answered) -> None:
        self.read[node] = self.read.get(node, "") + "\n" + words_of(answered)
        if not isinstance(answered, Silence):
            self.offered.update(choice.action for row in answered.rows for choice in row)
        if isinstance(answered, Screen) and answered.expects:
            self.expected.add(answered.expects)
        await super().look_at(node, answered)

    def shown(self, *secrets: str) -> list[str]:
        """Which of these stood where."""
        return [f"{secret} at {node}" for node, text in self.read.items() for secret in secrets if secret in text]


def words_of(answered: Answered) -> str:
    """All that a person can read of an answer, its files included."""
    if isinstance(answered, Silence):
        return ""
    parts = [answered.toast, *(choice.label for row in answered.rows for choice in row)]
    if isinstance(answered, NewChoices):
        return "\n".join(parts)
    parts.append(html.unescape(_TAG.sub("", str(answered.text))))
    parts += [f"{one.name}\n{_words_in(one.content)}" for one in answered.attachments]
    return "\n".join(parts)


def _words_in(content: bytes) -> str:
    if not zipfile.is_zipfile(BytesIO(content)):
        return content.decode(errors="ignore")
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return "\n".join(html.unescape(packed.read(name).decode(errors="ignore")) for name in packed.namelist())
