"""Results in chat: the right person's, the right round's, and nothing else."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlmodel import col, update

from phieu.office.reports.summary import load_summary
from phieu.storage.tables import Figure, Person
from phieu.words import NoticeKind, Precision
from tests.offices import CHIEF_ID
from tests.reports.chat import Chat, actions, plain
from tests.reports.conftest import COMMENT, HEAD_ID, STAFF_ID, HeldRounds


def chat(rounds: HeldRounds, person_id: int = HEAD_ID) -> Chat:
    return Chat(rounds.installation, person_id)


async def change(rounds: HeldRounds, person_id: int, **values: object) -> None:
    async with rounds.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == person_id).values(**values))


async def test_rounds_are_listed_latest_first(rounds: HeldRounds) -> None:
    screen = await chat(rounds).command("results")
    assert actions(screen) == [f"result.{rounds.second}", f"result.{rounds.first}", "home"]
    assert [row[0].label for row in screen.rows[:2]] == [
        "Đánh giá 6 tháng đầu năm 2026",
        "Đánh giá 6 tháng cuối năm 2025",
    ]


async def test_one_round_leads_everywhere_and_back(rounds: HeldRounds) -> None:
    number, me = rounds.second, chat(rounds)
    screen = await me.act(f"result.{number}")
    assert actions(screen) == [
        f"result-pictures.{number}",
        f"result-changes.{number}",
        f"result-questions.{number}",
        f"result-comments.{number}",
        "results",
    ]
    assert COMMENT not in screen.text
    for action in actions(screen)[:-1]:
        assert f"result.{number}" in actions(await me.act(action))


async def test_changes_since_last_time_are_told(rounds: HeldRounds) -> None:
    text = plain(await chat(rounds).act(f"result.{rounds.second}"))
    assert "So với lần trước (Đánh giá 6 tháng cuối năm 2025)" in text
    assert re.search(r"• cao hơn: Tiêu chí 2: \d,\d\S* → \d,\d", text)
    assert "• thấp hơn: Tiêu chí 4" in text
    assert text.index("So với lần trước") < text.index("💪")
    assert "So với lần trước" not in plain(await chat(rounds).act(f"result.{rounds.first}"))


async def test_changes_are_told_question_by_question(rounds: HeldRounds) -> None:
    text = plain(await chat(rounds).act(f"result-changes.{rounds.second}"))
    lines = [line for line in text.splitlines() if line.startswith("• ")]
    left_out = re.search(r"(\d+) tiêu chí không so sánh được", text)
    assert len(lines) + int(left_out[1] if left_out else 0) == 4
    assert all(" → " in line for line in lines)
    assert text.index("▲ Cao hơn") < text.index("Tiêu chí 2") < text.index("▼ Thấp hơn") < text.index("Tiêu chí 4")
    first = await chat(rounds).act(f"result.{rounds.first}")
    assert f"result-changes.{rounds.first}" not in actions(first)
    forged = plain(await chat(rounds).act(f"result-changes.{rounds.first}"))
    assert "Chưa có gì để so sánh" in forged


async def test_a_range_is_explained_where_it_stands(rounds: HeldRounds) -> None:
    for verb in ("result", "result-questions", "result-changes"):
        text = plain(await chat(rounds).act(f"{verb}.{rounds.second}"))
        meaning = re.search(r"(\d,\d)–(\d,\d) nghĩa là: điểm trung bình nằm trong khoảng từ \1 đến \2", text)
        assert meaning is not None, verb
        assert text.count(f"{meaning[1]}–{meaning[2]}") > 1, "the example is one that stands there"


async def test_where_nothing_can_be_shown_it_says_why_and_sends_no_empty_picture(rounds: HeldRounds) -> None:
    async with rounds.installation.database.writing() as session:
        hidden = {"precision": Precision.HIDDEN, "content": {}}
        await session.exec(update(Figure).where(col(Figure.round_id) == rounds.second).values(**hidden))
    notice = await chat(rounds).notice(NoticeKind.SUMMARY, rounds.second)
    assert notice is not None
    assert "Lần này chưa có kết quả nào hiển thị được." in plain(notice)
    assert re.search(r"số liệu không hiển thị, vì chưa đủ \d+ người trả lời", plain(notice))
    assert notice.attachments == ()
    assert f"result-pictures.{rounds.second}" not in actions(notice)


async def test_questions_are_told_one_by_one(rounds: HeldRounds) -> None:
    text = plain(await chat(rounds).act(f"result-questions.{rounds.second}"))
    assert [line for line in text.splitlines() if ". Tiêu chí" in line] == [f"{n}. Tiêu chí {n}" for n in range(1, 5)]
    async with rounds.installation.database.reading() as session:
        summary = await load_summary(session, rounds.second, HEAD_ID)
    assert summary is not None
    figures = sum(len(one.result.groups) for one in summary.questions)
    assert text.count("• ") == figures


async def test_comments_are_escaped_and_set_apart(rounds: HeldRounds) -> None:
    screen = await chat(rounds).act(f"result-comments.{rounds.second}")
    async with rounds.installation.database.reading() as session:
        summary = await load_summary(session, rounds.second, HEAD_ID)
    assert summary is not None
    assert screen.text.count("<blockquote>") == len(summary.comments) > 0
    assert f"{COMMENT} &lt;" in screen.text
    assert f"{COMMENT} <" not in screen.text


async def test_pictures_stay_in_the_chat(rounds: HeldRounds) -> None:
    screen = await chat(rounds).act(f"result-pictures.{rounds.second}")
    assert screen.keeps
    assert all(one.picture for one in screen.attachments)
    assert [Image.open(BytesIO(one.content)).format for one in screen.attachments] == ["PNG"] * len(screen.attachments)
    assert screen.attachments


async def test_notice_brings_everything_at_once(rounds: HeldRounds) -> None:
    screen = await chat(rounds).notice(NoticeKind.SUMMARY, rounds.second)
    assert screen is not None
    assert screen.keeps
    assert screen.attachments
    async with rounds.installation.database.reading() as session:
        summary = await load_summary(session, rounds.second, HEAD_ID)
    assert summary is not None
    assert screen.text.count(COMMENT) == len(summary.comments)


async def test_notice_says_nothing_to_those_it_does_not_concern(rounds: HeldRounds) -> None:
    assert await chat(rounds, STAFF_ID).notice(NoticeKind.SUMMARY, rounds.second) is None
    assert await chat(rounds, HEAD_ID).notice(NoticeKind.OVERVIEW, rounds.second) is None
    assert await chat(rounds, CHIEF_ID).notice(NoticeKind.OVERVIEW, 99) is None


async def test_who_was_never_rated_gets_a_kind_word(rounds: HeldRounds) -> None:
    screen = await chat(rounds, STAFF_ID).act("results")
    assert "chưa có kết quả nào về anh/chị" in plain(screen)
    assert actions(screen) == ["home"]


@pytest.mark.parametrize(
    "action", ["result", "result.x", "result.99", "result.999999999999999999", "result.1.2", "result-comments."]
)
async def test_forged_actions_end_at_the_menu(rounds: HeldRounds, action: str) -> None:
    assert "results" in actions(await chat(rounds).act(action))


async def test_results_are_always_those_of_the_person_who_asks(rounds: HeldRounds) -> None:
    for verb in ("result", "result-pictures", "result-questions", "result-comments"):
        screen = await chat(rounds, STAFF_ID).act(f"{verb}.{rounds.second}")
        assert screen.attachments == ()
        assert "ballots" in actions(screen)  # the main menu
    chief = await chat(rounds, CHIEF_ID).act(f"result-comments.{rounds.second}")
    assert COMMENT not in chief.text


async def test_overview_is_for_admins(rounds: HeldRounds) -> None:
    for verb in ("overview", "overview-export"):
        refused = await chat(rounds).act(f"{verb}.{rounds.second}")
        assert refused.attachments == ()
        assert "Người mẫu 11" not in refused.text
    await change(rounds, HEAD_ID, admin=True)
    assert "Người mẫu 11" in (await chat(rounds).act(f"overview.{rounds.second}")).text


async def test_overview_names_everybody_and_no_comment(rounds: HeldRounds) -> None:
    screen = await chat(rounds, CHIEF_ID).act(f"overview.{rounds.second}")
    text = plain(screen)
    for name in ("=HYPERLINK", "Người mẫu 2", "Người mẫu 3", "Người mẫu 4", "Người mẫu 11"):
        assert f"• {name}" in text
    assert COMMENT not in text
    assert actions(screen) == [f"overview-export.{rounds.second}", f"share.{rounds.second}", "rounds"]
    notice = await chat(rounds, CHIEF_ID).notice(NoticeKind.OVERVIEW, rounds.second)
    assert notice is not None
    assert screen.text in notice.text


async def test_export_comes_as_a_workbook(rounds: HeldRounds) -> None:
    screen = await chat(rounds, CHIEF_ID).act(f"overview-export.{rounds.second}")
    (document,) = screen.attachments
    assert document.name == "phieu-2026-H1.xlsx"
    assert load_workbook(BytesIO(document.content)).sheetnames[0] == "Tổng quan"
    assert screen.keeps


async def test_each_reads_their_own_language(rounds: HeldRounds) -> None:
    await change(rounds, HEAD_ID, locale="en", name="<b>Trần & Sơn_</b>")
    text = (await chat(rounds).act(f"result.{rounds.second}")).text
    assert "Evaluation, first half of 2026" in text
    assert "Dear <b>&lt;b&gt;Trần &amp; Sơn_&lt;/b&gt;</b>" in text


async def test_pictures_say_in_words_what_they_show(rounds: HeldRounds) -> None:
    for screen in (
        await chat(rounds).act(f"result-pictures.{rounds.second}"),
        await chat(rounds).notice(NoticeKind.SUMMARY, rounds.second),
    ):
        assert screen is not None
        words = re.sub(r"<[^>]+>", "", "\n".join(one.in_words for one in screen.attachments))
        assert "Kết quả chung: " in words
        assert re.search(r"▪️ Tiêu chí 1\n.+\n●+[◐○]* \d,\d\S* anh/chị\n", words)
        assert COMMENT not in words
