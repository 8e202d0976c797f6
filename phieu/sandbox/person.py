"""A test object that writes, taps and reads like a person on their phone, over the control API.

It never sleeps: whatever it waits for, it waits for on the stream of changes, up to a timeout that only a broken
bot meets. It holds no task of its own; what it knows is brought up to date whenever it looks.
"""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from phieu.sandbox.phone import Button, ShownMessage, Toast
from phieu.sandbox.requests import Requests

PATIENCE = 20.0  # seconds


class Person:
    """The phone of one registered person."""

    def __init__(self, requests: Requests, number: int) -> None:
        self.id = number
        self.toasts: list[Toast] = []  # what the bot answered to taps, oldest first; empty answers left out
        self._requests = requests
        self._messages: dict[int, ShownMessage] = {}
        self._cursor = 0
        self._settled = True

    # what a person does

    async def start(self, payload: str = "") -> None:
        """Press "Start", or follow a link with this payload."""
        await self._post("start", {"payload": payload})

    async def open_link(self, url: str) -> None:
        """Follow a link to the bot, `https://t.me/<bot>?start=...`."""
        await self._post("link", {"url": url})

    async def write(self, text: str) -> None:
        """Write a text or a command. Does not wait for an answer: see `sees` and `settled`."""
        await self._post("text", {"text": text})

    async def write_html(self, source: str) -> None:
        """Write a text with formatting, given as HTML: what an app makes of bold letters, links, quotations."""
        await self._post("text", {"text": source, "html": True})

    async def tap(self, text: str, *, wait: float = PATIENCE) -> Toast:
        """Tap the button that says `text` on the newest message that has it, and wait until the bot answered.

        Raises LookupError, with the buttons that are there, if none says so. wait=0 does not wait.
        """
        await self.refresh()
        message, button = self._find_button(text)
        if button.url is not None:
            await self.open_link(button.url)
            return Toast("")
        assert button.data is not None
        return await self._tap(message.id, button.data, forged=False, wait=wait)

    async def tap_action(self, message_id: int, data: str, *, wait: float = PATIENCE) -> Toast:
        """Tap with any action on any message, there or not: an old button, or a forged one."""
        return await self._tap(message_id, data, forged=True, wait=wait)

    async def send_document(self, content: bytes, name: str, caption: str = "") -> None:
        """Send a file; the caption is HTML."""
        await self._requests.upload(f"people/{self.id}/document", [(name, content)], caption)

    async def send_photo(self, content: bytes, name: str = "photo.jpg", caption: str = "") -> None:
        """Send a picture; the caption is HTML."""
        await self._requests.upload(f"people/{self.id}/photo", [(name, content)], caption)

    async def send_album(self, pictures: Iterable[bytes], caption: str = "") -> None:
        """Send several pictures at once, which come as a message each; the caption, in HTML, with the first."""
        files = [(f"photo{number}.jpg", content) for number, content in enumerate(pictures)]
        await self._requests.upload(f"people/{self.id}/photo", files, caption)

    async def block(self, *, blocked: bool = True) -> None:
        """Block the bot, or take it back."""
        await self._post("block", {"blocked": blocked})

    # what a person sees

    async def conversation(self) -> list[ShownMessage]:
        """Every message that stands in the chat, oldest first, from either side."""
        await self.refresh()
        return self._standing()

    async def screen(self) -> ShownMessage:
        """The bot's newest message that still stands. Raises LookupError if there is none."""
        await self.refresh()
        shown = [message for message in self._standing() if message.from_bot]
        if not shown:
            raise LookupError("the bot has said nothing here")
        return shown[-1]

    async def commands(self) -> list[str]:
        """The commands in this person's menu."""
        view = await self._requests.get(f"people/{self.id}")
        return [entry["command"] for entry in view["commands"]]

    async def document(self, message: ShownMessage) -> bytes:
        """The content of the document, or picture, in a message."""
        attachment = message.document or message.photo
        if attachment is None:
            raise LookupError("there is no file in this message")
        return await self._requests.download(attachment.url)

    # what a person waits for

    async def sees(self, text: str, *, timeout: float = PATIENCE) -> ShownMessage:  # noqa: ASYNC109 - reads best here
        """Wait until a message of the bot stands there that contains `text`; the newest such message."""
        return await self.sees_one(lambda message: text in message.text, what=repr(text), timeout=timeout)

    async def sees_one(
        self,
        matches: Callable[[ShownMessage], bool],
        *,
        what: str = "such a message",
        timeout: float = PATIENCE,  # noqa: ASYNC109 - reads best here
    ) -> ShownMessage:
        """Wait until a message of the bot stands there that `matches`. Raises TimeoutError with what stands instead."""
        found: list[ShownMessage] = []

        def visible() -> bool:
            found[:] = [message for message in self._standing() if message.from_bot and matches(message)]
            return bool(found)

        await self._wait_until(visible, f"{what} was not seen", timeout)
        return found[-1]

    async def settled(self, *, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - reads best here
        """Wait until the bot has reacted to everything that this person did.

        That is: every tap has been answered, and after the last message the bot has sent, edited or deleted
        something in this chat. It may still be about to do more; where that matters, `sees` says what to wait for.
        """
        await self._wait_until(lambda: self._settled, "the bot has not reacted to everything", timeout)

    async def refresh(self, wait: float = 0.0) -> None:
        """Take in what has changed; if nothing has, waits up to `wait` seconds for a change."""
        self._take_in(await self._requests.get(f"people/{self.id}/changes", after=self._cursor, wait=wait))

    def _take_in(self, answer: dict[str, Any]) -> None:
        self._cursor, self._settled = answer["cursor"], answer["settled"]
        for change in answer["changes"]:
            if "message" in change:
                message = ShownMessage.from_view(change["message"])
                self._messages[message.id] = message
            elif "message_id" in change:
                self._messages.pop(change["message_id"], None)
            elif "answer" in change and change["answer"]["text"]:
                self.toasts.append(_toast(change["answer"]))

    async def _wait_until(self, condition: Callable[[], bool], complaint: str, patience: float) -> None:
        try:
            async with asyncio.timeout(patience):
                await self.refresh()
                while not condition():
                    await self.refresh(wait=patience)
        except TimeoutError:
            standing = "\n---\n".join(f"{message.text}\n{message.rows}" for message in self._standing()[-3:])
            raise TimeoutError(f"{complaint} within {patience} s; the last messages are:\n{standing}") from None

    async def _tap(self, message_id: int, data: str, *, forged: bool, wait: float) -> Toast:
        body = {"message_id": message_id, "data": data, "forged": forged, "wait": wait, "after": self._cursor}
        reply = await self._post("tap", body)
        self._take_in(reply)
        answer = reply["answer"]
        if answer is None:
            if wait:
                raise TimeoutError(f"the bot has not answered the tap within {wait} s")
            return Toast("")
        return _toast(answer)

    async def _post(self, action: str, body: dict[str, Any]) -> Any:
        return await self._requests.post(f"people/{self.id}/{action}", body)

    def _standing(self) -> list[ShownMessage]:
        return [self._messages[number] for number in sorted(self._messages)]

    def _find_button(self, text: str) -> tuple[ShownMessage, Button]:
        for message in reversed(self._standing()):
            if button := message.button(text):
                return message, button
        there = [message.rows for message in self._standing() if message.buttons]
        raise LookupError(f"no button says {text!r}; there are {there}")


def _toast(answer: dict[str, Any]) -> Toast:
    return Toast(answer["text"], alert=answer["show_alert"], url=answer["url"])
