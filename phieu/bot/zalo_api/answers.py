"""What calls bring back, read tolerantly: unknown fields are ignored, missing ones are empty."""

from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class BotAccount:
    """The bot itself."""

    id: str
    account_name: str
    """As `bot.XXXX`."""
    display_name: str
    can_join_groups: bool

    @classmethod
    def read(cls, result: object) -> Self:
        """From getMe's result."""
        return cls(
            _text(result, "id"),
            _text(result, "account_name"),
            _text(result, "display_name"),
            _field(result, "can_join_groups") is True,
        )


@dataclass(frozen=True, slots=True)
class SendResult:
    """A message that the platform has taken."""

    message_id: str
    date_ms: int | None
    """Milliseconds since 1970; None if the platform did not say."""

    @classmethod
    def read(cls, result: object) -> Self:
        """From the result of a sending call."""
        date = _field(result, "date")
        whole = isinstance(date, int) and not isinstance(date, bool)
        return cls(_text(result, "message_id"), date if whole else None)


@dataclass(frozen=True, slots=True)
class WebhookInfo:
    """Where updates are sent."""

    url: str
    """Empty if to no webhook."""

    @classmethod
    def read(cls, result: object) -> Self:
        """From getWebhookInfo's result."""
        return cls(_text(result, "url"))


@dataclass(frozen=True, slots=True)
class WebhookTest:
    """How the platform's probe of a webhook went."""

    ok: bool
    outcome: str
    """As `webhook.ok` or `webhook.err.tls`."""

    @classmethod
    def read(cls, result: object) -> Self | None:
        """From testWebhook's result or setWebhook's `verification`; None if there is none."""
        return cls(_field(result, "ok") is True, _text(result, "outcome")) if isinstance(result, dict) else None


@dataclass(frozen=True, slots=True)
class Style:
    """How a part of a text looks; since it is named by place, no name in the text can inject anything."""

    start: int
    length: int
    """Both in UTF-16 units."""
    codes: tuple[str, ...]
    """As `b`, `i`, `u`, `s`, `f_18`, `c_db342e` (reference, section 6)."""

    def as_json(self) -> dict[str, Any]:
        """As `text_styles` wants it."""
        return {"start": self.start, "len": self.length, "st": list(self.codes)}


def _field(result: object, name: str) -> Any:
    return result.get(name) if isinstance(result, dict) else None


def _text(result: object, name: str) -> str:
    value = _field(result, name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""
