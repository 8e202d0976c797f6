"""One call of a method, whichever way its parameters came: query, form, multipart or JSON."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, ContentTypeError, MultipartReader, hdrs, web

from phieu.sandbox.errors import bad_request


@dataclass(slots=True, frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    content: bytes


@dataclass(slots=True)
class Call:
    """A method's name and its parameters. In forms everything is text, so each is read by the type it should have."""

    method: str
    fields: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        value = self.fields.get(name)
        return default if value is None else str(value)

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number. Without a default it is required, and 400 when missing or not a number."""
        value = self.fields.get(name)
        if value is None or value == "":
            if default is None:
                raise bad_request(f'parameter "{name}" is required')
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'parameter "{name}" must be a whole number') from None

    def flag(self, name: str) -> bool:
        return str(self.fields.get(name, "")).lower() in {"true", "1", "yes"}

    def json(self, name: str) -> Any:
        """A structured parameter, which forms carry as text; None if it is absent."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    @property
    def chat_id(self) -> int | None:
        """The chat that the call is for, if it names one by number."""
        try:
            return int(self.fields["chat_id"])
        except (KeyError, TypeError, ValueError):
            return None


async def read_call(request: web.Request, method: str) -> Call:
    """Read the parameters of an HTTP request. Raises ApiError 400 for a body that is not what it says."""
    call = Call(method, dict(request.query))
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            raise bad_request("can't parse JSON body") from None
        if not isinstance(body, dict):
            raise bad_request("object expected as JSON body")
        call.fields.update(body)
    elif request.content_type.startswith("multipart/"):
        await _read_parts(call, await request.multipart())
    elif request.can_read_body:
        call.fields.update(await request.post())
    return call


async def read_reply(response: Any) -> Call | None:
    """The call that a webhook gives as its answer, if it gives one. `response` is aiohttp's ClientResponse."""
    call = Call("")
    content_type = response.headers.get(hdrs.CONTENT_TYPE, "")
    try:
        if content_type.startswith("multipart/"):
            await _read_parts(call, MultipartReader.from_response(response))
        elif content_type.startswith("application/json"):
            body = await response.json()
            call.fields.update(body if isinstance(body, dict) else {})
    except (ValueError, ContentTypeError):
        return None
    call.method = str(call.fields.pop("method", ""))
    return call if call.method else None


async def _read_parts(call: Call, reader: Any) -> None:
    async for part in reader:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            call.fields[part.name] = content.decode()
        else:
            mime = part.headers.get(hdrs.CONTENT_TYPE, "application/octet-stream")
            call.files[part.name] = Upload(part.filename, mime, content)
