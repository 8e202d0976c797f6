"""Small offices and open rounds, written straight into the tables: for tests of what happens in a round."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from phieu.installation import Installation
from phieu.office.forms import Form, FormQuestion, Option
from phieu.storage.tables import (
    Assignment,
    ChatAccount,
    Office,
    Person,
    Position,
    RaterGroup,
    Round,
    RoundForm,
    Unit,
)
from phieu.words import Channel, Rank, RoundKind

OPENED = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
DUE = datetime(2026, 6, 15, 10, 0, tzinfo=UTC)
"""17:00 in the office's zone."""

LEVELS = (
    ("Chưa hoàn thành", "Not completed"),
    ("Hoàn thành", "Completed"),
    ("Tốt", "Good"),
    ("Xuất sắc", "Excellent"),
)
QUESTIONS = (
    ("conduct", "Tính nêu gương", "Exemplary conduct"),
    ("responsibility", "Tinh thần trách nhiệm", "Sense of responsibility"),
    ("effect", "Hiệu quả công việc", "Effectiveness of the work"),
)


def form(questions: Sequence[tuple[str, str, str]] = QUESTIONS, levels: Sequence[tuple[str, str]] = LEVELS) -> Form:
    """A form whose questions are all answered on one scale."""
    options = tuple(Option(value, vi, en) for value, (vi, en) in enumerate(levels, start=1))
    asked = tuple(FormQuestion(code, vi, en, options) for code, vi, en in questions)
    return Form("leaders", 1, "Lãnh đạo", "Leaders", asked)


async def add_office(installation: Installation) -> int:
    """An office with one unit; the unit's id."""
    async with installation.database.writing() as session:
        session.add(Office(name="Văn phòng mẫu", first_hour=0, last_hour=24))  # tests also run at night
        unit = Unit(code="HC", name="Phòng Hành chính")
        session.add(unit)
        await session.flush()
    assert unit.id is not None
    return unit.id


async def add_person(
    installation: Installation,
    unit_id: int,
    name: str,
    *,
    title: str = "Chuyên viên",
    rank: Rank = Rank.STAFF,
    locale: str = "en",
    chat_id: str = "",
) -> int:
    """Somebody with a post in the unit, and a chat on Telegram if one is given; their id."""
    async with installation.database.writing() as session:
        person = Person(staff_number=f"S-{name}", name=name, locale=locale)
        session.add(person)
        await session.flush()
        assert person.id is not None
        session.add(Position(person_id=person.id, unit_id=unit_id, title=title, rank=rank))
        if chat_id:
            session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=person.id, chat_id=chat_id, joined_at=OPENED))
    return person.id


async def open_round(
    installation: Installation,
    raters: Mapping[int, Mapping[str, Sequence[int]]],
    *,
    period: str = "2026-H1",
    due_at: datetime = DUE,
    asked: Form | None = None,
) -> int:
    """An open round in which each ratee is rated by these groups of people (label → raters); its id."""
    asked = asked or form()
    pairs = [(rater, ratee) for ratee, groups in raters.items() for members in groups.values() for rater in members]
    async with installation.database.writing() as session:
        one = Round(
            kind=RoundKind.SEMIANNUAL,
            period=period,
            threshold=5,
            comment_threshold=3,
            opened_at=OPENED,
            due_at=due_at,
            raters_asked=len({rater for rater, _ in pairs}),
            ballots_asked=len(pairs),
        )
        session.add(one)
        await session.flush()
        assert one.id is not None
        frozen = RoundForm(round_id=one.id, code=asked.code, version=asked.version, content=asked.to_content())
        session.add(frozen)
        await session.flush()
        assert frozen.id is not None
        for ratee, groups in raters.items():
            for label, members in groups.items():
                vi, en = f"{label} (vi)", label
                group = RaterGroup(round_id=one.id, ratee_id=ratee, label_vi=vi, label_en=en, size=len(members))
                session.add(group)
                await session.flush()
                assert group.id is not None
                ids = {"round_id": one.id, "ratee_id": ratee, "group_id": group.id, "form_id": frozen.id}
                session.add_all([Assignment(rater_id=rater, **ids) for rater in members])
        await session.flush()
        installation.keyring.create_round_key(one.id)
    return one.id
