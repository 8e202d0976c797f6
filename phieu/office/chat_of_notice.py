"""Which chat a notice in the outbox goes to, and whether it can reach anybody at all: `which_chat` as conditions."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import case, false
from sqlalchemy.orm import aliased
from sqlmodel import col, exists

from phieu.office.which_chat import ORDER
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel


def may_go_to(chat: Any = ChatAccount) -> Any:
    """The condition on a notice and a chat that it could be said there, if only that channel is on."""
    not_failed_there = col(Notice.failed_on).is_(None) | (col(Notice.failed_on) != chat.channel)
    return (chat.person_id == col(Notice.person_id)) & chat.reachable & not_failed_there


def its_chat(on: Collection[Channel], down: Collection[Channel]) -> Any:
    """The condition on a notice, its person and a chat that it goes there, as long as these channels are `on`."""
    if not on:
        return false()
    here = may_go_to() & col(ChatAccount.channel).in_(on)
    if len(on) == 1:
        return here
    other = aliased(ChatAccount)
    comes_first = _rank(col(other.channel), down) < _rank(col(ChatAccount.channel), down)
    better = exists().where(may_go_to(other), col(other.channel).in_(on), comes_first)
    return here & ~better.correlate(Notice, Person, ChatAccount)


def can_be_reached() -> Any:
    """The condition on a notice that it need not wait until its person joins, or lets the bot write to them again."""
    on_the_staff = exists().where(col(Person.id) == col(Notice.person_id), col(Person.active))
    # correlated by name: whoever asks may have people and chats in the same statement
    return exists().where(may_go_to()).correlate(Notice) & on_the_staff.correlate(Notice)


def _rank(channel: Any, down: Collection[Channel]) -> Any:
    """As `which_chat` compares them: of these numbers the lowest."""
    comparisons = [
        case((channel.in_(down), 1), else_=0),
        case((channel == col(Notice.channel), 0), else_=1),
        case((channel == col(Person.preferred_channel), 0), else_=1),
    ]
    rank: Any = case({one: place for place, one in enumerate(ORDER)}, value=channel)
    for place, comparison in enumerate(reversed(comparisons), 1):
        rank += comparison * len(ORDER) ** place
    return rank
