"""The Zalo Bot API over HTTP: /zalo/bot<token>/<method>, with its refusals and its faults."""

import logging
import secrets
from typing import Any

from aiohttp import web

from phieu.sandbox.call import read_call
from phieu.sandbox.errors import ApiError
from phieu.sandbox.faults import Fault, FaultKind
from phieu.sandbox.withholding import PAGE, break_off, withhold
from phieu.sandbox.zalo.methods import carry_out
from phieu.sandbox.zalo.state import Zalo

log = logging.getLogger(__name__)

ROOT = "/zalo"
_IDLE = 408


class ZaloApi:
    """Answers a bot's HTTP requests from the state of the platform. Logs neither tokens nor texts."""

    def __init__(self, zalo: Zalo) -> None:
        self.zalo = zalo

    def add_routes(self, app: web.Application) -> None:
        for verb in ("GET", "POST"):
            app.router.add_route(verb, ROOT + "/bot{token}/{method}", self.handle_call)

    async def handle_call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            self._check_token(request)
            call = await read_call(request, method)
            fault = self.zalo.faults.strike(method, call.text("chat_id") or None)
            if fault is not None and not fault.kind.accepted:
                self.zalo.count(method, call, fault.status)
                return _refusal(request, fault)
            result = await carry_out(self.zalo, call)
            if fault is not None:
                await withhold(request, fault)
        except ApiError as error:
            idle = error.code == _IDLE and method == "getUpdates"
            return _answer_of(error, self.zalo.switches.idle_status if idle else error.code)
        except Exception as error:  # noqa: BLE001 - a platform answers 500 and lives on; the type says enough
            log.error(f"a call failed inside the sandbox: {type(error).__name__}")  # noqa: TRY400 - no texts in logs
            return _answer_of(ApiError(500, "Internal Server Error"), 500)
        return web.json_response(self._success(result))

    def _check_token(self, request: web.Request) -> None:
        given = request.match_info["token"].encode()
        if not secrets.compare_digest(given, self.zalo.bot.token.encode()):
            raise ApiError(401, "Unauthorized: the token is invalid or has expired")
        self.zalo.presence.note_call()

    def _success(self, result: dict[str, Any] | None) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": True} if result is None else {"ok": True, "result": result}
        return body | ({"error_code": 0} if self.zalo.switches.code_in_success else {})


def _answer_of(error: ApiError, status: int) -> web.Response:
    """A refusal. The one of testWebhook's daily limit spells its code's name in another way than all others."""
    name = "errorCode" if error.code == 426 else "error_code"  # noqa: PLR2004 - see above
    return web.json_response({"ok": False, name: error.code, "description": error.description}, status=status)


def _refusal(request: web.Request, fault: Fault) -> web.Response:
    """Fail before the call is carried out."""
    if fault.kind is FaultKind.RESET:
        break_off(request)
    if fault.kind is FaultKind.PAGE:
        return web.Response(text=PAGE, content_type="text/html")
    if fault.kind is FaultKind.BAD_GATEWAY:  # a proxy speaks in the platform's place, and not in JSON
        return web.Response(status=fault.status, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html")
    response = _answer_of(ApiError(fault.status, fault.description), fault.status)
    if fault.kind is FaultKind.TOO_MANY_REQUESTS and fault.retry_after is not None:
        response.headers["Retry-After"] = str(fault.retry_after)
    return response
