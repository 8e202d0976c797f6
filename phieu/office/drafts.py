"""What admins compose step by step, kept until it is confirmed: neither a restart nor a lost role loses it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.tables import Draft


async def load_draft(session: AsyncSession, person_id: int, topic: str) -> dict[str, Any]:
    """What this person has put together so far; empty if there is nothing."""
    draft = await session.get(Draft, (person_id, topic))
    return dict(draft.content) if draft is not None else {}


async def save_draft(session: AsyncSession, person_id: int, topic: str, content: Mapping[str, Any]) -> None:
    """Keep this instead of what was there; values must be such as JSON has."""
    found = await session.exec(
        select(Draft).where(Draft.person_id == person_id, Draft.topic == topic).with_for_update()
    )
    draft = found.first() or Draft(person_id=person_id, topic=topic, content={})
    draft.content, draft.idle_since = dict(content), None
    session.add(draft)
    await session.flush()


async def drop_draft(session: AsyncSession, person_id: int, topic: str) -> None:
    """It has been confirmed, or given up."""
    await session.exec(delete(Draft).where(col(Draft.person_id) == person_id, col(Draft.topic) == topic))
