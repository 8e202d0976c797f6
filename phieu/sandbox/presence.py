"""Whether a bot has come to a platform: only then does the page show people's chats with it there."""

from dataclasses import dataclass

from phieu.sandbox.changes import Change, ChangeKind, Streams

_NOBODY = 0


@dataclass(slots=True)
class Presence:
    """Begins with the bot's first call that bears the right token, and is told to whoever watches."""

    streams: Streams
    connected: bool = False

    def note_call(self) -> None:
        if not self.connected:
            self.connected = True
            self.streams.publish(Change(_NOBODY, ChangeKind.CONNECTED))
