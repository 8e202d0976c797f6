"""Which chat a notice goes to: the rule, case by case, and that the database keeps to it in every case there is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, combinations, product

import pytest
from sqlmodel import col, func, select

from phieu.installation import Installation
from phieu.office.chat_of_notice import can_be_reached, its_chat
from phieu.office.which_chat import which_chat
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel, NoticeKind
from tests.delivery.conftest import MORNING

TELEGRAM, ZALO = Channel.TELEGRAM, Channel.ZALO
BOTH = (TELEGRAM, ZALO)
ANY = (None, TELEGRAM, ZALO)


@dataclass(frozen=True)
class Case:
    """One person, their chats (by channel: whether the bot may write there), and one notice to them."""

    chats: tuple[tuple[Channel, bool], ...]
    preferred: Channel | None
    begun: Channel | None
    failed: Channel | None


def every_case() -> Iterator[Case]:
    """All that there are with two channels."""
    for telegram, zalo, preferred, begun, failed in product((None, True, False), (None, True, False), ANY, ANY, ANY):
        chats = ((TELEGRAM, telegram), (ZALO, zalo))
        yield Case(tuple((one, may) for one, may in chats if may is not None), preferred, begun, failed)


def some_of(channels: Collection[Channel]) -> list[tuple[Channel, ...]]:
    """Every set of these."""
    return list(chain.from_iterable(combinations(channels, size) for size in range(len(channels) + 1)))


def expected(case: Case, on: Collection[Channel], down: Collection[Channel]) -> Channel | None:
    """What the rule says."""
    chats = [channel for channel, reachable in case.chats if reachable and channel in on]
    return which_chat(chats, case.preferred, begun=case.begun, failed=case.failed, down=down)


async def filled(installation: Installation) -> dict[int, Case]:
    """Every case in the database, by the person's id."""
    cases = dict(enumerate(every_case(), 1))
    async with installation.database.writing() as session:
        for number, case in cases.items():
            name = f"Người mẫu {number}"
            session.add(Person(id=number, staff_number=f"{number}", name=name, preferred_channel=case.preferred))
        await session.flush()
        for number, case in cases.items():
            for channel, reachable in case.chats:
                chat = ChatAccount(channel=channel, person_id=number, chat_id=f"{number}", joined_at=MORNING)
                chat.reachable = reachable
                session.add(chat)
            notice = Notice(
                kind=NoticeKind.OVERVIEW,
                subject="round:1",
                person_id=number,
                created_at=MORNING,
                next_attempt_at=MORNING,
                channel=case.begun,
                failed_on=case.failed,
            )
            session.add(notice)
    return cases


@pytest.mark.parametrize("on", some_of(BOTH))
async def test_the_database_chooses_as_the_rule_does(installation: Installation, on: tuple[Channel, ...]) -> None:
    cases = await filled(installation)
    assert len(cases) == 243
    for down in some_of(BOTH):
        chosen = (
            select(Notice.person_id, ChatAccount.channel)
            .join(Person, col(Person.id) == col(Notice.person_id))
            .join(ChatAccount, col(ChatAccount.person_id) == col(Person.id))
            .where(its_chat(on, down))
        )
        async with installation.database.reading() as session:
            found = list(await session.exec(chosen))
        wanted = {number: expected(case, on, down) for number, case in cases.items()}
        assert sorted(found) == [(number, channel) for number, channel in wanted.items() if channel is not None]


async def test_nobody_with_two_chats_is_counted_twice(installation: Installation) -> None:
    cases = await filled(installation)
    async with installation.database.reading() as session:
        reached = select(func.count()).select_from(Notice).where(can_be_reached())
        count = (await session.exec(reached)).one()
    assert count == sum(expected(case, BOTH, ()) is not None for case in cases.values())


@pytest.mark.parametrize(
    ("chats", "preferred", "begun", "failed", "down", "chosen"),
    [
        ((), ZALO, None, None, (), None),
        (BOTH, None, None, None, (), TELEGRAM),
        (BOTH, ZALO, None, None, (), ZALO),
        ((TELEGRAM,), ZALO, None, None, (), TELEGRAM),
        (BOTH, ZALO, TELEGRAM, None, (), TELEGRAM),
        (BOTH, ZALO, None, ZALO, (), TELEGRAM),
        (BOTH, ZALO, ZALO, ZALO, (), TELEGRAM),
        ((ZALO,), ZALO, None, ZALO, (), None),
        (BOTH, ZALO, ZALO, None, (ZALO,), TELEGRAM),
        ((ZALO,), None, None, None, (ZALO,), ZALO),
        (BOTH, ZALO, None, None, BOTH, ZALO),
        (BOTH, ZALO, None, TELEGRAM, (ZALO,), ZALO),
    ],
)
def test_the_rule_in_words_of_its_own(
    chats: tuple[Channel, ...],
    preferred: Channel | None,
    begun: Channel | None,
    failed: Channel | None,
    down: tuple[Channel, ...],
    chosen: Channel | None,
) -> None:
    assert which_chat(chats, preferred, begun=begun, failed=failed, down=down) is chosen
