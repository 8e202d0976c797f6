"""An office that trains its people: everybody at their chat, the clock in the test's hand, the outbox read aloud."""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from sqlmodel import col, select, update

from phieu.bot.dispatch import Dispatch
from phieu.bot.flow_table import collect
from phieu.bot.flows import home, matters, training
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office.training.course_plan import CoursePlan
from phieu.office.training.courses import create_course
from phieu.office.training.nominations import nominate
from phieu.scheduler.tick import tick
from phieu.storage.tables import ChatAccount, Nomination, Notice, Person
from phieu.words import Channel, CourseLevel, NominationState, NoticeState, StudyMode
from tests.answering.chat import Chat
from tests.offices import CHIEF_ID, OfficeSize, build_office

ADMIN, SECOND_ADMIN = CHIEF_ID, CHIEF_ID + 1
HEAD, *UNIT = range(4, 10)
"""The head of the first unit, and its staff."""
OTHER_HEAD, *OTHER_UNIT = range(10, 16)
MONDAY = datetime(2026, 6, 8, 2, 0, tzinfo=UTC)  # 9 in the morning in Hanoi
TODAY = date(2026, 6, 8)
FLOWS = collect([home, matters, *training.MODULES])
PLAN = CoursePlan(
    name="Bồi dưỡng kỹ năng soạn thảo văn bản (dữ liệu mẫu)",
    level=CourseLevel.SHORT_COURSE,
    mode=StudyMode.FULL_TIME,
    place="Trường Chính trị tỉnh",
    provider="Trường Chính trị tỉnh",
    starts_on=date(2026, 7, 6),
    ends_on=date(2026, 7, 10),
    seats=5,
)


@dataclass
class TrainingOffice:
    """The office, at a time that the test sets."""

    installation: Installation
    time: datetime = MONDAY
    seen: set[int] = field(default_factory=set)

    def chat(self, person_id: int = ADMIN) -> Chat:
        """The chat of this person, as if the program had just been started."""
        chat = Chat(self.installation, f"chat-{person_id}")
        chat.dispatch = Dispatch(self.installation, "phieu_bot", FLOWS)
        return chat

    async def course(self, **changes: object) -> int:
        """A course, made directly."""
        async with self.installation.database.writing() as session:
            return await create_course(session, replace(PLAN, **changes), TODAY)  # type: ignore[arg-type]

    async def nominated(self, course: int, *person_ids: int, reason: str = "Cần cho công việc") -> list[int]:
        """Nominations, made directly."""
        async with self.installation.database.writing() as session:
            return await nominate(session, course, person_ids, reason, ADMIN, self.time)

    async def states(self, course: int) -> dict[int, NominationState]:
        """How far everybody has got."""
        async with self.installation.database.reading() as session:
            rows = await session.exec(select(Nomination).where(Nomination.course_id == course))
            return {one.person_id: one.state for one in rows}

    async def screens(self) -> dict[int, list[Screen]]:
        """What the bot now says on its own initiative, by person; what was said is not said again."""
        dispatch = Dispatch(self.installation, "phieu_bot", FLOWS)
        async with self.installation.database.reading() as session:
            due = select(Notice, Person).join(Person, col(Person.id) == col(Notice.person_id))
            rows = (await session.exec(due.where(Notice.state == NoticeState.WAITING).order_by(col(Notice.id)))).all()
        said: defaultdict[int, list[Screen]] = defaultdict(list)
        for notice, person in rows:
            screen = await dispatch.notice(notice.kind, notice.subject, person)
            if screen is not None:
                assert isinstance(screen, Screen)
                assert screen.keeps
                said[notice.person_id].append(screen)
            state = NoticeState.FAILED if screen is None else NoticeState.SENT
            async with self.installation.database.writing() as session:
                await session.exec(update(Notice).where(col(Notice.id) == notice.id).values(state=state))
        return dict(said)

    async def told(self) -> dict[int, list[str]]:
        """The same, as plain text."""
        return {
            person_id: [re.sub(r"<[^>]+>", "", screen.text) for screen in screens]
            for person_id, screens in (await self.screens()).items()
        }

    async def tick_at(self, instant: datetime) -> None:
        """The clock strikes."""
        self.time = instant
        await tick(self.installation)


async def training_office(installation: Installation) -> TrainingOffice:
    """Three units of six, two admins; everybody has joined, and reads English."""
    await build_office(installation.database, OfficeSize())
    async with installation.database.writing() as session:
        await session.exec(update(Person).values(locale="en"))
        await session.exec(update(Person).where(col(Person.id) == SECOND_ADMIN).values(admin=True))
        for person_id in await session.exec(select(Person.id)):
            assert person_id is not None
            session.add(
                ChatAccount(
                    channel=Channel.TELEGRAM, person_id=person_id, chat_id=f"chat-{person_id}", joined_at=MONDAY
                )
            )
    found = TrainingOffice(installation)
    found.installation = replace(installation, now=lambda: found.time)
    return found
