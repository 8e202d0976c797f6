"""One-time codes: what they look like, and what is kept of them."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without the letters and digits that are mistaken for each other on paper."""
GROUPS, GROUP_LENGTH = 3, 4
"""XXXX-XXXX-XXXX: 59 bits, to be typed on a phone by someone who has only the sheet."""


@dataclass(frozen=True, slots=True)
class InviteCode:
    """A code just made, which exists nowhere else. The link opens the bot with it; None if its name is not known."""

    person_id: int
    code: str
    link: str | None
    expires_at: datetime


def new_code() -> str:
    """A fresh code, written as people read it."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def plain_code(text: str) -> str:
    """A code as typed, without what does not matter: case, spaces, hyphens."""
    return "".join(filter(str.isalnum, text)).upper()


def hash_code(pepper: bytes, code: str) -> bytes:
    """What is stored of a code: HMAC-SHA256 under a secret that is outside the database."""
    return hmac.digest(pepper, plain_code(code).encode(), hashlib.sha256)


def invite_link(bot_username: str, code: str) -> str | None:
    """The link that opens the bot on Telegram with the code filled in; None if the bot's name is not known."""
    return f"https://t.me/{bot_username}?start={code}" if bot_username else None
