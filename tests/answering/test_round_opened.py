"""The notice that a round has opened."""

from phieu.bot.flows.answering.round_opened import round_opened
from phieu.office import answering
from phieu.office.closing import close_round
from tests.answering.conftest import OpenOffice
from tests.answering.context import context_of


async def test_it_says_how_many_ballots_there_are_and_until_when(office: OpenOffice) -> None:
    screen = await round_opened(f"round:{office.round}", await context_of(office))
    assert screen is not None
    assert "Dear <b>Lê Văn 0</b>,\n<b>Evaluation, first half of 2026</b> has begun." in screen.text
    assert "You have <b>2 ballots</b>. Due by <b>17:00, 15 June 2026</b>." in screen.text
    assert [choice.action for row in screen.rows for choice in row] == ["ballots", "privacy"]
    one_ballot = await round_opened(f"round:{office.round}", await context_of(office, 6, "vi"))
    assert one_ballot is not None
    assert "Anh/chị có <b>1 phiếu</b>. Hạn chót: <b>17:00 ngày 15 tháng 6 năm 2026</b>." in one_ballot.text


async def test_it_does_not_depend_on_what_was_answered(office: OpenOffice) -> None:
    context = await context_of(office)
    before = await round_opened(f"round:{office.round}", context)
    rater = office.raters[0]
    await answering.record(office.installation, rater, office.round, office.chief, 0, 3)
    await answering.submit(office.installation, rater, office.round, office.chief)
    assert await round_opened(f"round:{office.round}", context) == before


async def test_it_is_dropped_where_it_says_nothing(office: OpenOffice) -> None:
    context = await context_of(office)
    assert await round_opened("round:999", context) is None
    await close_round(office.installation, office.round)
    assert await round_opened(f"round:{office.round}", context) is None
