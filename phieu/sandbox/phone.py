"""What stands on a phone: messages with their buttons and files, as a person sees them."""

from dataclasses import dataclass, field
from typing import Any, Self

from phieu.sandbox.telegram.entities import to_html


@dataclass(slots=True, frozen=True)
class Button:
    """A button under a message: with an action (`data`), or a link (`url`)."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(slots=True, frozen=True)
class Attachment:
    """A picture (no name) or a document in a message."""

    url: str
    name: str = ""
    mime: str = ""
    size: int = 0  # bytes; 0 for a picture


@dataclass(slots=True, frozen=True)
class ShownMessage:
    """A message as it stands; `text` is plain, a caption counts as text."""

    id: int
    text: str
    from_bot: bool
    edited: bool = False
    date: int = 0
    entities: list[dict[str, Any]] = field(default_factory=list)
    buttons: list[list[Button]] = field(default_factory=list)
    photo: Attachment | None = None
    document: Attachment | None = None
    reply_to: int | None = None

    @classmethod
    def from_view(cls, view: dict[str, Any]) -> Self:
        photo, document = view["photo"], view["document"]
        return cls(
            id=view["id"],
            text=view["text"],
            from_bot=view["from_bot"],
            edited=view["edited"],
            date=view["date"],
            entities=view["entities"],
            buttons=[[Button(**button) for button in row] for row in view["buttons"]],
            photo=Attachment(photo["url"]) if photo else None,
            document=Attachment(**document) if document else None,
            reply_to=view["reply_to"],
        )

    @property
    def html(self) -> str:
        """The text with its markup, as the bot would have written it."""
        return to_html(self.text, self.entities)

    @property
    def rows(self) -> list[list[str]]:
        """What the buttons say, row by row."""
        return [[button.text for button in row] for row in self.buttons]

    def button(self, text: str) -> Button | None:
        """The button that says this; if none says exactly this, the first that contains it."""
        buttons = [button for row in self.buttons for button in row]
        exact = [button for button in buttons if button.text == text]
        return next(iter(exact or [button for button in buttons if text in button.text]), None)


@dataclass(slots=True, frozen=True)
class Toast:
    """What the bot answered to a tap: a passing note, or a box to be closed (`alert`). Mostly the text is empty."""

    text: str
    alert: bool = False
    url: str = ""
