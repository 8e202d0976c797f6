"""One person on the chat page in a real Chromium, in Vietnamese and in English, from the invitation to the result.

The same rater who drives the bot over HTTP elsewhere reads the page and clicks here. Screenshots go to the folder
that PHIEU_SCREENS names, if it does.
"""

import os
from pathlib import Path

import pytest
from playwright.async_api import Page
from sqlmodel import select

from phieu.office.answering import ballots_of
from phieu.office.invitations import make_invites
from phieu.storage.tables import Person
from tests.end_to_end.page_phone import PagePhone
from tests.end_to_end.rater import Rater, offered
from tests.end_to_end.scene import CLOSES, OPENS, Scene

pytestmark = pytest.mark.browser

SAMPLE = {"vi": "VP009", "en": "VP025"}
"""Đặng Thị Kim Oanh, head of a division, and Trương Quốc Bảo, who has chosen English."""
WORDS = {"vi": ("Phiếu", "Cảm ơn"), "en": ("Ballot", "Thank you")}


@pytest.fixture
def screens(tmp_path: Path) -> Path:
    """Where screenshots go."""
    folder = Path(os.environ.get("PHIEU_SCREENS") or tmp_path / "screens")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("locale", ["vi", "en"])
async def test_a_round_on_the_page(scene: Scene, browser_page: Page, screens: Path, locale: str) -> None:
    async with scene.installation.database.reading() as session:
        person = (await session.exec(select(Person).where(Person.staff_number == SAMPLE[locale]))).one()
    assert person.id is not None
    (invite,) = await make_invites(scene.installation, [person.id], scene.installation.now(), "phieu_sandbox_bot")
    await scene.client.person(800, person.name, language=locale, invitation=invite.code)

    async def shoot(name: str) -> None:
        await phone.glass.screenshot(path=screens / f"{locale}-{name}.png")

    await browser_page.goto(f"{scene.sandbox.url}/#800")
    phone = PagePhone(browser_page, 800)
    await phone.open_invitation()
    await phone.sees_one(lambda one: "ballots" in offered(one), what="the main menu")
    await shoot("1-joined")

    await scene.clock_strikes(OPENS)
    notice = await phone.sees_one(lambda one: "2026" in one.text and "ballots" in offered(one), what="the notice")
    await shoot("2-notice")
    rater = Rater(phone, seed=7, looks={"answer": shoot, "comment": shoot, "submit": shoot, "ballots": shoot})
    await rater.answer_all(notice)
    standing = "\n".join(one.text for one in await phone.conversation())
    assert all(word.lower() in standing.lower() for word in WORDS[locale])
    views = await ballots_of(scene.installation, person.id)
    assert len(views) > 1
    assert all(view.submitted for view in views)
    for view in views:
        assert [*view.answers] == [rater.answers[view.ratee.id, place] for place in range(len(view.answers))]

    await scene.clock_strikes(CLOSES)
    if locale == "vi":  # the head of a division is rated; as nobody else has answered, nothing can be shown of it
        summary = await phone.sees_one(lambda one: "result-questions" in offered(one), what="the summary")
        assert "result-pictures" not in offered(summary)
        assert not any(one.photo for one in await phone.conversation())
        await shoot("9-summary")
