"""The draft that an admin is composing: of a new rotation, or of the change of one that has been proposed."""

from dataclasses import dataclass, replace
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.actions import UnknownActionError, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.office.drafts import drop_draft, load_draft, save_draft
from phieu.office.rotations.drafting import RotationDraft, draft_from, draft_of, topic_of
from phieu.office.rotations.plan import TALKABLE, Plan
from phieu.office.rotations.standing import move_of
from phieu.office.rotations.views import RotationView, load_view
from phieu.storage.tables import Rotation

IS_NEW = 0
"""Stands in actions for a rotation that has not been proposed yet."""
_TURN = "turn"


@dataclass(frozen=True, slots=True)
class Composing:
    """What is being composed by the admin who acts."""

    which: int
    """The rotation that is being changed; 0 for a new one."""
    draft: RotationDraft
    turn: int = 0
    """In which turn of the talk the change of a proposal was begun; 0 for a new one."""
    since: RotationView | None = None
    """How the proposal stands, if somebody has changed or answered it since."""

    def having(self, **parts: Any) -> "Composing":
        """With these parts said anew."""
        return replace(self, draft=replace(self.draft, **parts))


def admin_id(context: Context) -> int:
    """Who acts."""
    assert context.somebody.id is not None
    return context.somebody.id


async def composing(event: Event, context: Context, more: int = 0) -> tuple[Composing, tuple[str, ...]]:
    """What the action or the typed text belongs to, and the `more` arguments after it. Raises UnknownActionError."""
    which, others = parse(event.action or event.expected).number_and(more)
    return await load(context, which), others


async def load(context: Context, which: int) -> Composing:
    """What has been composed so far; what has been proposed, if its change has not been begun. Raises as above."""
    async with context.installation.database.reading() as session:
        view = await load_view(session, which) if which else None
        if which and (view is None or view.rotation.state not in TALKABLE or view.rotation.not_by_chat):
            raise UnknownActionError
        content = await load_draft(session, admin_id(context), topic_of(which))
    if view is None:
        return Composing(which, draft_of(content))
    if not content:
        return Composing(which, draft_from(plan_of(view.rotation)), view.rotation.turn)
    turn: int = content[_TURN]
    return Composing(which, draft_of(content), turn, view if view.rotation.turn != turn else None)


async def keep(context: Context, one: Composing) -> None:
    """Keep it until it is confirmed or given up."""
    async with context.installation.database.writing() as session:
        content = one.draft.content() | {_TURN: one.turn}
        await save_draft(session, admin_id(context), topic_of(one.which), content)


async def is_kept(session: AsyncSession, context: Context, which: int) -> bool:
    """Whether something is being composed; not any more once it has been proposed."""
    return bool(await load_draft(session, admin_id(context), topic_of(which)))


async def forget(session: AsyncSession, context: Context, which: int) -> None:
    """It has been confirmed, or given up."""
    await drop_draft(session, admin_id(context), topic_of(which))


def plan_of(rotation: Rotation) -> Plan:
    """A stored rotation as a plan."""
    return Plan(
        rotation.person_id, rotation.kind, move_of(rotation), rotation.starts_on, rotation.ends_on, rotation.tasks
    )
