"""What the bot is called on Telegram, for the links of invitations."""

from phieu.commands.terminal import Terminal
from phieu.office.ways_in import zalo_page

PATIENCE_SECONDS = 10


async def bot_username(terminal: Terminal) -> str:
    """The bot's name, without the @; empty if there is no token, or nobody can be asked: codes work without links."""
    settings, t = terminal.settings, terminal.t
    if settings.zalo_token is not None and not zalo_page(settings):
        text = t("ZALO_LINK is not set, so nothing leads to the bot on Zalo. Bot Creator shows it under “Share”.")
        if settings.zalo_link.strip():
            text = t(
                "ZALO_LINK is not the address of a bot's page, so nothing leads to the bot on Zalo. Bot Creator shows "
                "it under “Share”."
            )
        terminal.say(text, "yellow")
    if settings.telegram_token is None:
        if settings.zalo_token is None:
            terminal.say(t("Neither TELEGRAM_TOKEN nor ZALO_TOKEN is set, so there are codes but no links."), "yellow")
        return ""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import TelegramAPIError
    from aiogram.utils.token import TokenValidationError

    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.telegram_api_url), timeout=PATIENCE_SECONDS)
    try:
        async with Bot(settings.telegram_token.get_secret_value(), session=session) as bot:
            return (await bot.get_me()).username or ""
    except (TelegramAPIError, TokenValidationError, TimeoutError, OSError):
        terminal.say(
            t("Telegram does not answer, or does not know TELEGRAM_TOKEN; so there are codes but no links to it."),
            "yellow",
        )
        return ""
