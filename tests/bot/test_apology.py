"""Nobody is left without an answer, whatever fails."""

from sqlalchemy import text

from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.words import Channel
from tests.bot.conftest import BINH, give_chat


async def test_even_a_way_home_that_fails_ends_in_an_apology(office: Installation) -> None:
    chat_id = await give_chat(office, BINH)
    async with office.database.writing() as session:  # the menu counts the ballots of open rounds
        await (await session.connection()).execute(text("ALTER TABLE round RENAME TO round_out_of_reach"))
    answer = await Dispatch(office).answer(Event(Channel.TELEGRAM, chat_id, action="result.damaged"))
    assert isinstance(answer, Screen)
    assert "Hệ thống vừa gặp trục trặc" in answer.text
