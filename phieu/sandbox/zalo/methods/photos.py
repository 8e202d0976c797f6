"""Sending a picture by its address: the platform fetches it before it answers, and keeps it."""

import io
from typing import Any

import aiohttp

from phieu.sandbox.call import Call, Upload
from phieu.sandbox.errors import ApiError, bad_request
from phieu.sandbox.zalo.chats import IMAGE
from phieu.sandbox.zalo.methods.messages import post
from phieu.sandbox.zalo.rich_text import styled_text
from phieu.sandbox.zalo.state import Zalo
from phieu.sandbox.zalo.webhook import USER_AGENT

LARGEST_PICTURE = 5 * 2**20  # bytes
_MIMES = {"JPEG": "image/jpeg", "PNG": "image/png"}


async def send_photo(zalo: Zalo, call: Call) -> dict[str, Any]:
    chat = zalo.named_chat(call.text("chat_id"))
    caption, styles = styled_text(call, "caption", required=False)
    address = call.text("photo").strip()
    if not address.startswith(("http://", "https://")):
        raise bad_request("photo must be a public URL")
    upload = checked_picture(await _fetch(address, zalo.switches.fetch_patience))
    return post(zalo, chat, IMAGE, text=caption, styles=styles, picture=zalo.keep_picture(upload))


async def _fetch(address: str, patience: float) -> bytes:
    try:
        async with (
            aiohttp.ClientSession(headers={"User-Agent": USER_AGENT}) as session,
            session.get(address, timeout=aiohttp.ClientTimeout(total=patience)) as response,
        ):
            content = await response.content.read(LARGEST_PICTURE + 1) if response.ok else b""
            while content and len(content) <= LARGEST_PICTURE and (more := await response.content.read(2**16)):
                content += more
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        content = b""
    if not content:
        raise bad_request("photo cannot be fetched")
    return content


def checked_picture(content: bytes) -> Upload:
    """A picture, with what kind it is. Raises ApiError 400 for anything else than a JPEG or PNG of up to 5 MB."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - loaded when a picture comes, not before

    if len(content) > LARGEST_PICTURE:
        raise bad_request("photo is too large")
    try:
        mime = _MIMES.get(Image.open(io.BytesIO(content)).format or "")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
        mime = None
    if mime is None:
        raise ApiError(400, "Bad Request: photo is not a picture")
    return Upload("picture", mime, content)


METHODS: dict[str, Any] = {"sendPhoto": send_photo}
