"""Answering in chat, from the list of ballots to the last thank-you."""

from phieu.office import answering
from phieu.office.answers import NO_CONTACT, SKIPPED
from phieu.office.closing import close_round
from tests.answering.conftest import OpenOffice


async def test_a_whole_ballot(office_on_both: OpenOffice) -> None:
    office, chat = office_on_both, office_on_both.chat()
    await chat.command("ballots")
    assert "You have 2 ballots to fill in." in chat.text
    assert "Evaluation, first half of 2026" in chat.text
    assert "17:00, 15 June 2026" in chat.text
    assert chat.labels == ["▶ Begin", "1. Nguyễn Văn An", "2. Trần Thị Bình", "🏠 Main menu"]
    await chat.tap("▶ Begin")
    assert "Ballot 1 of 2" in chat.text
    assert "counted together with those of 2 others (Staff of the division)" in chat.text
    assert "together with all 7 people who rate Nguyễn Văn An" in chat.text
    await chat.tap("▶ Begin")
    assert "question 1 of 3" in chat.text
    assert "Exemplary conduct" in chat.text
    assert chat.labels == [
        "Excellent",
        "Good",
        "Completed",
        "Not completed",
        "Not enough contact to say",
        "‹ Back",
        "Skip ›",
        "Pause – all is saved",
    ]
    await chat.tap("Good", "Not enough contact to say", "Skip ›")
    assert "Only Nguyễn Văn An will read it" in chat.text
    assert "up to 1,000 characters" in chat.text
    await chat.type("Họp ngắn gọn hơn thì tốt.")
    assert chat.screen.discards_input
    assert "Họp ngắn gọn hơn thì tốt." in chat.text
    assert "1. Exemplary conduct\n→ Good\n2. Sense of responsibility\n→ not enough contact\n" in chat.text
    assert "3. Effectiveness of the work\n→ left out" in chat.text
    await chat.tap("✅ Hand in this ballot")
    view = await answering.ballot(office.installation, office.raters[0], office.round, office.chief)
    assert (view.answers, view.comment, view.submitted) == (
        bytes([3, NO_CONTACT, SKIPPED]),
        "Họp ngắn gọn hơn thì tốt.",
        True,
    )


