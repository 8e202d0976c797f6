"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>, with its refusals and its faults."""

import logging
import secrets
from typing import Any

from aiohttp import web

from phieu.sandbox.call import Call, read_call
from phieu.sandbox.errors import ApiError, too_many_requests
from phieu.sandbox.faults import Fault, FaultKind
from phieu.sandbox.telegram.methods import carry_out
from phieu.sandbox.telegram.state import Telegram
from phieu.sandbox.withholding import PAGE, break_off, withhold

log = logging.getLogger(__name__)


class TelegramApi:
    """Answers a bot's HTTP requests from the state of the platform. Logs neither tokens nor texts."""

    def __init__(self, platform: Telegram) -> None:
        self.platform = platform
        platform.webhook.reply = self._carry_out_reply

    def add_routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token}/{method}", self.handle_call)
        app.router.add_get("/file/bot{token}/{path:.+}", self.handle_download)

    async def handle_call(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
            call = await read_call(request, request.match_info["method"])
            fault = self.platform.faults.strike(call.method, call.chat_id)
            if fault is not None and not fault.kind.accepted:
                self.platform.count(call.method, call, fault.status)
                if fault.kind is FaultKind.PAGE:
                    return web.Response(text=PAGE, content_type="text/html")
                _refuse(request, fault)
            result = await carry_out(self.platform, call)
            if fault is not None:
                await withhold(request, fault)
        except ApiError as error:
            return web.json_response(error.as_json(), status=error.code, headers=_headers(error))
        except Exception as error:  # noqa: BLE001 - a platform answers 500 and lives on; the type says enough
            log.error(f"a call failed inside the sandbox: {type(error).__name__}")  # noqa: TRY400 - no texts in logs
            return web.json_response(ApiError(500, "Internal Server Error").as_json(), status=500)
        return web.json_response({"ok": True, "result": result})

    async def handle_download(self, request: web.Request) -> web.Response:
        try:
            self._check_token(request)
        except ApiError as error:
            return web.json_response(error.as_json(), status=error.code)
        stored = self.platform.files.by_path.get(request.match_info["path"])
        if stored is None:
            return web.json_response(ApiError(404, "Not Found").as_json(), status=404)
        return web.Response(body=stored.content, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        given = request.match_info["token"].encode()
        if not secrets.compare_digest(given, self.platform.bot.token.encode()):
            raise ApiError(401, "Unauthorized")
        self.platform.presence.note_call()

    async def _carry_out_reply(self, call: Call) -> Any:
        """Carry out the call that came as a webhook's answer. Nobody learns whether it succeeded."""
        try:
            return await carry_out(self.platform, call)
        except ApiError:
            return None


def _refuse(request: web.Request, fault: Fault) -> None:
    """Fail before the call is carried out."""
    if fault.kind is FaultKind.RESET:
        break_off(request)
    if fault.kind is FaultKind.TOO_MANY_REQUESTS:
        raise too_many_requests(fault.retry_after or 1)
    if fault.kind is FaultKind.BAD_GATEWAY:
        raise ApiError(502, "Bad Gateway")
    raise ApiError(fault.code, fault.description)


def _headers(error: ApiError) -> dict[str, str]:
    return {"Retry-After": str(error.parameters["retry_after"])} if "retry_after" in error.parameters else {}
