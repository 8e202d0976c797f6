"""A test object that writes, picks and reads like a person in Zalo, over the control API."""

import base64
from contextlib import suppress
from typing import Any

from phieu.sandbox.requests import Requests
from phieu.sandbox.watching import PATIENCE, Watching
from phieu.sandbox.zalo.ids import chat_id
from phieu.sandbox.zalo_phone import ZaloMessage, find_choice


class ZaloPerson(Watching[ZaloMessage]):
    """One registered person in their private chat with the bot, or in a group (`chat` is its number, below 0).

    What they see, and what they wait for, stands in Watching. Whatever they send is dated some seconds after the
    newest message of the chat, since people read first; `hurried` dates it a millisecond after, and `date`
    (milliseconds) as it says. Sending gives the message back, and does not wait for an answer.
    """

    def __init__(self, requests: Requests, number: int, chat: int | None = None) -> None:
        self.id = number
        self.chat = number if chat is None else chat
        super().__init__(requests, f"zalo/chats/{self.chat}")
        self._messages: dict[str, ZaloMessage] = {}

    @property
    def chat_id(self) -> str:
        """The chat's id, as the bot knows it."""
        return chat_id(self.chat)

    def in_group(self, number: int) -> "ZaloPerson":
        """The same person in a group of theirs."""
        return ZaloPerson(self._requests, self.id, number)

    # what a person does

    async def write(
        self, text: str, *, hurried: bool = False, date: int | None = None, mention: bool = True
    ) -> ZaloMessage:
        """Write a text. In a group it mentions the bot, unless told otherwise."""
        return await self._send("text", text=text, hurried=hurried, date=date, mention=mention)

    async def pick(self, label: str, *, hurried: bool = False, wait: float = PATIENCE) -> ZaloMessage:
        """Write what stands before `label` among the choices of the bot's newest message; wait until it has answered.

        A message may come in parts: if the label is not there yet, it is waited for. Raises LookupError, with the
        choices that are there, if it never comes. wait=0 waits neither for the label nor for the answer.
        """
        await self.refresh()
        if wait:
            with suppress(TimeoutError):
                await self._wait_until(lambda: self._key(label) is not None, "", wait)
        key = self._key(label)
        if key is None:
            raise LookupError(f"no choice says {label!r}; there are {await self.choices()}")
        written = await self.write(key, hurried=hurried)
        if wait:
            await self.settled(timeout=wait)
        return written

    async def send_image(self, content: bytes, caption: str = "", **manner: Any) -> ZaloMessage:
        return await self._send("image", content=base64.b64encode(content).decode(), caption=caption, **manner)

    async def send_sticker(self, sticker: str = "sticker-1", **manner: Any) -> ZaloMessage:
        return await self._send("sticker", sticker=sticker, **manner)

    async def send_voice(self, address: str = "https://voice.example/loi-noi.aac", **manner: Any) -> ZaloMessage:
        return await self._send("voice", voice_url=address, **manner)

    async def send_unsupported(self, **manner: Any) -> ZaloMessage:
        """Send what the bot is told nothing of, as a file or a video."""
        return await self._send("unsupported", **manner)

    async def send_event(self, name: str, more: dict[str, Any] | None = None, **manner: Any) -> ZaloMessage:
        """Something that reaches the bot under a name of its own; `more` is what the event says besides."""
        return await self._send("event", event_name=name, message=more or {}, **manner)

    async def redeliver(self, message: ZaloMessage) -> None:
        """Have the platform deliver a message once more; the person notices nothing of it."""
        await self._post("redeliver", {"message_id": message.id})

    # what a person sees

    async def choices(self) -> dict[str, str]:
        """What can be chosen from the bot's newest message: label → what has to be written."""
        return (await self.screen()).choices

    async def picture(self, message: ZaloMessage) -> bytes:
        """The content of the picture in a message."""
        if message.picture is None:
            raise LookupError("there is no picture in this message")
        return await self._requests.download(message.picture)

    def _key(self, label: str) -> str | None:
        newest = next((message for message in reversed(self._standing()) if message.from_bot), None)
        return find_choice(newest.choices, label) if newest else None

    def _standing(self) -> list[ZaloMessage]:
        return list(self._messages.values())

    def _take_change(self, change: dict[str, Any]) -> None:
        if "message" in change:
            message = ZaloMessage.from_view(change["message"])
            self._messages[message.id] = message

    async def _send(self, action: str, **body: Any) -> ZaloMessage:
        member = {"member": self.id} if self.chat != self.id else {}
        answer = await self._post(action, body | member)
        return ZaloMessage.from_view(answer["message"])
