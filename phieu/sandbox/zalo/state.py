"""What the platform keeps: the bot, its chats with people, pictures, and counts."""

import secrets
import time
from collections import Counter, deque
from dataclasses import dataclass, field

from phieu.sandbox.call import Call, Upload
from phieu.sandbox.changes import Change, ChangeKind, Streams
from phieu.sandbox.errors import ApiError, bad_request
from phieu.sandbox.faults import Faults
from phieu.sandbox.past_calls import PastCall, new_history
from phieu.sandbox.presence import Presence
from phieu.sandbox.users import Users
from phieu.sandbox.zalo.chats import Chat, Message
from phieu.sandbox.zalo.clock import PlatformClock
from phieu.sandbox.zalo.events import Event, event_body
from phieu.sandbox.zalo.ids import bot_id, chat_id
from phieu.sandbox.zalo.plan import Plan
from phieu.sandbox.zalo.switches import Switches
from phieu.sandbox.zalo.updates import Updates
from phieu.sandbox.zalo.webhook import Webhook

PICTURES = "/sandbox/api/zalo/pictures/"


@dataclass(slots=True)
class BotAccount:
    """Who the bot is: its token, and its name on the phones, which begins with "Bot"."""

    token: str
    name: str

    @property
    def id(self) -> str:
        return bot_id(self.token)

    @property
    def account_name(self) -> str:
        return f"bot.{self.id[-8:]}"

    @property
    def link(self) -> str:
        """Opens a chat with the bot. The number in it is not the bot's id."""
        return f"https://zalo.me/{self.token.partition(':')[0]}"


@dataclass(slots=True)
class Zalo:
    """The whole platform as one bot sees it. `url` is where the sandbox is served, for links to pictures.

    `calls` counts calls by method and outcome ("sendMessage", 200); `history` has the last of them one by one.
    """

    bot: BotAccount
    users: Users
    url: str = ""
    switches: Switches = field(default_factory=Switches)
    clock: PlatformClock = field(default_factory=PlatformClock)
    faults: Faults = field(default_factory=Faults)
    streams: Streams = field(default_factory=Streams)
    calls: Counter[tuple[str, int]] = field(default_factory=Counter)
    history: deque[PastCall] = field(default_factory=new_history)
    chats: dict[int, Chat] = field(default_factory=dict)
    pictures: dict[str, Upload] = field(default_factory=dict)
    plan: Plan = field(init=False)
    updates: Updates = field(init=False)
    webhook: Webhook = field(init=False)
    presence: Presence = field(init=False)

    def __post_init__(self) -> None:
        self.plan = Plan(self.switches)
        self.presence = Presence(self.streams)
        self.updates = Updates(self.switches)
        self.webhook = Webhook(self.updates, self.switches, lambda event: event_body(self, event))

    def chat(self, number: int) -> Chat:
        """The private chat of a registered person, begun or not, or a group. Raises KeyError if there is none."""
        if number < 0:
            return self.chats[number]
        name = self.users.by_id[number].name
        chat = self.chats.setdefault(number, Chat(number, name, [number]))
        chat.name = name
        return chat

    def add_group(self, number: int, name: str, members: list[int]) -> Chat:
        """A group of registered people with the bot in it; its number is below 0. A known one is changed."""
        if number >= 0 or not name.strip() or not members or not set(members) <= self.users.by_id.keys():
            raise ValueError("a group needs a number below 0, a name, and registered people as members")
        chat = self.chats.setdefault(number, Chat(number, name, members))
        chat.name, chat.members = name, members
        self.publish(chat, ChangeKind.PERSON, by_bot=False)
        return chat

    def named_chat(self, named: str) -> Chat:
        """The chat that a bot names in a call. Raises ApiError 400 if there is none, or it may not write there."""
        numbers = {chat_id(number): number for number in (*self.users.by_id, *self.chats)}
        if named not in numbers:
            raise bad_request("chat_id is invalid")
        chat = self.chat(numbers[named])
        if not chat.heard and self.switches.unseen_chats == 400:  # noqa: PLR2004 - the position of the switch
            raise bad_request("the user has not interacted with the bot")
        return chat

    def count(self, method: str, call: Call, status: int) -> None:
        """Note a call and its outcome; 0: no answer was given."""
        self.calls[method, status] += 1
        chat = call.text("chat_id") or None
        self.history.append(PastCall(time.monotonic(), method, chat, status, len(call.files)))

    def post(self, chat: Chat, message: Message) -> None:
        """Put a message of the bot's into a chat."""
        chat.add(message)
        self.publish(chat, ChangeKind.MESSAGE, message.id)
        if self.switches.own_messages_return:
            self.deliver(Event(chat.number, chat, message))

    def check_quota(self) -> None:
        """Count a message that the bot is about to send. Raises ApiError 429 when the month's are used up."""
        date = self.clock.now()
        if self.plan.used_up(date):
            raise ApiError(429, "Quota exceeded")
        self.plan.count_sent(date)

    def deliver(self, event: Event) -> None:
        """Send an event on its way to the bot."""
        if self.webhook.settings is None:
            self.updates.add(event)
        else:
            self.updates.remember(event)
            self.webhook.put(event)

    def keep_picture(self, upload: Upload) -> str:
        """Keep a picture; returns its id."""
        picture = secrets.token_urlsafe(24)
        self.pictures[picture] = upload
        return picture

    def picture_url(self, picture: str) -> str:
        return f"{self.url}{PICTURES}{picture}"

    def publish(self, chat: Chat, kind: ChangeKind, subject: int | str = 0, *, by_bot: bool = True) -> None:
        """Tell everyone who watches; a message of the bot's counts as its reaction."""
        if by_bot and kind is ChangeKind.MESSAGE:
            chat.unheard = False
        change = Change(chat.number, kind, subject)
        chat.journal.add(change)
        self.streams.publish(change)
