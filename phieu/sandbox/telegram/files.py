"""Files that went over the platform: kept in memory, found by their id."""

import io
import mimetypes
import secrets
from dataclasses import dataclass, field
from typing import Any

from phieu.sandbox.call import Upload
from phieu.sandbox.errors import bad_request

LARGEST_PHOTO = 10 * 2**20
LARGEST_DOWNLOAD = 20 * 2**20  # a bot cannot fetch more, though a person may send it
LARGEST_UPLOAD = 50 * 2**20
LARGEST_DIMENSIONS = 10_000  # width plus height of a photo, in pixels
LARGEST_RATIO = 20
PREVIEW_EDGE = 320
ALBUM = range(2, 11)  # how many pictures or documents an album holds


@dataclass(slots=True, frozen=True)
class StoredFile:
    """A file's content, with the path under which it can be downloaded."""

    file_id: str
    path: str
    name: str
    mime: str
    content: bytes

    @property
    def unique_id(self) -> str:
        return self.file_id[-16:]


@dataclass(slots=True)
class Files:
    """All files, by id and by path."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)

    def keep(self, upload: Upload, folder: str) -> StoredFile:
        mime = mimetypes.guess_type(upload.name)[0] or upload.mime or "application/octet-stream"
        suffix = "." + upload.name.rpartition(".")[2] if "." in upload.name else ""
        stored = StoredFile(
            file_id=secrets.token_urlsafe(36),
            path=f"{folder}/file_{len(self.by_id)}{suffix}",
            name=upload.name,
            mime=mime,
            content=upload.content,
        )
        self.by_id[stored.file_id] = stored
        self.by_path[stored.path] = stored
        return stored

    def document(self, upload: Upload) -> dict[str, Any]:
        """Keep a file and describe it as Telegram's Document."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        stored = self.keep(upload, "documents")
        return {
            "file_name": stored.name,
            "mime_type": stored.mime,
            "file_id": stored.file_id,
            "file_unique_id": stored.unique_id,
            "file_size": len(stored.content),
        }

    def photo(self, upload: Upload) -> list[dict[str, Any]]:
        """Keep a picture with its preview and describe both as Telegram's PhotoSizes, smallest first."""
        from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - loaded when a picture comes, not before

        if len(upload.content) > LARGEST_PHOTO:
            raise bad_request("file is too big for a photo")
        try:
            picture = Image.open(io.BytesIO(upload.content))
            width, height = picture.size
            if width + height > LARGEST_DIMENSIONS or max(width, height) > LARGEST_RATIO * min(width, height):
                raise bad_request("PHOTO_INVALID_DIMENSIONS")
            preview = picture.convert("RGB")
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
            raise bad_request("IMAGE_PROCESS_FAILED") from None
        sizes = [self._photo_size(self.keep(upload, "photos"), width, height)]
        if max(width, height) > PREVIEW_EDGE:
            preview.thumbnail((PREVIEW_EDGE, PREVIEW_EDGE))
            content = io.BytesIO()
            preview.save(content, "JPEG")
            small = self.keep(Upload("preview.jpg", "image/jpeg", content.getvalue()), "photos")
            sizes.insert(0, self._photo_size(small, *preview.size))
        return sizes

    def _photo_size(self, stored: StoredFile, width: int, height: int) -> dict[str, Any]:
        return {
            "file_id": stored.file_id,
            "file_unique_id": stored.unique_id,
            "file_size": len(stored.content),
            "width": width,
            "height": height,
        }
