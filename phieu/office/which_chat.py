"""Which of a person's chats a notice or a reminder goes to."""

from collections.abc import Collection

from phieu.words import Channel

ORDER = tuple(Channel)
"""For somebody who prefers none of their channels."""


def which_chat(
    chats: Collection[Channel],
    preferred: Channel | None,
    *,
    begun: Channel | None = None,
    failed: Channel | None = None,
    down: Collection[Channel] = (),
) -> Channel | None:
    """The channel to speak on to somebody who can be reached on these; None if that is on none of them.

    Never the one on which it has `failed` for good. One that is `down`, so that nothing has got through for long, only
    for want of another. Else the one on which it has `begun`: some of it stands there, or what it changes. Else the one
    that the person prefers.
    """
    # as SQL, for many at once: `chat_of_notice.its_chat`
    left = [channel for channel in chats if channel != failed]
    return min(left, key=lambda one: (one in down, one != begun, one != preferred, ORDER.index(one)), default=None)
