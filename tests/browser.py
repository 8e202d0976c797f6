"""Chromium for tests: `browser_page` is an empty page in a real browser, at the size of a desktop screen.

Use it by importing its fixtures: `from tests.browser import browser, browser_page  # noqa: F401`, and mark the
test `browser`. Without an installed Chromium such tests are skipped, but where CI is set they fail.
"""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 15_000  # milliseconds; only a broken page meets it


def chromium() -> str:
    """Where Chromium is installed. Skips the test, or fails it in CI, if it is not."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    if os.environ.get("CI"):
        pytest.fail("Chromium is not installed, and CI must not leave the browser tests out")
    pytest.skip("Chromium is not installed: apt install chromium")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def browser_page(browser: Browser) -> AsyncIterator[Page]:
    """A page whose own errors fail the test."""
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    await context.close()
    assert complaints == []
