"""What a flow knows beside the event: who acts, in which language, when, and the installation they act on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from phieu.bot.delivery.revision import Spoken
from phieu.bot.event import Event
from phieu.bot.memory import Memory
from phieu.bot.screen import Answered
from phieu.bot.ways import WAYS, Ways
from phieu.installation import Installation
from phieu.locales.translator import Translator
from phieu.storage.tables import Person
from phieu.words import Channel


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances of one event, looked up anew for each."""

    installation: Installation
    person: Person | None
    """Who acts; None for a stranger. A detached copy: change a person by a statement of your own."""
    t: Translator
    now: datetime
    """Aware, UTC; the same instant throughout one event."""
    bot_username: str = ""
    """The bot's name on the channel, for links; without the @."""
    memory: Memory = field(default_factory=Memory)
    """What may be forgotten at any time, such as a file that waits to be confirmed."""
    channel: Channel = Channel.TELEGRAM
    """By which channel the answer goes, or the notice."""

    @property
    def ways(self) -> Ways:
        """What this channel can do: what is said must be true there."""
        return WAYS[self.channel]

    @property
    def somebody(self) -> Person:
        """Who acts, for flows that dispatch never gives to a stranger."""
        assert self.person is not None, "dispatch gave a stranger to a flow for the staff"
        return self.person

    def acting_as(self, person: Person) -> "Context":
        """The same circumstances with this person acting, in their language."""
        return replace(self, person=person, t=self.t.speaking(person.locale))


Flow = Callable[[Event, Context], Awaitable[Answered]]
"""One answer: event in, screen out. Raises UnknownActionError where the action means nothing; dispatch goes home."""

NoticeFlow = Callable[[str, Context], Awaitable[Spoken | None]]
"""The words of a notice, from its subject, at the time of delivery; None if it is too late for it."""
