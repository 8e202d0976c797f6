"""An office with one rotation in force, its people at their chats, and a clock that the test sets."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select, update

from phieu.bot.delivery.revision import Removal, Revision
from phieu.bot.dispatch import Dispatch
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office.rotations.due import ask_about_rotations
from phieu.storage.tables import ChatAccount, Notice, Person, Rotation, RotationCheckIn, RotationEvaluation
from phieu.words import Channel, NoticeKind, Rank, RotationKind, RotationState
from tests.answering.chat import Chat
from tests.offices import CHIEF_ID, OfficeSize, build_office

SIZE = OfficeSize(units=2, people=3)
GIVING_HEAD, RECEIVING_HEAD = SIZE.head_ids
MOVED = GIVING_HEAD + 1
ADMIN, SECOND_ADMIN = CHIEF_ID, CHIEF_ID + 1
NOBODY = GIVING_HEAD + 2
"""Somebody whom the rotation does not concern."""
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST, LAST = date(2026, 8, 31), date(2028, 8, 30)


def a_rotation(**values: Any) -> Rotation:
    """From the first unit to the second, for two years."""
    usual: dict[str, Any] = {
        "id": 1,
        "code": "LC1",
        "person_id": MOVED,
        "kind": RotationKind.TEMPORARY,
        "state": RotationState.IN_FORCE,
        "from_unit_id": 1,
        "from_title": "Chuyên viên",
        "from_rank": Rank.STAFF,
        "to_unit_id": 2,
        "to_title": "Chuyên viên",
        "to_rank": Rank.STAFF,
        "starts_on": FIRST,
        "ends_on": LAST,
    }
    return Rotation(**(usual | values))


class LifeOffice:
    """The office."""

    def __init__(self, installation: Installation) -> None:
        self.time = datetime(2026, 8, 31, 1, tzinfo=UTC)
        self.installation = replace(installation, now=lambda: self.time)

    def chat(self, person_id: int) -> Chat:
        """The chat of this person, as if the program had just been started."""
        chat = Chat(self.installation, f"chat-{person_id}")
        chat.dispatch = Dispatch(self.installation, "phieu_bot")
        return chat

    async def strikes(self, day: date, hour: int = 8) -> None:
        """It is this hour of that day, and the clock asks what is due."""
        self.time = datetime.combine(day, time(hour), ZONE).astimezone(UTC)
        await ask_about_rotations(self.installation)

    async def told(self, kind: NoticeKind) -> list[tuple[str, int]]:
        """Who has been given a notice of this kind, and about what."""
        async with self.installation.database.reading() as session:
            rows = await session.exec(select(Notice).where(Notice.kind == kind).order_by(col(Notice.id)))
            return [(notice.subject, notice.person_id) for notice in rows]

    async def words(self, kind: NoticeKind, person_id: int, place: int = -1) -> Screen | None:
        """What the notice says to them now."""
        subjects = [subject for subject, reader in await self.told(kind) if reader == person_id]
        async with self.installation.database.reading() as session:
            person = await session.get_one(Person, person_id)
        said = await self.chat(person_id).dispatch.notice(kind, subjects[place], person)
        assert not isinstance(said, Revision | Removal)
        return said

    async def check_ins(self) -> list[RotationCheckIn]:
        """All check-ins, the earliest first."""
        async with self.installation.database.reading() as session:
            return list(await session.exec(select(RotationCheckIn).order_by(col(RotationCheckIn.due_on))))

    async def evaluations(self) -> list[RotationEvaluation]:
        """All evaluations, the earliest first."""
        async with self.installation.database.reading() as session:
            return list(await session.exec(select(RotationEvaluation).order_by(col(RotationEvaluation.due_on))))

    async def change(self, statement: Any) -> None:
        """Change something straight in the database."""
        async with self.installation.database.writing() as session:
            await session.exec(statement)


async def life_office(installation: Installation, **values: Any) -> LifeOffice:
    """Fill an empty installation; everybody reads English and has a chat."""
    await build_office(installation.database, SIZE)
    async with installation.database.writing() as session:
        await session.exec(update(Person).values(locale="en"))
        await session.exec(update(Person).where(col(Person.id) == SECOND_ADMIN).values(admin=True))
        for person_id in await session.exec(select(col(Person.id))):
            assert person_id is not None
            chat = ChatAccount(
                channel=Channel.TELEGRAM,
                person_id=person_id,
                chat_id=f"chat-{person_id}",
                joined_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
            session.add(chat)
        session.add(a_rotation(**values))
    return LifeOffice(installation)
