"""As what a file is served: a picture by what is in it, a document by the ending of its name."""

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class FileKind:
    """`ending` is with its dot, or empty."""

    content_type: str
    ending: str = ""
    picture: bool = False


_PICTURES = {
    b"\x89PNG\r\n\x1a\n": FileKind("image/png", ".png", picture=True),
    b"\xff\xd8\xff": FileKind("image/jpeg", ".jpg", picture=True),
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_DOCUMENTS = {
    ".pdf": "application/pdf",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".xls": "application/vnd.ms-excel",
    ".doc": "application/msword",
    ".ppt": "application/vnd.ms-powerpoint",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".zip": "application/zip",
}
"""What offices send each other. Nothing among it is run by a browser."""
UNKNOWN = FileKind("application/octet-stream")


def kind_of(name: str, content: bytes) -> FileKind:
    """The kind of a file of this name."""
    for beginning, picture in _PICTURES.items():
        if content.startswith(beginning):
            return picture
    ending = PurePath(name).suffix.lower()
    return FileKind(_DOCUMENTS[ending], ending) if ending in _DOCUMENTS else UNKNOWN
