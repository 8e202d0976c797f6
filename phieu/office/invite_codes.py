"""One-time codes: what they look like, on paper and as people type them, and what is kept of them."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without the letters and digits that are mistaken for each other on paper."""
GROUPS, GROUP_LENGTH = 3, 4
"""XXXX-XXXX-XXXX: 59 bits, to be typed on a phone by someone who has only the sheet."""
_WHOLE = re.compile(rf"[{ALPHABET}]{{{GROUPS * GROUP_LENGTH}}}")
_GROUP = rf"[{ALPHABET}]{{{GROUP_LENGTH}}}"
_AMONG_WORDS = re.compile(rf"(?<!\w){_GROUP}(?:[-‐-―−]{_GROUP}){{{GROUPS - 1}}}(?!\w)")
"""With any of the hyphens and dashes that keyboards give."""
_NEARLY = range(8, 17)


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
    """A code as typed, without what does not matter: case, width, spaces, hyphens."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).upper()


def code_in(text: str) -> str:
    """The code that a text is, or that stands in it with its hyphens; empty if what is there cannot be one."""
    if _WHOLE.fullmatch(plain := plain_code(text)):
        return plain
    found = _AMONG_WORDS.search(unicodedata.normalize("NFKC", text).upper())
    return plain_code(found[0]) if found else ""


def nearly_code(text: str) -> bool:
    """Whether somebody has tried to type a code in this text: a sign is missing, say, or one too many."""
    plain = plain_code(text)
    mixed = any(map(str.isdigit, plain)) and any(map(str.isalpha, plain))
    return plain.isascii() and mixed and len(plain) in _NEARLY


def hash_code(pepper: bytes, code: str) -> bytes:
    """What is stored of a code: HMAC-SHA256 under a secret that is outside the database."""
    return hmac.digest(pepper, plain_code(code).encode(), hashlib.sha256)


def invite_link(bot_username: str, code: str) -> str | None:
    """The link that opens the bot on Telegram with the code filled in; None if the bot's name is not known."""
    return f"https://t.me/{bot_username}?start={code}" if bot_username else None
