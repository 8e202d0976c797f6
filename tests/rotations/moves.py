"""An office of three divisions with two admins, people at their chats, and a clock that the test sets."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import col, select, update

from phieu.bot.dispatch import Dispatch
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.scheduler.tick import tick
from phieu.storage.tables import ChatAccount, Notice, Person, Position, Rotation, Unit
from phieu.words import Channel, NoticeKind, Rank
from tests.answering.chat import Chat
from tests.offices import CHIEF_ID, OfficeSize, build_office

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SIZE = OfficeSize(units=3, people=4)
ADMIN, OTHER_ADMIN = CHIEF_ID, CHIEF_ID + 1
HEAD_1, HEAD_2, HEAD_3 = SIZE.head_ids
MOVED, COLLEAGUE = HEAD_1 + 1, HEAD_1 + 2
NAMES = {
    MOVED: "Công Tằng Tôn Nữ Thị Quỳnh Chi",
    COLLEAGUE: "Trần Văn Bình",
    HEAD_1: "Lê Thị Hoa",
    HEAD_2: "Phạm Văn Đức",
    ADMIN: "Nguyễn Thị Hồng Hạnh",
    OTHER_ADMIN: "Vũ Văn Long",
}
UNITS = {1: "Phòng Lưu trữ", 2: "Phòng Thư ký – Biên tập", 3: "Phòng Tài chính"}
TODAY = date(2026, 6, 10)
NOW = datetime.combine(TODAY, time(9), ZONE).astimezone(UTC)


@dataclass
class Moves:
    """The office."""

    installation: Installation
    time: datetime = NOW

    def chat(self, person_id: int) -> Chat:
        """The chat of this person, as if the program had just been started."""
        chat = Chat(self.installation, f"chat-{person_id}")
        chat.dispatch = Dispatch(self.installation, "phieu_bot")
        return chat

    async def day_comes(self, day: date, hour: int = 0) -> None:
        """The clock strikes on that day."""
        self.time = datetime.combine(day, time(hour, 1), ZONE).astimezone(UTC)
        await tick(self.installation)

    async def posts(self, person_id: int) -> set[tuple[int, str, Rank]]:
        """What somebody holds."""
        async with self.installation.database.reading() as session:
            rows = await session.exec(select(Position).where(Position.person_id == person_id))
            return {(post.unit_id, post.title, post.rank) for post in rows}

    async def rotation(self, rotation_id: int = 1) -> Rotation:
        """The rotation as it is stored."""
        async with self.installation.database.reading() as session:
            return await session.get_one(Rotation, rotation_id)

    async def rotations(self) -> list[Rotation]:
        """All of them."""
        async with self.installation.database.reading() as session:
            return list(await session.exec(select(Rotation).order_by(col(Rotation.id))))

    async def told(self, step: str) -> set[int]:
        """Who has been given notice of a step."""
        async with self.installation.database.reading() as session:
            rows = await session.exec(select(Notice.subject, Notice.person_id))
            return {person for subject, person in rows if subject.split(":")[2] == step}

    async def words(self, step: str, person_id: int) -> Screen | None:
        """The latest notice of a step as that person reads it now."""
        async with self.installation.database.reading() as session:
            notices = await session.exec(
                select(Notice).where(Notice.person_id == person_id).order_by(col(Notice.id).desc())
            )
            notice = next(one for one in notices if one.subject.split(":")[2] == step)
            person = await session.get_one(Person, person_id)
        dispatch = Dispatch(self.installation, "phieu_bot")
        screen = await dispatch.notice(NoticeKind(notice.kind), notice.subject, person)
        assert screen is None or isinstance(screen, Screen)
        return screen

    async def change(self, statement: object) -> None:
        """Behind the program's back, as a workbook would."""
        async with self.installation.database.writing() as session:
            await session.exec(statement)  # type: ignore[call-overload]


async def moves_office(installation: Installation) -> Moves:
    """Built on an empty installation."""
    await build_office(installation.database, SIZE)
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == OTHER_ADMIN).values(admin=True))
        await session.exec(update(Person).values(locale="en"))
        for person_id, name in NAMES.items():
            await session.exec(update(Person).where(col(Person.id) == person_id).values(name=name))
        for unit_id, name in UNITS.items():
            await session.exec(update(Unit).where(col(Unit.id) == unit_id).values(name=name))
        await session.exec(update(Position).where(col(Position.rank) == Rank.STAFF).values(title="Chuyên viên"))
        for person_id in range(1, SIZE.head_ids[-1] + SIZE.people):
            chat_id = f"chat-{person_id}"
            joined = datetime(2026, 1, 1, tzinfo=UTC)
            session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=person_id, chat_id=chat_id, joined_at=joined))
    moves = Moves(installation)
    moves.installation = replace(installation, now=lambda: moves.time)
    return moves


async def composed(chat: Chat, *, kind: str = "Temporary", first: str = "1/7", last: str = "31/12") -> Screen:
    """Put a rotation of the moved person together, up to the summary: to the second division, as a typed title."""
    await chat.act("rot-new")
    await chat.type("quynh chi")
    await chat.tap(f"{NAMES[MOVED]} · {MOVED:05}", kind, UNITS[2])
    await chat.type("Văn thư")
    await chat.tap("Staff")
    await chat.type(first)
    if chat.screen.expects == "rot-last.0":
        await chat.type(last)
    return await chat.type("Công tác văn thư")


async def proposed(office: Moves, **said: str) -> Chat:
    """Composed and proposed; the admin's chat."""
    chat = office.chat(ADMIN)
    await composed(chat, **said)
    await chat.tap("📨 Propose it and ask the person")
    return chat


async def agreed(office: Moves, **said: str) -> Chat:
    """The person agrees, too."""
    chat = await proposed(office, **said)
    await office.chat(MOVED).act("my-rot-yes.1.1")
    await chat.act("rotation.1")
    return chat


async def decided(office: Moves, **said: str) -> Chat:
    """And it has been decided."""
    chat = await agreed(office, **said)
    await chat.tap("📝 It has been decided")
    await chat.type("15/QĐ-VP")
    return chat
