"""Logs tell nothing of what people say, at the most talkative level and with every library as loud as it can be."""

import asyncio
import logging
import traceback
from io import StringIO

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError
from telegram.ext import ExtBot

from phieu.logs import set_up_logging
from phieu.storage.ballot_box import BallotBox, Change, NotSavedError, ballot_key
from phieu.storage.database import Database
from tests.loud_log import log
from tests.storage.rounds import ROUND_KEY, add_round, change

__all__ = ["log"]

TOKEN = "123456789:AAE-sample_token_that_nobody_may_read"
COMMENT = "Chị cần lắng nghe hơn"


def assert_tells_nothing(log: StringIO) -> None:
    key = ballot_key(ROUND_KEY, 1, 2)
    for secret in (TOKEN, TOKEN.partition(":")[2], COMMENT, "lắng nghe", key.hex(), repr(key)[2:-1], "x04"):
        assert secret not in log.getvalue()


async def test_the_box_is_silent(log: StringIO, database: Database) -> None:
    round_id = await add_round(database)
    box = BallotBox(database)
    await box.start()
    await box.put(change(round_id, answer=(0, 4), comment=COMMENT))
    await box.find([ballot_key(ROUND_KEY, 1, 2)])
    await box.stop()
    assert log.getvalue() == ""


async def test_an_error_of_the_database_quotes_no_row(log: StringIO, database: Database) -> None:
    round_id = await add_round(database)
    box = BallotBox(database)
    await box.start()
    whole = change(round_id, answer=(0, 4), comment=COMMENT)
    broken = Change(whole.key, round_id, None, 1, 1, 6, (0, 4), COMMENT)  # type: ignore[arg-type]
    with pytest.raises(NotSavedError) as failed:
        await box.put(broken)
    await box.stop()
    logging.getLogger("phieu.bot").error("something failed", exc_info=failed.value)
    logging.getLogger("asyncio").error("something failed", exc_info=failed.value)
    assert_tells_nothing(log)
    assert "sqlalchemy.exc.IntegrityError" in log.getvalue()
    assert "phieu.storage.ballots.NotSavedError" in log.getvalue()
    code = "sqlite_errorname SQLITE_CONSTRAINT_NOTNULL" if database.is_sqlite else "sqlstate 23502"
    assert code in log.getvalue()
    would_have_been_said = "".join(traceback.format_exception(failed.value))
    assert database.is_sqlite or COMMENT in would_have_been_said


async def test_statements_and_their_values_stay_out(log: StringIO, database: Database) -> None:
    with pytest.raises(SQLAlchemyError):
        async with database.engine.connect() as connection:
            await connection.execute(text("SELECT :comment FROM nowhere"), {"comment": COMMENT})
    assert log.getvalue() == ""


async def test_libraries_that_send_tell_no_token(log: StringIO, unused_tcp_port: int) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}"
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(f"{url}/bot{TOKEN}/getMe")
    bot = ExtBot(TOKEN, base_url=f"{url}/bot")
    with pytest.raises(TelegramError):
        await bot.initialize()
    await bot.shutdown()
    assert_tells_nothing(log)


async def test_what_asyncio_says_of_a_forgotten_task_quotes_nothing(log: StringIO) -> None:
    async def fail() -> None:
        raise ValueError(COMMENT)

    task = asyncio.ensure_future(fail())
    await asyncio.wait([task])
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": "Task exception was never retrieved", "future": task})
    with pytest.raises(ValueError):
        task.result()
    assert "Task exception was never retrieved" in log.getvalue()
    assert_tells_nothing(log)


def test_libraries_are_heard_without_values(log: StringIO) -> None:
    logger = logging.getLogger("aiogram.event")
    logger.info("Update id=%s is handled", 4)
    logger.error("Cause exception while process update id=%d by bot id=%d\n%s: %s", 4, 5, "ValueError", COMMENT)
    logger.error("Failed to fetch updates - %s: %s", "TelegramNetworkError", ValueError(COMMENT))
    logger.warning("%(who)s wrote", {"who": COMMENT})
    said = [line.partition(": ")[2] for line in log.getvalue().splitlines()]
    assert said == [
        "Cause exception while process update id=… by bot id=…",
        "Failed to fetch updates - TelegramNetworkError: ValueError",
        "… wrote",
    ]


def test_an_error_is_told_by_its_kind_and_its_way(log: StringIO) -> None:
    def fails() -> None:
        raise KeyError(COMMENT)

    try:
        try:
            fails()
        except KeyError as error:
            raise OSError(28, COMMENT) from error
    except OSError:
        logging.getLogger("phieu.storage").exception("could not do it")
    told = log.getvalue()
    assert told.index("builtins.KeyError") < told.index("which led to:") < told.index("builtins.OSError (errno 28)")
    assert "in fails: raise KeyError(COMMENT)" in told
    assert_tells_nothing(log)


def test_tokens_and_passwords_are_struck_out(log: StringIO) -> None:
    logging.getLogger("phieu").warning("https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("phieu").warning("https://bot-api.zaloplatforms.com/bot%s/getMe at phieu/bot/x.py:30", "12:ab.c")
    logging.getLogger("phieu").warning("postgresql://phieu:a-password@127.0.0.1/phieu")
    said = [line.partition("phieu: ")[2] for line in log.getvalue().splitlines()]
    assert said == [
        "https://api.telegram.org/bot•••/getMe",
        "https://bot-api.zaloplatforms.com/bot•••/getMe at phieu/bot/x.py:30",
        "postgresql://phieu:•••@127.0.0.1/phieu",
    ]


def test_our_own_lines_follow_the_level_and_an_unknown_one_means_info(log: StringIO) -> None:
    logging.getLogger("phieu.x").debug("detail")
    set_up_logging("nonsense", log)
    logging.getLogger("phieu.x").debug("hidden detail")
    logging.getLogger("phieu.x").info("news")
    said = [line.partition("phieu.x: ")[2] for line in log.getvalue().splitlines()]
    assert said == ["detail", "news"]
