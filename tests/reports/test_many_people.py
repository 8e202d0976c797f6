"""Lists that are too long for one message come in pages, with a way to every page and back."""

import pytest

from phieu.bot.flows import overview_lines
from phieu.bot.flows.results import own
from phieu.office.reports.sharing import share
from phieu.words import Sharing
from tests.offices import CHIEF_ID
from tests.reports.chat import Chat, actions, plain
from tests.reports.conftest import HEAD_ID, STAFF_ID, HeldRounds

RATEES = 5


def people(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(("• Người mẫu", "• =HYPERLINK"))]


@pytest.mark.parametrize(
    ("person_id", "first", "further"),
    [(CHIEF_ID, "overview", "overview-people"), (STAFF_ID, "office-results", "office-people")],
)
async def test_everybody_is_on_some_page(
    rounds: HeldRounds, monkeypatch: pytest.MonkeyPatch, person_id: int, first: str, further: str
) -> None:
    monkeypatch.setattr(overview_lines, "A_PAGE", 2)  # an office of a hundred heads takes too long to hold a round
    number = rounds.second
    await share(rounds.installation, number, Sharing.LEVELS)
    chat = Chat(rounds.installation, person_id)
    screen = await chat.act(f"{first}.{number}")
    assert actions(screen)[0] == f"{further}.{number}.1"
    found = people(plain(screen))
    for page in (1, 2):
        screen = await chat.act(f"{further}.{number}.{page}")
        found += people(plain(screen))
        assert f"{first}.{number}" in actions(screen)
    assert len(found) == len(set(found)) == RATEES
    assert f"{further}.{number}.3" not in actions(screen)


async def test_further_pages_are_as_closed_to_others_as_the_first(rounds: HeldRounds) -> None:
    for verb in ("overview-people", "office-people"):
        screen = await Chat(rounds.installation, STAFF_ID).act(f"{verb}.{rounds.second}.0")
        assert people(plain(screen)) == []


async def test_results_of_long_ago_can_still_be_reached(rounds: HeldRounds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "A_PAGE", 1)
    chat = Chat(rounds.installation, HEAD_ID)
    assert actions(await chat.command("results")) == [f"result.{rounds.second}", "results-page.1", "home"]
    assert actions(await chat.act("results-page.1")) == [f"result.{rounds.first}", "results-page.0", "home"]


async def test_a_range_of_levels_is_explained_to_all_staff(rounds: HeldRounds) -> None:
    await share(rounds.installation, rounds.second, Sharing.LEVELS)
    text = plain(await Chat(rounds.installation, STAFF_ID).act(f"office-results.{rounds.second}"))
    assert "nghĩa là: nằm giữa hai mức này" in text
    await share(rounds.installation, rounds.second, Sharing.FIGURES)
    text = plain(await Chat(rounds.installation, STAFF_ID).act(f"office-results.{rounds.second}"))
    assert "nghĩa là: điểm trung bình nằm trong khoảng từ" in text
