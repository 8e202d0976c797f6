"""In which messages an announcement stands in one person's chat, and whether that is known for sure yet."""

from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.subjects import announcement_subject, correction_subject, reminder_subject
from phieu.storage.tables import Announcement, Notice
from phieu.words import Channel, NoticeKind, NoticeState

BRINGING = (NoticeKind.ANNOUNCEMENT, NoticeKind.ANNOUNCEMENT_REMINDER)
CHANGING = (NoticeKind.ANNOUNCEMENT_CORRECTED,)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the outbox knows of it."""

    told: bool
    """It stands there, as far as can be known."""
    channel: Channel | None
    """On which it came; None if that is not known."""
    message_ids: tuple[str, ...]
    """The messages of the announcement itself; none where they cannot be changed."""
    reminder_ids: tuple[str, ...]
    """The messages of its reminders there."""
    settled: bool
    """False while a message of it, or a change of one, is just on its way."""


async def load_standing(session: AsyncSession, announcement_id: int, person_id: int, but: str = "") -> Standing:
    """How it stands with this person, without regard to the notice of a change with the subject `but`."""
    announcement = await session.get_one(Announcement, announcement_id)
    # named one by one, so that the key of the notices finds them
    subjects = [
        announcement_subject(announcement_id),
        *(correction_subject(announcement_id, version) for version in range(2, announcement.version + 1)),
        *(reminder_subject(announcement_id, number) for number in range(1, announcement.reminders + 1)),
    ]
    theirs = select(Notice).where(
        col(Notice.kind).in_((*BRINGING, *CHANGING)), col(Notice.subject).in_(subjects), Notice.person_id == person_id
    )
    notices = (await session.exec(theirs.order_by(col(Notice.id)))).all()
    others = [one for one in notices if not (one.kind in CHANGING and one.subject == but)]
    brought = [one for one in others if one.kind is NoticeKind.ANNOUNCEMENT]
    reminded = [one for one in others if one.kind is NoticeKind.ANNOUNCEMENT_REMINDER]
    channel = brought[0].channel if brought else None
    return Standing(
        any(map(_is_there, brought)),
        channel,
        _ids(brought),
        _ids([one for one in reminded if one.channel is channel]),
        not any(map(_on_its_way, others)),
    )


def _ids(notices: list[Notice]) -> tuple[str, ...]:
    return tuple(each for one in notices for each in one.message_ids.split(",") if each)


def _is_there(notice: Notice) -> bool:
    return notice.state is NoticeState.SENT or (notice.state is NoticeState.FAILED and notice.doubts > 0)


def _on_its_way(notice: Notice) -> bool:
    """It has been taken up: its words have been made, and will be said or not in a moment."""
    taken_up = notice.state is NoticeState.WAITING and notice.next_attempt_at > notice.created_at
    return taken_up or notice.state is NoticeState.SENDING
