"""Screens of several messages, pictures that go up once, and messages that are changed or removed afterwards."""

import pytest
from markupsafe import Markup

from phieu.bot.delivery.revision import Removal, Revision
from phieu.bot.screen import Attachment, Screen, row
from phieu.sandbox.faults import FaultKind
from phieu.storage.tables import Notice
from phieu.words import NoticeKind, NoticeState
from tests.delivery.conftest import FIRST_PHONE, PostOffice
from tests.sandbox.conftest import picture

ANEW = Screen(Markup("bản mới"))
LONG = Markup("<b>Kính gửi anh/chị.</b>\n") + Markup("Một dòng dài của thông báo.\n" * 60)
PICTURE = Attachment("poster.png", picture(), picture=True)
PAPER = Attachment("paper.pdf", b"%PDF sample", picture=False)
CORRECTED = "announcement:1:2"


def say(post: PostOffice, screen: Screen) -> None:
    post.says = lambda *_: screen


async def corrected(post: PostOffice, spoken: Revision | Removal, subject: str = CORRECTED) -> Notice:
    """Send a correction to the first of the staff."""
    post.says = lambda *_: spoken
    await post.put([1], subject, NoticeKind.ANNOUNCEMENT_CORRECTED)
    return (await post.until_done(subject))[1]


def ids_of(notice: Notice) -> tuple[str, ...]:
    return tuple(filter(None, notice.message_ids.split(",")))


def standing(post: PostOffice) -> tuple[str, ...]:
    """The ids of the bot's messages in the first person's chat."""
    conversation = post.sandbox.telegram.phone(FIRST_PHONE + 1)
    return tuple(str(number) for number, one in conversation.messages.items() if one["from"]["is_bot"])


async def sent(post: PostOffice, screen: Screen) -> tuple[str, ...]:
    """Send an announcement to the first of the staff; the ids that were kept of it."""
    say(post, screen)
    await post.put([1])
    notice = (await post.until_done())[1]
    assert notice.state is NoticeState.SENT
    assert ids_of(notice) == standing(post)
    return ids_of(notice)


async def test_the_same_picture_goes_up_once_for_all(post: PostOffice) -> None:
    await post.staff(12)
    say(post, Screen(Markup("Xin mời"), attachments=(PICTURE, PAPER)))
    await post.put(range(1, 13))
    async with post.delivering():
        await post.until_done()
    assert all(len(post.received(person)) == 2 for person in range(1, 13))
    for method in ("sendPhoto", "sendDocument"):
        calls = await post.client.history(method)
        assert (len(calls), sum(call.uploads for call in calls)) == (12, 1)


@pytest.mark.parametrize("kind", [FaultKind.LOST_ANSWER, FaultKind.BAD_GATEWAY])
async def test_what_of_a_long_notice_has_surely_arrived_is_not_sent_again(post: PostOffice, kind: FaultKind) -> None:
    await post.staff(1)
    say(post, Screen(LONG, attachments=(PICTURE,)))
    await post.client.fault(kind, method="sendMessage", times=1)  # the picture arrives, the text stumbles
    await post.put([1])
    async with post.delivering():
        rows = await post.until(lambda rows: rows[1].attempts == 1)
        assert len(ids_of(rows[1])) == 1
        post.forward(seconds=10)
        rows = await post.until_done()
    assert await post.client.calls("sendPhoto") == {200: 1}
    assert len(post.received(1)) == (3 if kind is FaultKind.LOST_ANSWER else 2)
    assert ids_of(rows[1]) == (standing(post)[0], standing(post)[-1])


async def test_what_the_platform_refuses_is_said_otherwise(post: PostOffice) -> None:
    await post.staff(1)
    say(post, Screen(Markup("<b>not closed"), otherwise=Screen(Markup("plain"))))
    await post.put([1])
    async with post.delivering():
        rows = await post.until_done()
    assert (rows[1].state, post.received(1)) == (NoticeState.SENT, ["plain"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Screen(Markup("Họp lúc 8 giờ")), Screen(Markup("Họp lúc 9 giờ"), (row("Đã đọc", "read.1"),))),
        (Screen(Markup("cũ"), attachments=(PICTURE,)), Screen(Markup("mới"), attachments=(PAPER,))),
    ],
)
async def test_a_correction_changes_the_messages_in_place_and_a_second_time_nothing(
    post: PostOffice, before: Screen, after: Screen
) -> None:
    await post.staff(1)
    async with post.delivering():
        ids = await sent(post, before)
        await corrected(post, Revision(after, ids, ANEW))
        assert post.received(1) == [str(after.text)]
        await corrected(post, Revision(after, ids, ANEW), "announcement:1:3")
    assert standing(post) == ids == ids_of((await post.notices())[1])
    assert (await post.notices("announcement:1:3"))[1].state is NoticeState.SENT


