"""Telegram as a whole: the connection, the app's own menu, and the way updates come in."""

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats
from aiogram.utils.token import TokenValidationError
from pydantic import SecretStr

from phieu.bot.event import Answer
from phieu.bot.handlers.telegram import TelegramHandler
from phieu.bot.handlers.telegram_polling import TelegramPolling
from phieu.bot.handlers.telegram_session import JsonSession
from phieu.bot.handlers.telegram_webhook import TelegramWebhook
from phieu.bot.handlers.web_server import WebServer
from phieu.locales.translator import mark, translator
from phieu.office.ways_in import channels_on
from phieu.settings import LOCALES, Settings
from phieu.start_error import NotReachedError, StartError
from phieu.storage.volatile import Volatile

COMMANDS = {
    "menu": mark("Main menu"),
    "ballots": mark("My ballots"),
    "matters": mark("For you to answer"),
    "results": mark("Results"),
    "record": mark("My record"),
    "mydata": mark("What is kept of me"),
    "chats": mark("My chats"),
    "privacy": mark("How your answers are kept secret"),
    "language": mark("Language"),
    "help": mark("Help"),
}
"""What stands in the app's own menu; what admins have besides stands on their screens."""
PATIENCE_SECONDS = 15
"""For the first call, whose failure the operator is told at once."""
CALL_SECONDS = 30


class TelegramChannel:
    """Answers on Telegram: `connect` and `start`, which raise StartError; `stop` and `close`."""

    def __init__(self, settings: Settings, token: SecretStr, server: WebServer | None) -> None:
        """`server` takes the platform's calls; None to ask for updates instead."""
        self._settings, self._server = settings, server
        self._t = translator(settings.default_locale, settings.tz_name)
        self._bot = self._make_bot(token)
        self._way_in: TelegramPolling | TelegramWebhook | None = None
        self._handler: TelegramHandler | None = None

    async def connect(self) -> str:
        """Ask the platform who we are; returns the bot's username. May be tried again after a NotReachedError."""
        try:
            me = await self._bot.get_me(request_timeout=PATIENCE_SECONDS)
        except (TelegramAPIError, ClientDecodeError) as error:
            raise self._start_error(error) from error
        return me.username or ""

    async def start(self, answer: Answer, volatile: Volatile) -> None:
        """Begin to answer. May be tried again after a NotReachedError."""
        self._handler = TelegramHandler(self._bot, answer, volatile)
        dispatcher = self._handler.dispatcher()
        self._way_in = self._way_in_of(dispatcher)
        try:
            await self._fill_menu()
            await self._way_in.start()
        except (TelegramAPIError, ClientDecodeError) as error:
            raise self._start_error(error) from error

    async def stop(self) -> None:
        """Take nothing more, answer what has come in, and leave no answers standing on a screen."""
        if self._way_in is not None:
            await self._way_in.stop()
        if self._handler is not None:
            await self._handler.stop()

    async def close(self) -> None:
        """Hang up."""
        await self._bot.session.close()

    def _make_bot(self, token: SecretStr) -> Bot:
        server = TelegramAPIServer.from_base(self._settings.telegram_api_url)
        shape = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
        try:
            return Bot(token.get_secret_value(), JsonSession(api=server, timeout=CALL_SECONDS), default=shape)
        except TokenValidationError as error:
            raise StartError(
                self._t("TELEGRAM_TOKEN is not a bot's token. Copy the one that @BotFather gave you, as a whole.")
            ) from error

    def _way_in_of(self, dispatcher: Dispatcher) -> TelegramPolling | TelegramWebhook:
        if self._server is None:
            return TelegramPolling(self._bot, dispatcher)
        return TelegramWebhook(self._bot, dispatcher, self._server)

    async def _fill_menu(self) -> None:
        everybody = BotCommandScopeAllPrivateChats()
        for language in (None, *LOCALES):  # None: apps in any other language
            t = self._t.speaking(language or self._settings.default_locale)
            commands = [BotCommand(command=command, description=t(text)) for command, text in self._commands().items()]
            await self._bot.set_my_commands(commands, scope=everybody, language_code=language)

    def _commands(self) -> dict[str, str]:
        """Of their chats there is something to say to people only where there can be two."""
        several = len(channels_on(self._settings)) > 1
        return {command: text for command, text in COMMANDS.items() if several or command != "chats"}

    def _start_error(self, error: Exception) -> StartError:
        t, url = self._t, self._settings.telegram_api_url
        if isinstance(error, TelegramUnauthorizedError | TelegramNotFound):
            return StartError(
                t("{url} does not accept TELEGRAM_TOKEN. Check it with @BotFather, and set it anew.", url=url)
            )
        if isinstance(error, TelegramAPIError) and "webhook" in error.message.lower():
            return StartError(
                t("{url} does not accept WEBHOOK_URL. It must be an https address that it can reach.", url=url)
            )
        return NotReachedError(
            t(
                "{url} does not answer as it should. Check the network, and TELEGRAM_API_URL if you have set it.",
                url=url,
            )
        )
