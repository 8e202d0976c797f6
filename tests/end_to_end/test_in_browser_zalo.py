"""One person in Zalo on the chat page in a real Chromium, in Vietnamese and in English: joins and fills in a ballot.

There is nothing to press: they read the screens and type numbers. Screenshots go to the folder that PHIEU_SCREENS
names, if it does.
"""

import os
from pathlib import Path
from random import Random

import pytest
from playwright.async_api import Page
from sqlmodel import select

from phieu.bot.flows.answering.parts import answer_label
from phieu.locales.translator import translator
from phieu.office.answering import ballots_of
from phieu.office.answers import NO_CONTACT
from phieu.office.invitations import make_invites
from phieu.storage.tables import Person
from tests.end_to_end.page_zalo import PageZalo
from tests.end_to_end.scene import OPENS, Scene

pytestmark = pytest.mark.browser

SAMPLE = {"vi": "VP021", "en": "VP025"}
"""Công Tằng Tôn Nữ Thị Diệu Hiền, whose name is long, and Trương Quốc Bảo, who has chosen English."""
COMMENT = "Làm việc tận tâm & <rõ>, họp trong 30 phút"


@pytest.fixture
def on_zalo() -> bool:
    return True


@pytest.fixture
def screens(tmp_path: Path) -> Path:
    """Where screenshots go."""
    folder = Path(os.environ.get("PHIEU_SCREENS") or tmp_path / "screens")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("locale", ["vi", "en"])
async def test_a_ballot_by_typed_numbers(scene: Scene, browser_page: Page, screens: Path, locale: str) -> None:
    t, dice = translator(locale, "Asia/Ho_Chi_Minh"), Random(locale)
    async with scene.installation.database.reading() as session:
        person = (await session.exec(select(Person).where(Person.staff_number == SAMPLE[locale]))).one()
    assert person.id is not None
    (invite,) = await make_invites(scene.installation, [person.id], scene.installation.now())
    await scene.client.person(800, person.name, language=locale, invitation=invite.code)

    async def shoot(name: str) -> None:
        await chat.glass.screenshot(path=screens / f"{locale}-zalo-{name}.png")

    await browser_page.goto(f"{scene.sandbox.url}/#800")
    chat = PageZalo(browser_page, 800)
    await chat.glass.get_by_test_id("invitation").click()
    await chat.sees_one(lambda one: t("🔒 Privacy") in one.choices, what="the main menu")
    await shoot("1-joined")

    await scene.clock_strikes(OPENS)
    notice = await chat.sees_one(lambda one: t("▶ Open my ballots") in one.choices, what="the notice")
    await shoot("2-notice")
    screen = await chat.pick(notice, t("▶ Open my ballots"))
    await shoot("3-ballots")
    while t("▶ Begin") in screen.choices:  # in the list, and on the ballot
        screen = await chat.pick(screen, t("▶ Begin"))
    picked: list[str] = []
    no_contact = t("Not enough contact to say")
    while no_contact in screen.choices:
        if not picked:
            await shoot("4-question")
        labels = [*screen.choices]
        picked.append(dice.choice(labels[: labels.index(no_contact) + 1]))
        screen = await chat.pick(screen, picked[-1])
    await shoot("5-comment")
    screen = await chat.write(COMMENT)
    await shoot("6-review")
    assert not any(label in screen.text for label in picked)  # it stays in the chat, so it tells no answer
    screen = await chat.pick(screen, t("✅ Hand in this ballot"))
    await shoot("7-handed-in")

    (view,) = [view for view in await ballots_of(scene.installation, person.id) if view.submitted]
    answers = zip(view.form.questions, view.answers, strict=True)
    assert picked == [no_contact if given == NO_CONTACT else answer_label(one, given, t) for one, given in answers]
    assert len(set(picked)) > 1
    assert view.comment == COMMENT
    assert view.ratee.name in screen.text
