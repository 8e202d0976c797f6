"""A Zalo chat of the page in a real browser, read and written in as a person would."""

import asyncio
from collections.abc import Callable

from playwright.async_api import Locator, Page

from phieu.sandbox.zalo_phone import ZaloMessage
from tests.end_to_end.page_phone import CHANGES

BACK = "0"
"""Every screen offers it, in its last message."""
READ = """
messages => messages.map(message => ({
  id: message.dataset.messageId,
  from_bot: message.dataset.side === "bot",
  text: message.querySelector("[data-testid=text]")?.innerText ?? "",
  picture: message.querySelector("[data-testid=picture] img")?.src ?? null,
}))
"""


class PageZalo:
    """One person's chat with the bot in Zalo."""

    def __init__(self, page: Page, number: int) -> None:
        self.glass: Locator = page.locator(f"[data-testid=zalo][data-person-id='{number}']")

    async def conversation(self) -> list[ZaloMessage]:
        """Every message that stands on the glass."""
        read = await self.glass.get_by_test_id("message").evaluate_all(READ)
        return [ZaloMessage(**one) for one in read]

    async def sees_one(self, matches: Callable[[ZaloMessage], bool], *, what: str) -> ZaloMessage:
        """Look until the bot's message stands there; between two looks, wait for the page to change."""
        log = self.glass.get_by_test_id("log")
        try:
            async with asyncio.timeout(30):
                while True:
                    before = await log.evaluate("log => log.innerHTML")
                    found = [one for one in await self.conversation() if one.from_bot and matches(one)]
                    if found:
                        return found[-1]
                    await log.evaluate(CHANGES, before)
        except TimeoutError:
            raise TimeoutError(f"{what} was not seen on the page") from None

    async def write(self, text: str) -> ZaloMessage:
        """Type into the field and send; the screen that follows."""
        known = {one.id for one in await self.conversation()}
        field = self.glass.get_by_role("textbox")
        await field.fill(text)
        await field.press("Enter")
        return await self.sees_one(
            lambda one: one.id not in known and BACK in one.choices.values(), what=f"what follows {text!r}"
        )

    async def pick(self, screen: ZaloMessage, label: str) -> ZaloMessage:
        """Type what stands before a choice; it may be named by its beginning."""
        (key,) = {key for shown, key in screen.choices.items() if shown.startswith(label)}
        return await self.write(key)
