"""What the page and the tests ask of the Zalo side of the sandbox: JSON over HTTP under /sandbox/api/zalo/.

Paths and bodies are listed in `add_routes`. A chat's number is its person's, or below 0 for a group. A refusal is
`{"error": "..."}` with a 4xx status. Everything that somebody sends takes the fields of `user_actions.Manner`:
hurried, date, member, mention.
"""

import base64
import json
from typing import Any

import aiohttp
from aiohttp import web

from phieu.sandbox.changes import Change
from phieu.sandbox.live import send_changes
from phieu.sandbox.zalo import user_actions, views
from phieu.sandbox.zalo.chats import Chat, Message
from phieu.sandbox.zalo.events import Event
from phieu.sandbox.zalo.state import Zalo
from phieu.sandbox.zalo.user_actions import Manner

ROOT = "/sandbox/api/zalo"
LONGEST_WAIT = 60.0  # seconds


class ZaloControlApi:
    """The people's side of the platform, and its switches."""

    def __init__(self, zalo: Zalo) -> None:
        self.zalo = zalo

    def add_routes(self, app: web.Application) -> None:
        chat = ROOT + "/chats/{number:-?[0-9]+}"
        app.router.add_get(f"{ROOT}/overview", self.overview)
        app.router.add_post(f"{ROOT}/groups", self.add_group)  # {number, name, members}
        app.router.add_get(chat, self.conversation)
        app.router.add_get(chat + "/changes", self.changes)  # ?after=cursor&wait=seconds
        app.router.add_post(chat + "/text", self.write)  # {text}
        app.router.add_post(chat + "/image", self.send_image)  # {content (base64), caption?}
        app.router.add_post(chat + "/sticker", self.send_sticker)  # {sticker}
        app.router.add_post(chat + "/voice", self.send_voice)  # {voice_url}
        app.router.add_post(chat + "/unsupported", self.send_unsupported)
        app.router.add_post(chat + "/event", self.send_event)  # {event_name, message?}
        app.router.add_post(chat + "/redeliver", self.redeliver)  # {message_id}
        app.router.add_get(f"{ROOT}/pictures/{{id}}", self.picture)
        app.router.add_get(f"{ROOT}/stream", self.stream)  # WebSocket
        app.router.add_get(f"{ROOT}/switches", self.show_switches)
        app.router.add_post(f"{ROOT}/switches", self.set_switches)  # {name: position}
        app.router.add_get(f"{ROOT}/switches/positions", self.show_positions)
        app.router.add_post(f"{ROOT}/clock", self.set_clock)  # {date}
        app.router.add_get(f"{ROOT}/counters", self.counters)
        app.router.add_get(f"{ROOT}/polling", self.polling)  # ?wait=seconds
        app.router.add_post(f"{ROOT}/raw/update", self.raw_update)  # {event: anything}
        app.router.add_post(f"{ROOT}/raw/webhook", self.raw_webhook)  # {body, secret?, content_type?}

    async def overview(self, request: web.Request) -> web.Response:
        """The bot, every chat, groups among them, and the webhook's address if there is one."""
        del request
        bot, settings = self.zalo.bot, self.zalo.webhook.settings
        numbers = [*self.zalo.users.by_id, *(number for number in self.zalo.chats if number < 0)]
        return web.json_response(
            {
                "bot": {
                    "id": bot.id,
                    "name": bot.name,
                    "account_name": bot.account_name,
                    "link": bot.link,
                    "connected": self.zalo.presence.connected,
                },
                "chats": [views.chat_view(self.zalo, number) for number in numbers],
                "webhook": settings.url if settings else "",
            }
        )

    async def add_group(self, request: web.Request) -> web.Response:
        body = await request.json()
        members = [int(member) for member in body["members"]]
        chat = self.zalo.add_group(int(body["number"]), str(body["name"]), members)
        return web.json_response(views.chat_view(self.zalo, chat.number))

    async def conversation(self, request: web.Request) -> web.Response:
        return web.json_response(views.conversation_view(self.zalo, self._chat(request).number))

    async def changes(self, request: web.Request) -> web.Response:
        chat = self._chat(request)
        cursor, wait = int(request.query.get("after", 0)), float(request.query.get("wait", 0))
        changes = await chat.journal.after(cursor, min(wait, LONGEST_WAIT))
        return web.json_response(views.changes_view(self.zalo, chat, changes, cursor))

    async def write(self, request: web.Request) -> web.Response:
        number, body, manner = await self._act(request)
        return self._sent(user_actions.write(self.zalo, number, str(body["text"]), manner))

    async def send_image(self, request: web.Request) -> web.Response:
        number, body, manner = await self._act(request)
        content, caption = base64.b64decode(body["content"], validate=True), str(body.get("caption", ""))
        return self._sent(user_actions.send_image(self.zalo, number, content, caption, manner))

    async def send_sticker(self, request: web.Request) -> web.Response:
        number, body, manner = await self._act(request)
        return self._sent(user_actions.send_sticker(self.zalo, number, str(body["sticker"]), manner))

    async def send_voice(self, request: web.Request) -> web.Response:
        number, body, manner = await self._act(request)
        return self._sent(user_actions.send_voice(self.zalo, number, str(body["voice_url"]), manner))

    async def send_unsupported(self, request: web.Request) -> web.Response:
        number, _, manner = await self._act(request)
        return self._sent(user_actions.send_unsupported(self.zalo, number, manner))

    async def send_event(self, request: web.Request) -> web.Response:
        """An event under any name; `message` has what it says besides who, where and when."""
        number, body, manner = await self._act(request)
        more = dict(body.get("message", {}))
        return self._sent(user_actions.send_event(self.zalo, number, str(body["event_name"]), more, manner))

    async def redeliver(self, request: web.Request) -> web.Response:
        number, body, _ = await self._act(request)
        return self._sent(user_actions.redeliver(self.zalo, number, str(body["message_id"])))

    async def picture(self, request: web.Request) -> web.Response:
        stored = self.zalo.pictures.get(request.match_info["id"])
        if stored is None:
            raise _not_found("there is no such picture")
        headers = {"Content-Type": stored.mime, "X-Content-Type-Options": "nosniff"}
        return web.Response(body=stored.content, headers=headers)

    async def stream(self, request: web.Request) -> web.WebSocketResponse:
        """Every change of every chat, as it happens."""

        def view(change: Change) -> dict[str, Any]:
            return views.change_view(self.zalo, self.zalo.chat(change.user_id), change.kind, change.subject)

        return await send_changes(request, self.zalo.streams, view)

    async def show_switches(self, request: web.Request) -> web.Response:
        del request
        return web.json_response(self.zalo.switches.as_json())

    async def set_switches(self, request: web.Request) -> web.Response:
        self.zalo.switches.set(await request.json())
        return web.json_response(self.zalo.switches.as_json())

    async def show_positions(self, request: web.Request) -> web.Response:
        """The positions that a switch can be in, where it is neither yes or no nor a figure."""
        del request
        return web.json_response(self.zalo.switches.positions())

    async def set_clock(self, request: web.Request) -> web.Response:
        """Put the platform's clock forward to a date in milliseconds, from which it goes on with every message."""
        self.zalo.clock.take_note(int((await request.json())["date"]))
        return web.json_response({"date": self.zalo.clock.now()})

    async def counters(self, request: web.Request) -> web.Response:
        del request
        return web.json_response(views.counters_view(self.zalo))

    async def polling(self, request: web.Request) -> web.Response:
        """Whether the bot polls and waits; if it does not, waits up to `wait` seconds until it does."""
        wait = min(float(request.query.get("wait", 0)), LONGEST_WAIT)
        return web.json_response({"polling": await self.zalo.updates.attended(wait)})

    async def raw_update(self, request: web.Request) -> web.Response:
        """Deliver anything at all in an event's place, by poll or webhook, whichever is on."""
        self.zalo.deliver(Event(lane=0, raw=(await request.json())["event"]))
        return web.json_response({})

    async def raw_webhook(self, request: web.Request) -> web.Response:
        """POST any text to the webhook, once; `secret` null: without the header; left out: the right one."""
        settings = self.zalo.webhook.settings
        if settings is None:
            raise _not_found("no webhook is set")
        body = await request.json()
        secret, content_type = body.get("secret", settings.secret), body.get("content_type", "application/json")
        try:
            status, _ = await self.zalo.webhook.post(
                str(body["body"]).encode(), secret=secret, content_type=content_type
            )
        except (TimeoutError, aiohttp.ClientError, OSError):
            status = 0
        return web.json_response({"status": status})

    async def _act(self, request: web.Request) -> tuple[int, dict[str, Any], Manner]:
        body = await request.json()
        return self._chat(request).number, body, Manner.from_json(body)

    def _chat(self, request: web.Request) -> Chat:
        try:
            return self.zalo.chat(int(request.match_info["number"]))
        except KeyError:
            raise _not_found("there is no such chat") from None

    def _sent(self, message: Message) -> web.Response:
        return web.json_response({"message": views.message_view(self.zalo, message)})


def _not_found(reason: str) -> web.HTTPNotFound:
    return web.HTTPNotFound(text=json.dumps({"error": reason}), content_type="application/json")
