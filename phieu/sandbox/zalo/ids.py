"""Ids as the platform gives them: opaque, and the same for the same chat."""

import hashlib
import secrets
from functools import cache

_BYTES = 10  # 20 hex characters
_BOT_DIGITS = 19


@cache
def chat_id(number: int) -> str:
    """The id of a person's private chat, which is the person's own as well, or of a group (a number below 0)."""
    return hashlib.blake2b(f"chat {number}".encode(), digest_size=_BYTES).hexdigest()


def new_message_id() -> str:
    return secrets.token_hex(_BYTES)


def bot_id(token: str) -> str:
    """19 digits; as on the real platform, neither the number in the token nor the one in the bot's link."""
    digest = int.from_bytes(hashlib.blake2b(f"bot {token}".encode(), digest_size=8).digest(), "big")
    return str(10 ** (_BOT_DIGITS - 1) + digest % (9 * 10 ** (_BOT_DIGITS - 1)))
