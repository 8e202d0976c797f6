"""What a person was shown last on Zalo, which alone gives a typed number its meaning; may be forgotten at any time.

No number may ever be booked on a question that its writer was not shown last. So what was shown is taken, and thereby
gone for all processes, before anything is done in a chat; it is known again only after something else has been sent
for certain. Whatever goes wrong in between leaves nothing that a number could be taken for.
"""

from dataclasses import dataclass
from typing import Self

from markupsafe import Markup
from pydantic import TypeAdapter

from phieu.bot.handlers.zalo_drawn import Key
from phieu.bot.screen import NewChoices, Row, Screen
from phieu.storage.volatile import Topic, Volatile

MOST = 100_000
"""Chats in this process; beyond that the one that was answered longest ago is forgotten, as after a restart."""


class NotSureError(Exception):
    """Another process may still know what was shown before, so nothing that is numbered may be shown now."""


@dataclass(frozen=True, slots=True)
class Reduced:
    """A screen without its files, which is enough to show it again."""

    text: str
    rows: tuple[Row, ...]
    expects: str = ""
    refreshes: str = ""
    shuffled_by: str = ""
    """In hexadecimal digits."""
    language: str = ""
    choices_only: bool = False
    """New choices for what was shown before; the text is their short word."""
    expects_words: bool = False

    @classmethod
    def of(cls, screen: Screen | NewChoices) -> Self:
        """What remains of a screen; of one on which answers stand only its choices, as nothing may keep answers."""
        if isinstance(screen, NewChoices):
            return cls(screen.toast, screen.rows, language=screen.language, choices_only=True)
        shuffled_by = screen.shuffled_by.hex()
        text = "" if screen.gives_way_to else str(screen.text)
        return cls(
            text,
            screen.rows,
            screen.expects,
            screen.refreshes,
            shuffled_by,
            screen.language,
            expects_words=screen.expects_words,
        )

    @property
    def screen(self) -> Screen | NewChoices:
        """The screen again."""
        if self.choices_only:
            return NewChoices(self.rows, self.text, self.language)
        return Screen(
            Markup(self.text),  # noqa: S704 - it was markup, and has been in sealed hands
            self.rows,
            expects=self.expects,
            expects_words=self.expects_words,
            refreshes=self.refreshes,
            shuffled_by=bytes.fromhex(self.shuffled_by),
            language=self.language,
        )


@dataclass(frozen=True, slots=True)
class ShownScreen:
    """What stands last in a chat."""

    reduced: Reduced
    keys: tuple[Key, ...]
    """What its last page offered beside 0."""
    back: str
    """The action of 0."""
    page: int
    pages: int
    date_ms: int | None
    """When it stood there as a whole, by the platform's clock; None if the platform did not say."""
    behind: Reduced | None = None
    """The screen to which 0 leads back from help."""


SHOWN = Topic("zalo-shown", TypeAdapter(ShownScreen), most=MOST)


class ShownScreens:
    """What was shown last by chat, of all processes that answer; to be used within the chat's turn."""

    def __init__(self, volatile: Volatile) -> None:
        self._volatile = volatile

    async def take(self, chat_id: str) -> ShownScreen | None:
        """What was shown last, which nobody knows any more then; None if unknown.

        Raises NotSureError if another process may still know something.
        """
        shown = await self._volatile.take(SHOWN, _name(chat_id))
        if shown is None and not await self._volatile.drop(SHOWN, _name(chat_id)):
            raise NotSureError
        return shown

    async def put(self, chat_id: str, shown: ShownScreen) -> None:
        """This stands there now. If another process has shown something meanwhile, nobody can say what came last."""
        if not await self._volatile.put_new(SHOWN, _name(chat_id), shown):
            await self._volatile.drop(SHOWN, _name(chat_id))


def _name(chat_id: str) -> str:
    return f"zalo:{chat_id}"


def turn_of(chat_id: str) -> str:
    """The name of the turn within which anything is taken from or shown in a chat."""
    return f"zalo:{chat_id}"
