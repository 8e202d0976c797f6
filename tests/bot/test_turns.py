"""Updates of one chat wait for each other, those of two do not, and nothing is kept of who has written."""

import asyncio
import gc

from aiogram.fsm.storage.base import StorageKey

from phieu.bot.handlers.telegram_turns import Turns
from phieu.storage.volatile import InMemory

ONE, OTHER = (StorageKey(bot_id=1, chat_id=chat, user_id=chat) for chat in (1, 2))


async def test_a_chat_takes_turns_and_leaves_nothing_behind() -> None:
    here, entered = InMemory(), list[str]()
    turns = Turns(here)
    two_entered, go_on = asyncio.Event(), asyncio.Event()

    async def visit(key: StorageKey, name: str) -> None:
        async with turns.lock(key):
            entered.append(name)
            if len(entered) == 2:
                two_entered.set()
            await go_on.wait()

    async with asyncio.TaskGroup() as visits:
        for key, name in ((ONE, "first"), (ONE, "second"), (OTHER, "third")):
            visits.create_task(visit(key, name))
        await two_entered.wait()
        assert entered == ["first", "third"]
        go_on.set()
    assert entered == ["first", "third", "second"]
    gc.collect()
    assert not here.turns.locks
