"""Screens stay within what the platform takes and a phone shows, whatever names and forms an office brings."""

import re
from dataclasses import replace
from html import unescape
from itertools import product

import pytest

from phieu.bot.flows.answering.ballot_list import ballot_list
from phieu.bot.flows.answering.ballots import ballot_screen
from phieu.bot.flows.answering.comment import comment_screen
from phieu.bot.flows.answering.parts import bar, short_name
from phieu.bot.flows.answering.question import question_screen
from phieu.bot.flows.answering.review import review_screen
from phieu.bot.screen import Screen
from phieu.office import answering
from phieu.office.ballot_view import BallotView
from phieu.office.comment_text import MAX_COMMENT
from phieu.office.ratees import Ratee
from phieu.office.shortening import shorten
from tests.answering.conftest import OpenOffice
from tests.answering.context import context_of
from tests.rounds import form

LONG_NAME = " ".join(["Nguyễn", *["Thị Thùy Dương"] * 8])[:117] + "<&>"
LONG_POSTS = "; ".join(["Phó Trưởng phòng phụ trách " + "Phòng Tổng hợp – Quy hoạch " * 4] * 4)
QUESTIONS = [(f"q{n}", f"Câu hỏi số {n}: " + "phương pháp lãnh đạo " * 12, f"Question {n}") for n in range(25)]
LEVELS = [("Hoàn thành tốt nhiệm vụ nhưng còn hạn chế về năng lực lãnh đạo và điều hành", "x" * 80)] * 4


@pytest.fixture
async def worst(office: OpenOffice) -> BallotView:
    """The longest names, posts, questions, labels and comment."""
    view = await answering.ballot(office.installation, office.raters[0], office.round, office.chief)
    asked = form(QUESTIONS, LEVELS)
    return replace(
        view,
        ratee=Ratee(2**31 - 1, LONG_NAME, LONG_POSTS, (0, "", 0)),
        round=replace(view.round, id=2**31 - 1),
        group=replace(view.group, label_vi="Cán bộ, công chức " * 6, label_en="Staff " * 18),
        form=asked,
        number=99,
        of=100,
        answers=bytes([4] * len(QUESTIONS)),
        comment="🙂" * MAX_COMMENT,
    )


def check(screen: Screen) -> None:
    """The limits of Telegram: 4096 UTF-16 units after the markup is read, 64 bytes an action, 100 buttons."""
    units = len(unescape(re.sub("<[^>]+>", "", screen.text)).encode("utf-16-le")) // 2
    assert units <= 4096
    choices = [choice for row in screen.rows for choice in row]
    assert len(choices) <= 100
    assert all(len(row) <= 4 and max(len(choice.label) for choice in row) <= 64 for row in screen.rows)
    assert all(len(choice.action.encode()) <= 64 for choice in choices)


@pytest.mark.parametrize("locale", ["vi", "en"])
async def test_the_worst_names_and_forms_fit(office: OpenOffice, worst: BallotView, locale: str) -> None:
    context = await context_of(office, locale=locale)
    for view, submitted in product([worst, replace(worst, answers=bytes(25))], [False, True]):
        shown = replace(view, submitted=submitted)
        check(ballot_screen(shown, context))
        check(comment_screen(shown, context))
        check(review_screen(shown, context))
        check(question_screen(shown, 24, context))
        check(question_screen(shown, 0, context, amending=True))
    for page in range(9):
        check(ballot_list([worst] * 100, context, page))


async def test_names_cannot_inject_markup(office: OpenOffice, worst: BallotView) -> None:
    context = await context_of(office)
    sly = replace(worst, ratee=replace(worst.ratee, name="<b>An</b> & <a href='x'>", posts="<i>_*"), comment="")
    screens = [
        ballot_screen(sly, context),
        comment_screen(sly, context),
        review_screen(sly, context),
        question_screen(sly, 0, context),
        ballot_list([sly], context),
    ]
    for screen in screens:
        assert "&lt;b&gt;An&lt;/b&gt; &amp; &lt;a href=&#39;x&#39;&gt;" in screen.text
        assert "<a" not in screen.text


async def test_a_long_list_comes_in_pages(office: OpenOffice, worst: BallotView) -> None:
    context = await context_of(office)
    views = [replace(worst, ratee=replace(worst.ratee, id=n, name=f"Person {n}")) for n in range(1, 31)]
    shown = [
        [choice.label for row in ballot_list(views, context, page).rows for choice in row if "Person" in choice.label]
        for page in range(3)
    ]
    assert [len(page) for page in shown] == [12, 12, 6]
    assert [label for page in shown for label in page] == [f"{n}. Person {n}" for n in range(1, 31)]
    ways = [[choice.label for choice in ballot_list(views, context, page).rows[-2]] for page in range(3)]
    assert ways == [["Further ones ▶"], ["◀ Earlier ones", "Further ones ▶"], ["◀ Earlier ones"]]


async def test_long_answers_stand_in_full_above_their_buttons(office: OpenOffice, worst: BallotView) -> None:
    context = await context_of(office, locale="vi")
    screen = question_screen(worst, 0, context)
    assert "• " + LEVELS[0][0] in screen.text
    assert "• " not in question_screen(replace(worst, form=form(), answers=bytes(3)), 0, context).text


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("Công Tằng Tôn Nữ Thị Thùy Dương Minh Khai", "Công … Thùy Dương Minh Khai"),
        ("X" * 120, "X" * 27 + "…"),
        ("Nguyễn " + "X" * 120, "Nguyễn " + "X" * 20 + "…"),
    ],
)
def test_a_name_on_a_button_keeps_its_end(name: str, short: str) -> None:
    assert short_name(name) == short


def test_shortening() -> None:
    assert shorten("đúng mười.", 10) == "đúng mười."
    assert shorten("đúng, mười một", 6) == "đúng…"


@pytest.mark.parametrize(
    ("done", "of", "shown"), [(0, 7, "▱▱▱▱▱▱▱"), (3, 7, "▰▰▰▱▱▱▱"), (24, 25, "▰▰▰▰▰▰▰▰▰▱"), (25, 25, "▰▰▰▰▰▰▰▰▰▰")]
)
def test_the_bar_is_full_only_when_all_is_done(done: int, of: int, shown: str) -> None:
    assert bar(done, of) == shown
