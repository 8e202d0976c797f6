"""What the platform keeps: the bot, its conversations with people, callback queries, commands, files."""

import itertools
import secrets
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.changes import Change, ChangeKind, Journal, Streams
from phieu.sandbox.errors import bad_request, forbidden
from phieu.sandbox.faults import Faults
from phieu.sandbox.limits import Limits
from phieu.sandbox.past_calls import PastCall, new_history
from phieu.sandbox.presence import Presence
from phieu.sandbox.telegram.files import Files
from phieu.sandbox.telegram.updates import Updates
from phieu.sandbox.telegram.webhook import Webhook
from phieu.sandbox.users import User, Users

Message = dict[str, Any]  # as the Bot API gives it


@dataclass(slots=True)
class BotIdentity:
    """Who the bot is: its token, and how it appears to people. The token begins with the bot's id."""

    token: str
    username: str
    name: str

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])

    def as_user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass(slots=True)
class CallbackQuery:
    """A tap that the bot should answer; `answer` is what it said: `{"text", "show_alert", "url"}`."""

    id: str
    user_id: int
    message_id: int
    data: str
    answer: dict[str, Any] | None = None


@dataclass(slots=True)
class Conversation:
    """The private chat of one person with the bot."""

    user: User
    started: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    journal: Journal = field(default_factory=Journal)
    unanswered: set[str] = field(default_factory=set)  # callback queries
    unheard: bool = False  # the person wrote, and the bot has done nothing here since

    @property
    def settled(self) -> bool:
        """Whether the bot has reacted to everything that the person did."""
        return not self.unanswered and not self.unheard

    def as_chat(self) -> dict[str, Any]:
        return {"id": self.user.id, "type": "private", "first_name": self.user.name}

    def as_user(self) -> dict[str, Any]:
        return {
            "id": self.user.id,
            "is_bot": False,
            "first_name": self.user.name,
            "language_code": self.user.language,
        }


@dataclass(slots=True)
class Telegram:
    """The whole platform as one bot sees it. `calls` counts calls by method and outcome ("sendMessage", 200).

    `history` has the last of them one by one.
    """

    bot: BotIdentity
    users: Users = field(default_factory=Users)
    streams: Streams = field(default_factory=Streams)
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    updates: Updates = field(default_factory=Updates)
    files: Files = field(default_factory=Files)
    calls: Counter[tuple[str, int]] = field(default_factory=Counter)
    history: deque[PastCall] = field(default_factory=new_history)
    conversations: dict[int, Conversation] = field(default_factory=dict)
    callbacks: dict[str, CallbackQuery] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)  # by scope and language
    profile: dict[tuple[str, str], str] = field(default_factory=dict)  # name, descriptions: by field and language
    chat_instance: str = field(default_factory=lambda: str(secrets.randbits(60)))
    webhook: Webhook = field(init=False)
    presence: Presence = field(init=False)
    _message_numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.webhook = Webhook(self.updates)
        self.presence = Presence(self.streams)

    def phone(self, user_id: int) -> Conversation:
        """The conversation of a registered person, begun or not. Raises KeyError for an unknown person."""
        conversation = self.conversations.get(user_id)
        user = self.users.by_id[user_id]
        if conversation is None:
            conversation = self.conversations[user_id] = Conversation(user)
        conversation.user = user
        return conversation

    def conversation(self, chat_id: int | None) -> Conversation:
        """The conversation that a bot names in a call. Raises ApiError as Telegram does if it may not write there."""
        if chat_id is None or chat_id not in self.users.by_id:
            raise bad_request("chat not found")
        conversation = self.phone(chat_id)
        if conversation.blocked:
            raise forbidden("bot was blocked by the user")
        if not conversation.started:
            raise forbidden("bot can't initiate conversation with a user")
        return conversation

    def count(self, method: str, call: Call, status: int) -> None:
        """Note a call and its outcome; 0: no answer was given."""
        self.calls[method, status] += 1
        self.history.append(PastCall(self.limits.clock(), method, call.chat_id, status, len(call.files)))

    def add_message(self, conversation: Conversation, content: Message, *, from_bot: bool) -> Message:
        """Put a message into the conversation, with its id, sender, chat and date."""
        message = {
            "message_id": next(self._message_numbers),
            "from": self.bot.as_user() if from_bot else conversation.as_user(),
            "chat": conversation.as_chat(),
            "date": int(time.time()),
            **content,
        }
        conversation.messages[message["message_id"]] = message
        self.publish(conversation, ChangeKind.MESSAGE, message["message_id"], by_bot=from_bot)
        return message

    def add_callback(self, conversation: Conversation, message_id: int, data: str) -> CallbackQuery:
        query = CallbackQuery(str(secrets.randbits(62)), conversation.user.id, message_id, data)
        self.callbacks[query.id] = query
        conversation.unanswered.add(query.id)
        return query

    def publish(
        self, conversation: Conversation, kind: ChangeKind, subject: int | str = 0, *, by_bot: bool = True
    ) -> None:
        """Tell everyone who watches; what the bot did in the chat counts as its reaction."""
        if by_bot and kind in {ChangeKind.MESSAGE, ChangeKind.EDITED, ChangeKind.DELETED}:
            conversation.unheard = False
        change = Change(conversation.user.id, kind, subject)
        conversation.journal.add(change)
        self.streams.publish(change)