async def test_nothing_of_the_answers_stands_in_the_chat_after_handing_in(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    await chat.tap("Good", "Good", "Good")
    await chat.type("Rất tận tâm.")
    await chat.tap("✅ Hand in this ballot")
    assert "1 of 2 ballots handed in" in chat.text
    for shown in ("Good", "Rất tận tâm.", "✓"):
        assert shown not in chat.text
    assert chat.labels == ["▶ Next: Trần Thị Bình", "☰ My ballots"]
    await chat.tap("▶ Next: Trần Thị Bình")
    assert "with those of 2 others (All raters)" in chat.text
    assert "If too few of them answer, nothing of it is shown." in chat.text
    await chat.tap("▶ Begin", "Completed", "Completed", "Completed", "No comment ›", "✅ Hand in this ballot")
    assert "That was the last one." in chat.text
    await chat.tap("☰ My ballots")
    assert "You have handed in all your ballots." in chat.text


async def test_going_on_where_one_was(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.head}.0")
    await chat.tap("Excellent", "Pause – all is saved")
    assert "✏️ 2. Trần Thị Bình\nTrưởng phòng, Phòng Hành chính · 1 of 3 questions" in chat.text
    another_phone = office.chat()
    await another_phone.command("ballots")
    await another_phone.tap("▶ Go on where I was")
    assert "Trần Thị Bình" in another_phone.text
    assert "question 2 of 3" in another_phone.text
    assert "▰▱▱" in another_phone.text
    await another_phone.tap("Good", "Good", "No comment ›", "☰ My ballots", "▶ Go on where I was")
    assert "please look it through" in another_phone.text


async def test_a_restart_between_two_taps(office: OpenOffice, restarted: OpenOffice) -> None:
    before = office.chat()
    await before.act(f"question.{office.round}.{office.chief}.0")
    await before.tap("Good")
    old_button = before.action_of("Excellent")
    after = restarted.chat()
    await after.act(old_button)
    assert "question 3 of 3" in after.text
    view = await answering.ballot(office.installation, office.raters[0], office.round, office.chief)
    assert view.answers == bytes([3, 4, 0])


async def test_back_shows_the_answer_and_changes_it(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    await chat.tap("Good", "‹ Back")
    assert "question 1 of 3" in chat.text
    assert chat.labels[:6] == [
        "Excellent",
        "✓ Good",
        "Completed",
        "Not completed",
        "Not enough contact to say",
        "Leave this question out",
    ]
    await chat.tap("Next ›")
    assert "question 2 of 3" in chat.text
    await chat.tap("‹ Back", "Completed")
    assert "question 2 of 3" in chat.text
    await chat.tap("Good", "Good", "‹ Back")
    assert "question 3 of 3" in chat.text
    await chat.tap("Next ›")
    assert "a few words, if you like" in chat.text
    await chat.tap("‹ Back", "‹ Back", "‹ Back")
    assert "✓ Completed" in chat.labels
    await chat.tap("‹ Back")
    assert "Look through and hand in" in chat.labels


async def test_the_review_changes_one_answer_and_comes_back(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    await chat.tap("Good", "Good", "Good", "No comment ›", "2")
    assert "Sense of responsibility" in chat.text
    assert chat.labels[-1] == "‹ Back to the overview"
    await chat.tap("Excellent")
    assert "2. Sense of responsibility\n→ Excellent" in chat.text
    await chat.tap("2", "‹ Back to the overview")
    assert "2. Sense of responsibility\n→ Excellent" in chat.text


async def test_the_review_of_a_ballot_half_done_goes_on_instead_of_handing_in(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    await chat.tap("Good", "Pause – all is saved", "1. Nguyễn Văn An", "Look through my answers")
    assert "2. Sense of responsibility\n→ still open" in chat.text
    assert "✅ Hand in this ballot" not in chat.labels
    await chat.act(f"submit.{office.round}.{office.chief}")
    assert "question 2 of 3" in chat.text
    view = await answering.ballot(office.installation, office.raters[0], office.round, office.chief)
    assert not view.submitted


async def test_a_ballot_handed_in_is_opened_again(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    await chat.tap("Good", "Good", "Good", "No comment ›", "✅ Hand in this ballot", "☰ My ballots")
    assert "handed in" in chat.text
    await chat.tap("1. Nguyễn Văn An", "Look through and change", "1", "Not completed")
    assert "1. Exemplary conduct\n→ Not completed" in chat.text
    await chat.tap("✅ Done")
    assert "has been handed in" in chat.text
    view = await answering.ballot(office.installation, office.raters[0], office.round, office.chief)
    assert (view.answers, view.submitted) == (bytes([1, 3, 3]), True)


async def test_a_ballot_is_taken_back(office_on_both: OpenOffice) -> None:
    office, chat = office_on_both, office_on_both.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    await chat.tap("Good", "Good", "Good")
    await chat.type("Tốt.")
    await chat.tap(
        "✅ Hand in this ballot", "☰ My ballots", "1. Nguyễn Văn An", "Take this ballot back", "↩️ No, keep it"
    )
    view = await answering.ballot(office.installation, office.raters[0], office.round, office.chief)
    assert view.submitted
    await chat.tap("Take this ballot back", "Yes, erase all of it")
    view = await answering.ballot(office.installation, office.raters[0], office.round, office.chief)
    assert (view.answers, view.comment, view.submitted) == (bytes(3), "", False)
    await chat.tap("Begin it anew")
    assert "▶ Begin" in chat.labels


async def test_a_tap_twice_is_the_same_as_once(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    good = chat.action_of("Good")
    once = await chat.act(good)
    assert await chat.act(good) == once
    await chat.tap("Good", "Good", "No comment ›")
    done = chat.action_of("✅ Hand in this ballot")
    assert await chat.act(done) == await chat.act(done)


async def test_in_vietnamese(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.command("language")
    await chat.tap(next(label for label in chat.labels if "Tiếng Việt" in label))
    await chat.command("ballots")
    assert "Anh/chị có 2 phiếu cần trả lời." in chat.text
    assert "Hạn chót: 17:00 ngày 15 tháng 6 năm 2026." in chat.text
    await chat.tap("▶ Bắt đầu")
    assert "tính chung với 2 người khác (Staff of the division (vi))" in chat.text
    await chat.tap("▶ Bắt đầu")
    assert "Phiếu 1/2 · câu 1/3" in chat.text
    assert chat.labels[:2] == ["Xuất sắc", "Tốt"]


async def test_the_main_menu_says_how_many_ballots_wait(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.command("menu")
    await chat.tap("📝 My ballots (2)", "1. Nguyễn Văn An", "▶ Begin", "Good", "Good", "Good")
    await chat.command("menu")
    assert "📝 My ballots (2)" in chat.labels  # until it is handed in
    await chat.act(f"submit.{office.round}.{office.chief}")
    await chat.command("menu")
    assert "📝 My ballots (1)" in chat.labels
    await close_round(office.installation, office.round)
    await chat.command("menu")
    assert "📝 My ballots" in chat.labels
