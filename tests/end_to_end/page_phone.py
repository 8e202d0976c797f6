"""A phone of the chat page in a real browser, read and tapped as a person would, behind the same calls as `Person`."""

import asyncio
from collections.abc import Callable

from playwright.async_api import Locator, Page, expect

from phieu.sandbox.phone import Attachment, Button, ShownMessage, Toast

READ = """
messages => messages.map(message => ({
  id: Number(message.dataset.messageId),
  fromBot: message.dataset.side === "bot",
  text: message.querySelector("[data-testid=text]")?.innerText ?? "",
  picture: message.querySelector("[data-testid=picture] img")?.src ?? "",
  rows: [...message.querySelectorAll(".row")].map(row =>
    [...row.querySelectorAll("button")].map(button => [button.innerText, button.dataset.action])),
}))
"""
CHANGES = """
(log, before) => log.innerHTML !== before ? null : new Promise(done => {
  const observer = new MutationObserver(() => { observer.disconnect(); done(); });
  observer.observe(log, { childList: true, subtree: true, characterData: true, attributes: true });
})
"""
"""Waits until the conversation is no longer as it was before the look."""


class PagePhone:
    """One person's phone on the page."""

    def __init__(self, page: Page, number: int) -> None:
        self.page = page
        self.glass: Locator = page.locator(f"[data-testid=phone][data-person-id='{number}']")

    async def conversation(self) -> list[ShownMessage]:
        """Every message that stands on the glass."""
        read = await self.glass.get_by_test_id("message").evaluate_all(READ)
        return [
            ShownMessage(
                id=one["id"],
                text=one["text"],
                from_bot=one["fromBot"],
                buttons=[[Button(text, data) for text, data in row] for row in one["rows"]],
                photo=Attachment(one["picture"]) if one["picture"] else None,
            )
            for one in read
        ]

    async def sees_one(
        self, matches: Callable[[ShownMessage], bool], *, what: str = "such a message", timeout: float = 30.0
    ) -> ShownMessage:
        """Look until the bot's message stands there; between two looks, wait for the page to change."""
        log = self.glass.get_by_test_id("log")
        try:
            async with asyncio.timeout(timeout):
                while True:
                    before = await log.evaluate("log => log.innerHTML")
                    found = [one for one in await self.conversation() if one.from_bot and matches(one)]
                    if found:
                        return found[-1]
                    await log.evaluate(CHANGES, before)
        except TimeoutError:
            raise TimeoutError(f"{what} was not seen on the page") from None

    async def tap_action(self, message_id: int, data: str, *, wait: float = 0) -> Toast:  # noqa: ARG002
        """Click the button itself."""
        message = self.glass.locator(f"[data-message-id='{message_id}']")
        await message.locator(f"button[data-action='{data}']").click()
        return Toast("")

    async def write(self, text: str) -> None:
        """Type into the field and send."""
        field = self.glass.get_by_role("textbox")
        await field.fill(text)
        await field.press("Enter")

    async def open_invitation(self) -> None:
        """Follow the invitation that lies ready."""
        await self.glass.get_by_test_id("invitation").click()
        await expect(self.glass.get_by_test_id("invitation")).to_have_count(0)
