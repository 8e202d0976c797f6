"""The outbox is drained: each notice once, late ones dropped, the unreachable waited for, the stumbling tried again."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from sqlmodel import select

from phieu.bot.delivery.clerk import Clerk
from phieu.bot.delivery.delivery import Delivery
from phieu.bot.delivery.opening import senders
from phieu.bot.delivery.outbox import Outbox
from phieu.bot.delivery.outcomes import LOST_ANSWER, DueNotice
from phieu.bot.delivery.pauses import LONGEST_PAUSE, pause_after
from phieu.bot.handlers.public_files import PublicFiles
from phieu.bot.screen import Attachment, Choice, Screen
from phieu.installation import Installation
from phieu.office.notices import announce
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.person import Person as Phone
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel, NoticeKind, NoticeState
from tests.bot.conftest import BINH, CHI, NAMES, Clock, give_chat, stands
from tests.bot.echo_flows import PNG

SUBJECT = "round:1"


@dataclass
class Words:
    """What notices say, and how often they were asked for."""

    said: list[int | None] = field(default_factory=list)
    attachments: tuple[Attachment, ...] = ()
    late: bool = False
    broken: bool = False

    async def __call__(self, kind: NoticeKind, subject: str, person: Person, _channel: Channel) -> Screen | None:
        self.said.append(person.id)
        if self.broken:
            raise RuntimeError("no words")
        if self.late:
            return None
        text = Markup("{} of {} for <b>{}</b>").format(kind.value, subject, person.name)
        return Screen(text, ((Choice("begin", "ballots"),),), attachments=self.attachments)


@pytest.fixture
def words() -> Words:
    return Words()


@pytest.fixture
def due() -> asyncio.Event:
    return asyncio.Event()


def delivery_of(
    office: Installation, outbox: Outbox, words: Words, due: asyncio.Event, now: Callable[[], datetime] | None = None
) -> Delivery:
    return Delivery(
        outbox, Clerk(office.database), senders(office, PublicFiles(office.volatile, "")), words, due, now or office.now
    )


@pytest.fixture
async def delivery(office: Installation, words: Words, due: asyncio.Event) -> AsyncIterator[Delivery]:
    delivery = delivery_of(office, Outbox(office.database), words, due)
    yield delivery
    await delivery.stop()


async def phone_that_joined(client: SandboxClient, office: Installation, person_id: int) -> Phone:
    phone = await client.person(int(await give_chat(office, person_id)), NAMES[person_id])
    await phone.start()
    return phone


async def put(office: Installation, *person_ids: int) -> None:
    async with office.database.writing() as session:
        await announce(session, NoticeKind.ROUND_OPENED, SUBJECT, person_ids, office.now())


async def notice_of(office: Installation, person_id: int) -> Notice:
    async with office.database.reading() as session:
        return (await session.exec(select(Notice).where(Notice.person_id == person_id))).one()


async def until(office: Installation, person_id: int, state: NoticeState, failure: str = "") -> Notice:
    """Look at the notice until it has got so far."""
    async with asyncio.timeout(20):
        while True:
            notice = await notice_of(office, person_id)
            if (notice.state, notice.failure) == (state, failure):
                return notice


async def test_a_notice_arrives_with_its_buttons_once(
    client: SandboxClient, office: Installation, delivery: Delivery, words: Words, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "phieu")
    phone = await phone_that_joined(client, office, BINH)
    await put(office, BINH)
    delivery.start()
    (shown,) = await stands(phone, f"round_opened of round:1 for {NAMES[BINH]}")
    assert shown.button("begin") is not None
    await until(office, BINH, NoticeState.SENT)
    await put(office, BINH)  # said before: a no-op
    await delivery.stop()
    assert words.said == [BINH]
    assert [record.getMessage() for record in caplog.records if "notices" in record.getMessage()] == ["notices: 1 sent"]


async def test_pictures_and_documents_arrive(
    client: SandboxClient, office: Installation, delivery: Delivery, words: Words
) -> None:
    phone = await phone_that_joined(client, office, BINH)
    words.attachments = (Attachment("sheet.txt", b"sheet"), Attachment("picture.png", PNG, picture=True))
    await put(office, BINH)
    delivery.start()
    sheet, picture = await stands(phone, "", "round_opened")
    assert sheet.document is not None
    assert (sheet.document.name, await phone.document(sheet)) == ("sheet.txt", b"sheet")
    assert picture.photo is not None


async def test_who_has_no_chat_yet_gets_it_on_joining_and_the_row_does_not_tell_when(
    client: SandboxClient, office: Installation, delivery: Delivery, clock: Clock, due: asyncio.Event
) -> None:
    other = await phone_that_joined(client, office, CHI)
    await put(office, BINH, CHI)
    delivery.start()
    await stands(other, "round_opened")
    assert (await notice_of(office, BINH)).attempts == 0
    announced_at = clock()
    clock.forward(hours=25)
    phone = await phone_that_joined(client, office, BINH)
    due.set()
    await stands(phone, "round_opened")
    notice = await until(office, BINH, NoticeState.SENT)
    assert notice.created_at == notice.next_attempt_at == announced_at


async def test_who_left_gets_nothing(client: SandboxClient, office: Installation, delivery: Delivery) -> None:
    phone, other = await phone_that_joined(client, office, BINH), await phone_that_joined(client, office, CHI)
    async with office.database.writing() as session:
        (await session.get_one(Person, BINH)).active = False
    await put(office, BINH, CHI)
    delivery.start()
    await stands(other, "round_opened")
    await stands(phone)
    assert (await notice_of(office, BINH)).attempts == 0


async def test_a_notice_that_comes_too_late_is_dropped_with_its_reason(
    client: SandboxClient, office: Installation, delivery: Delivery, words: Words
) -> None:
    phone = await phone_that_joined(client, office, BINH)
    words.late = True
    await put(office, BINH)
    delivery.start()
    await until(office, BINH, NoticeState.FAILED, "too late")
    await stands(phone)


async def test_who_blocked_the_bot_is_not_written_to_until_they_come_back(
    client: SandboxClient, office: Installation, delivery: Delivery, due: asyncio.Event
) -> None:
    phone = await phone_that_joined(client, office, BINH)
    await phone.block()
    await put(office, BINH)
    delivery.start()
    async with asyncio.timeout(20):
        while (await account_of(office, BINH)).reachable:
            pass
    notice = await until(office, BINH, NoticeState.WAITING)
    assert notice.next_attempt_at == notice.created_at  # at once when they come back, and no trace of when it was tried
    await phone.block(blocked=False)
    async with office.database.writing() as session:
        (await session.get_one(ChatAccount, (Channel.TELEGRAM, BINH))).reachable = True
    due.set()
    await stands(phone, "round_opened")


async def account_of(office: Installation, person_id: int) -> ChatAccount:
    async with office.database.reading() as session:
        return await session.get_one(ChatAccount, (Channel.TELEGRAM, person_id))


@pytest.mark.parametrize(
    ("kind", "failure", "doubts"),
    [(FaultKind.BAD_GATEWAY, "the platform could not take it", 0), (FaultKind.RESET, LOST_ANSWER, 1)],
)
async def test_what_the_platform_could_not_take_is_tried_again_later(
    client: SandboxClient,
    office: Installation,
    delivery: Delivery,
    clock: Clock,
    due: asyncio.Event,
    kind: FaultKind,
    failure: str,
    doubts: int,
) -> None:
    phone = await phone_that_joined(client, office, BINH)
    await client.fault(kind, method="sendMessage", times=1)
    await put(office, BINH)
    delivery.start()
    await until(office, BINH, NoticeState.WAITING, failure)
    assert (await notice_of(office, BINH)).next_attempt_at == clock() + pause_after(1)
    clock.forward(seconds=5)
    due.set()
    await stands(phone, "round_opened")
    notice = await until(office, BINH, NoticeState.SENT)
    assert (notice.attempts, notice.doubts) == (2, doubts)


async def test_a_platform_that_cannot_be_reached_at_first_is_tried_again(
    client: SandboxClient, office: Installation, delivery: Delivery, clock: Clock, due: asyncio.Event
) -> None:
    phone = await phone_that_joined(client, office, BINH)
    await client.fault(FaultKind.BAD_GATEWAY, method="getMe", times=1)
    await put(office, BINH)
    delivery.start()
    await until(office, BINH, NoticeState.WAITING, "the platform could not take it")
    clock.forward(seconds=5)
    due.set()
    await stands(phone, "round_opened")


async def test_a_ban_is_waited_for_and_everything_arrives_once(
    client: SandboxClient,
    office: Installation,
    words: Words,
    due: asyncio.Event,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    phones = [await phone_that_joined(client, office, person_id) for person_id in NAMES]
    await client.fault(FaultKind.TOO_MANY_REQUESTS, method="sendMessage", seconds=1, retry_after=1)
    await put(office, *NAMES)
    begun = monotonic()
    delivery = delivery_of(
        office, Outbox(office.database), words, due, lambda: clock() + timedelta(seconds=monotonic() - begun)
    )
    delivery.start()
    for phone in phones:
        await stands(phone, "round_opened")
    for person_id in NAMES:
        assert (await until(office, person_id, NoticeState.SENT)).attempts == 1
    await delivery.stop()
    calls = await client.calls("sendMessage")
    assert calls == {429: 1, 200: len(NAMES)}  # none was tried inside the ban
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_what_the_platform_refuses_is_given_up(
    client: SandboxClient, office: Installation, delivery: Delivery
) -> None:
    await phone_that_joined(client, office, BINH)
    await client.fault(FaultKind.ERROR, method="sendMessage", description="Bad Request: can't parse entities")
    await put(office, BINH)
    delivery.start()
    await until(office, BINH, NoticeState.FAILED, "the platform refused it")


async def test_a_notice_without_words_holds_up_no_other(
    client: SandboxClient, office: Installation, delivery: Delivery, words: Words, clock: Clock, due: asyncio.Event
) -> None:
    phone = await phone_that_joined(client, office, BINH)
    words.broken = True
    await put(office, BINH)
    delivery.start()
    await until(office, BINH, NoticeState.WAITING, "it could not be put into words")
    words.broken = False
    clock.forward(seconds=5)
    due.set()
    await stands(phone, "round_opened")


@given(st.integers(1, 10_000))
def test_pauses_grow_to_half_an_hour(attempts: int) -> None:
    assert pause_after(attempts) <= pause_after(attempts + 1) <= LONGEST_PAUSE
    assert pause_after(1).total_seconds() == 5


async def test_an_outbox_out_of_reach_is_told_once(
    office: Installation, words: Words, due: asyncio.Event, caplog: pytest.LogCaptureFixture
) -> None:
    looked = asyncio.Semaphore(0)

    class OutOfReach(Outbox):
        async def claim(self, *_: object, **__: object) -> list[DueNotice]:
            looked.release()
            raise ConnectionRefusedError

    delivery = delivery_of(office, OutOfReach(office.database), words, due)
    delivery.start()
    for _ in range(3):
        await looked.acquire()
        due.set()
    await delivery.stop()
    assert ["outbox" in record.getMessage() for record in caplog.records if record.name.startswith("phieu")] == [True]