async def test_what_cannot_become_the_correction_goes_and_is_sent_anew(post: PostOffice) -> None:
    await post.staff(1)
    async with post.delivering():
        ids = await sent(post, Screen(Markup("một bức ảnh"), attachments=(PICTURE,)))
        await corrected(post, Revision(Screen(Markup("chỉ có chữ")), ids, ANEW))
        assert post.received(1) == ["chỉ có chữ"]
        anew = ids_of((await post.notices())[1])
        assert anew == standing(post) != ids
        await corrected(post, Revision(Screen(LONG, attachments=(PICTURE,)), anew, ANEW), "announcement:1:3")
        assert len(post.received(1)) == 2
        both = ids_of((await post.notices())[1])
        assert both == standing(post)
        await corrected(post, Revision(Screen(Markup("ngắn"), attachments=(PICTURE,)), both, ANEW), "announcement:1:4")
    assert post.received(1) == ["ngắn"]
    assert ids_of((await post.notices())[1]) == standing(post) == both[:1]


async def test_a_correction_that_was_interrupted_is_finished_without_a_second_copy(post: PostOffice) -> None:
    await post.staff(1)
    async with post.delivering():
        ids = await sent(post, Screen(Markup("chữ")))
        await post.client.fault(FaultKind.BAD_GATEWAY, method="sendMessage", times=1)
        post.says = lambda *_: Revision(Screen(LONG, attachments=(PICTURE,)), ids, ANEW)
        await post.put([1], CORRECTED, NoticeKind.ANNOUNCEMENT_CORRECTED)
        await post.until(lambda rows: rows[1].attempts == 1, CORRECTED)
        post.forward(seconds=10)
        rows = await post.until_done(CORRECTED)
    assert (len(post.received(1)), rows[1].state, rows[1].doubts) == (2, NoticeState.SENT, 0)
    assert ids_of((await post.notices())[1]) == standing(post)


async def test_a_lost_answer_to_a_change_is_no_doubt(post: PostOffice) -> None:
    await post.staff(1)
    async with post.delivering():
        ids = await sent(post, Screen(Markup("cũ")))
        await post.client.fault(FaultKind.LOST_ANSWER, method="editMessageText", times=1)
        post.says = lambda *_: Revision(Screen(Markup("mới")), ids, ANEW)
        await post.put([1], CORRECTED, NoticeKind.ANNOUNCEMENT_CORRECTED)
        await post.until(lambda rows: rows[1].attempts == 1, CORRECTED)
        post.forward(seconds=10)
        rows = await post.until_done(CORRECTED)
    assert (rows[1].state, rows[1].doubts, post.received(1)) == (NoticeState.SENT, 0, ["mới"])


async def test_a_withdrawal_deletes_and_what_is_too_old_is_emptied(post: PostOffice) -> None:
    await post.staff(1)
    too_old = "Bad Request: message can't be deleted for everyone"
    async with post.delivering():
        ids = await sent(post, Screen(LONG, attachments=(PICTURE,)))
        await post.client.fault(FaultKind.ERROR, method="deleteMessages", description=too_old)
        await corrected(post, Removal(ids, ANEW, Markup("Đã thu hồi")))
        assert post.received(1) == ["Đã thu hồi", "Đã thu hồi"]
        (emptied, _) = post.sandbox.telegram.phone(FIRST_PHONE + 1).messages.values()
        shown = post.sandbox.telegram.files.by_id[emptied["photo"][-1]["file_id"]]
        assert shown.content != PICTURE.content
        await post.client.clear_faults()
        await corrected(post, Removal(ids, ANEW), "announcement:1:3")
    assert post.received(1) == []
    assert ids_of((await post.notices())[1]) == ()


async def test_messages_that_their_reader_has_deleted_are_no_hindrance(post: PostOffice) -> None:
    await post.staff(1)
    async with post.delivering():
        ids = await sent(post, Screen(Markup("chữ")))
        post.sandbox.telegram.phone(FIRST_PHONE + 1).messages.clear()
        await post.client.fault(FaultKind.ERROR, method="deleteMessages", description="Bad Request: not found")
        notice = await corrected(post, Removal(ids, ANEW))
    assert notice.state is NoticeState.SENT
