"""A test object that writes, taps and reads like a person on their phone, over the control API."""

from collections.abc import Iterable
from typing import Any

from phieu.sandbox.phone import Button, ShownMessage, Toast
from phieu.sandbox.requests import Requests
from phieu.sandbox.watching import PATIENCE, Watching


class Person(Watching[ShownMessage]):
    """The phone of one registered person. What they see, and what they wait for, stands in Watching."""

    def __init__(self, requests: Requests, number: int) -> None:
        super().__init__(requests, f"people/{number}")
        self.id = number
        self.toasts: list[Toast] = []  # what the bot answered to taps, oldest first; empty answers left out
        self._messages: dict[int, ShownMessage] = {}

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

    def _take_change(self, change: dict[str, Any]) -> None:
        if "message" in change:
            message = ShownMessage.from_view(change["message"])
            self._messages[message.id] = message
        elif "message_id" in change:
            self._messages.pop(change["message_id"], None)
        elif "answer" in change and change["answer"]["text"]:
            self.toasts.append(_toast(change["answer"]))

    def _describe(self, message: ShownMessage) -> str:
        return f"{message.text}\n{message.rows}"

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
