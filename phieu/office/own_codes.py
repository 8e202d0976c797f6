"""Codes that people make for themselves, in a chat of their own, to join on another channel too.

Unlike an admin's they work while a round is open, since nobody but this chat was ever shown them. So they are in no
database: half an hour, in memory (or sealed in Redis), under a keyed hash; one a person, for one channel, for one use.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from phieu.installation import Installation
from phieu.office.invite_codes import hash_code, new_code
from phieu.storage.volatile import Topic
from phieu.words import Channel

LASTS = timedelta(minutes=30)
SECRET = "own-codes"  # noqa: S105 - its name in the keyring


@dataclass(frozen=True, slots=True)
class OwnCode:
    """Whose code it is, and from which chat; if that is cut off meanwhile, the code is worth nothing."""

    person_id: int
    channel: Channel
    chat_id: str
    until: datetime


CODES = Topic("own-codes", TypeAdapter(OwnCode), lasts=LASTS)
LATEST = Topic("latest-own-code", TypeAdapter(str), lasts=LASTS)
"""By person, the name under which the code that counts is kept."""


async def make_own_code(
    installation: Installation, person_id: int, made_in: tuple[Channel, str], wanted: Channel
) -> str:
    """A code by which this person joins on the channel that is wanted; one that they made before stops working."""
    code = new_code()
    name = _name(installation, wanted, code)
    until = installation.now() + LASTS
    await installation.volatile.put(CODES, name, OwnCode(person_id, *made_in, until))
    await installation.volatile.put(LATEST, str(person_id), name)
    return code


async def take_own_code(installation: Installation, channel: Channel, code: str) -> OwnCode | None:
    """What this code was made for, once; None if it was none, for another channel, out of date or used."""
    name = _name(installation, channel, code)
    found = await installation.volatile.take(CODES, name)
    if found is None or found.until <= installation.now():
        return None
    return found if await installation.volatile.get(LATEST, str(found.person_id)) == name else None


def _name(installation: Installation, channel: Channel, code: str) -> str:
    return hash_code(installation.keyring.secret(SECRET), f"{channel} {code}").hex()
