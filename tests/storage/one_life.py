"""A process that answers as fast as it can and says what has been confirmed, until it is killed."""

import asyncio
import os
from itertools import product

from phieu.storage.ballot_box import BallotBox
from phieu.storage.database import Database
from phieu.storage.mixing import mix
from tests.storage.rounds import change

RATERS = range(24)
QUESTIONS = range(6)


def live(url: str, round_id: int, life: int, confirmations: int) -> None:
    """Answer every question of every rater with this life's number; mix the box all the while."""
    asyncio.run(_live(url, round_id, life, confirmations))


async def _live(url: str, round_id: int, life: int, confirmations: int) -> None:
    database = Database(url)
    box = BallotBox(database)
    await box.start()

    async def answer(rater: int, place: int) -> None:
        await box.put(change(round_id, rater, answer=(place, life)))
        os.write(confirmations, bytes([rater, place]))  # at once, past any buffer

    async def tap_on() -> None:
        for place, rater in product(QUESTIONS, RATERS):
            await asyncio.gather(answer(rater, place), answer((rater + 7) % len(RATERS), place))

    async def mix_on() -> None:
        while True:
            await mix(database, box)

    mixing = asyncio.ensure_future(mix_on())
    await tap_on()
    mixing.cancel()
    await asyncio.Event().wait()
