"""What the page and the tests ask of the sandbox: JSON over HTTP under /sandbox/api/.

Paths and bodies are listed in `add_routes`. A refusal is `{"error": "..."}` with a 4xx status.
"""

import asyncio
import json
from typing import Any

from aiohttp import BodyPartReader, web

from phieu.sandbox.call import Upload
from phieu.sandbox.changes import Change, ChangeKind
from phieu.sandbox.errors import ApiError, ImpossibleActionError
from phieu.sandbox.live import send_changes
from phieu.sandbox.telegram import user_actions, views
from phieu.sandbox.telegram.state import Conversation, Telegram

LONGEST_WAIT = 60.0  # seconds


class ControlApi:
    """The people's side of the platform."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    def add_routes(self, app: web.Application) -> None:
        person = "/sandbox/api/people/{id:[0-9]+}"
        app.router.add_get("/sandbox/api/overview", self.overview)
        app.router.add_post("/sandbox/api/people", self.register)  # [{id, name, note?, language?, invitation?}]
        app.router.add_get(person, self.conversation)
        app.router.add_get(person + "/changes", self.changes)  # ?after=cursor&wait=seconds
        app.router.add_post(person + "/text", self.write)  # {text, html?}
        app.router.add_post(person + "/start", self.start)  # {payload?}
        app.router.add_post(person + "/link", self.open_link)  # {url}
        app.router.add_post(person + "/tap", self.tap)  # {message_id, data, forged?, wait?, after?}
        app.router.add_post(person + "/block", self.block)  # {blocked}
        app.router.add_post(person + "/{kind:photo|document}", self.send_file)  # multipart: file..., caption? (HTML)
        app.router.add_get("/sandbox/api/files/{file_id}", self.download)
        app.router.add_get("/sandbox/api/stream", self.stream)  # WebSocket

    async def overview(self, request: web.Request) -> web.Response:
        del request
        bot = self.telegram.bot
        return web.json_response(
            {
                "bot": {
                    "name": bot.name,
                    "username": bot.username,
                    "connected": self.telegram.presence.connected,
                },
                "people": [views.person_view(self.telegram, user_id) for user_id in self.telegram.users.by_id],
            }
        )

    async def register(self, request: web.Request) -> web.Response:
        entries = await request.json()
        try:
            users = [self.telegram.users.from_json(entry) for entry in entries]
        except (ValueError, AttributeError, TypeError) as error:
            raise _refusal(400, str(error)) from error
        for user, entry in zip(users, entries, strict=True):
            conversation = self.telegram.phone(user.id)
            conversation.started = bool(entry.get("started", conversation.started))
            self.telegram.publish(conversation, ChangeKind.PERSON, by_bot=False)
        return web.json_response({"registered": len(users)})

    async def conversation(self, request: web.Request) -> web.Response:
        return web.json_response(views.conversation_view(self.telegram, self._phone(request).user.id))

    async def changes(self, request: web.Request) -> web.Response:
        conversation = self._phone(request)
        cursor, wait = int(request.query.get("after", 0)), float(request.query.get("wait", 0))
        changes = await conversation.journal.after(cursor, min(wait, LONGEST_WAIT))
        return web.json_response(views.changes_view(self.telegram, conversation, changes, cursor))

    async def write(self, request: web.Request) -> web.Response:
        body = await request.json()
        write = user_actions.write_formatted if body.get("html") else user_actions.write
        return self._sent(write(self.telegram, self._phone(request).user.id, str(body["text"])))

    async def start(self, request: web.Request) -> web.Response:
        body = await request.json()
        payload = str(body.get("payload", ""))
        return self._sent(user_actions.start(self.telegram, self._phone(request).user.id, payload))

    async def open_link(self, request: web.Request) -> web.Response:
        body = await request.json()
        return self._sent(user_actions.open_link(self.telegram, self._phone(request).user.id, str(body["url"])))

    async def tap(self, request: web.Request) -> web.Response:
        """Tap a button. With `wait`, answers when the bot has answered the tap, or after so many seconds.

        With `after`, a cursor, the answer holds the changes since as well.
        """
        conversation, body = self._phone(request), await request.json()
        query = user_actions.tap(
            self.telegram,
            conversation.user.id,
            int(body["message_id"]),
            str(body["data"]),
            forged=bool(body.get("forged")),
        )
        cursor = len(conversation.journal.entries)
        try:
            async with asyncio.timeout(min(float(body.get("wait", 0)), LONGEST_WAIT)):
                while query.answer is None:
                    cursor += len(await conversation.journal.after(cursor, LONGEST_WAIT))
        except TimeoutError:
            pass
        after = int(body.get("after", cursor))
        changes = conversation.journal.entries[after:]
        shown = views.changes_view(self.telegram, conversation, changes, after)
        return web.json_response({"callback_id": query.id, "answer": query.answer, **shown})

    async def block(self, request: web.Request) -> web.Response:
        body = await request.json()
        user_actions.block(self.telegram, self._phone(request).user.id, blocked=bool(body["blocked"]))
        return web.json_response({})

    async def send_file(self, request: web.Request) -> web.Response:
        conversation = self._phone(request)
        uploads, caption = [], ""
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name == "file":
                mime = part.headers.get("Content-Type", "application/octet-stream")
                uploads.append(Upload(part.filename or "file", mime, bytes(await part.read())))
            elif isinstance(part, BodyPartReader) and part.name == "caption":
                caption = await part.text()
        if not uploads:
            raise _refusal(400, "there is no file")
        kind = request.match_info["kind"]
        return self._sent(user_actions.send_files(self.telegram, conversation.user.id, kind, uploads, caption))

    async def download(self, request: web.Request) -> web.Response:
        stored = self.telegram.files.by_id.get(request.match_info["file_id"])
        if stored is None:
            raise _refusal(404, "there is no such file")
        return web.Response(body=stored.content, headers=views.download_headers(stored))

    async def stream(self, request: web.Request) -> web.WebSocketResponse:
        """Every change of every conversation, as it happens."""

        def view(change: Change) -> dict[str, Any] | None:
            return views.change_view(self.telegram, self.telegram.phone(change.user_id), change.kind, change.subject)

        return await send_changes(request, self.telegram.streams, view)

    def _phone(self, request: web.Request) -> Conversation:
        try:
            return self.telegram.phone(int(request.match_info["id"]))
        except KeyError:
            raise _refusal(404, "there is no such person") from None

    def _sent(self, messages: list[dict[str, Any]]) -> web.Response:
        return web.json_response({"messages": [views.message_view(message) for message in messages]})


@web.middleware
async def explain_refusals(request: web.Request, handler: Any) -> web.StreamResponse:
    """Turn what cannot be done into a 4xx with its reason."""
    try:
        response: web.StreamResponse = await handler(request)
    except ImpossibleActionError as error:
        return web.json_response({"error": str(error)}, status=409)
    except ApiError as error:
        return web.json_response({"error": error.description}, status=error.code)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        return web.json_response({"error": f"bad request: {type(error).__name__}: {error}"}, status=400)
    return response


def _refusal(status: int, reason: str) -> web.HTTPException:
    kind: type[web.HTTPException] = web.HTTPNotFound if status == 404 else web.HTTPBadRequest  # noqa: PLR2004
    return kind(text=json.dumps({"error": reason}), content_type="application/json")
