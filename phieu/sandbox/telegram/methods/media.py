"""Sending pictures and documents, and fetching files."""

from typing import Any

from phieu.sandbox.call import Call, Upload
from phieu.sandbox.errors import bad_request
from phieu.sandbox.telegram.files import ALBUM, LARGEST_DOWNLOAD
from phieu.sandbox.telegram.methods.messages import post
from phieu.sandbox.telegram.rich_text import formatted_text
from phieu.sandbox.telegram.state import Message, Telegram


async def send_photo(platform: Telegram, call: Call) -> Message:
    return _send(platform, call, "photo")


async def send_document(platform: Telegram, call: Call) -> Message:
    return _send(platform, call, "document")


async def send_media_group(platform: Telegram, call: Call) -> list[Message]:
    """Send an album: several messages that belong together."""
    media = call.json("media")
    if not isinstance(media, list) or len(media) not in ALBUM:
        raise bad_request("wrong number of media in the album: 2 to 10 are possible")
    platform.conversation(call.chat_id)
    contents = [media_content(platform, call, item) for item in media]
    album = f"{platform.chat_instance}{len(platform.files.by_id)}"
    return [post(platform, call, {**content, "media_group_id": album}) for content in contents]


async def get_file(platform: Telegram, call: Call) -> dict[str, Any]:
    stored = platform.files.by_id.get(call.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
        "file_path": stored.path,
    }


def media_content(platform: Telegram, call: Call, media: Any) -> Message:
    """The content of a message from one InputMedia: `{"type", "media": "attach://name" or file_id, "caption"?}`."""
    if not isinstance(media, dict) or media.get("type") not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: only photo and document are available in the sandbox")
    own = Call(call.method, media, call.files)
    return _captioned(own, {media["type"]: _file(platform, own, media["type"], str(media.get("media", "")))})


def _send(platform: Telegram, call: Call, kind: str) -> Message:
    platform.conversation(call.chat_id)  # who may not write there needs not upload
    source = f"attach://{kind}" if kind in call.files else call.text(kind)
    return post(platform, call, _captioned(call, {kind: _file(platform, call, kind, source)}))


def _captioned(call: Call, content: Message) -> Message:
    caption, entities = formatted_text(call, "caption", required=False)
    if caption:
        content["caption"] = caption
    if entities:
        content["caption_entities"] = entities
    return content


def _file(platform: Telegram, call: Call, kind: str, source: str) -> Any:
    """What the message says of the file: an upload that came along, or a file that the platform has already."""
    upload: Upload | None = None
    if source.startswith("attach://"):
        upload = call.files.get(source.removeprefix("attach://"))
    elif known := platform.files.by_id.get(source):
        upload = Upload(known.name, known.mime, known.content)
    elif not source:
        raise bad_request(f"there is no {kind} in the request")
    if upload is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return platform.files.photo(upload) if kind == "photo" else platform.files.document(upload)


METHODS: dict[str, Any] = {
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
