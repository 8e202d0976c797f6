"""A correction while it is being put together, by one admin: kept step by step, until it is confirmed or given up."""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.corrections import Correction, NewFile
from phieu.office.announcements.sent import Sent
from phieu.office.announcements.text import joined
from phieu.office.drafts import drop_draft, load_draft, save_draft


@dataclass(frozen=True, slots=True)
class CorrectingDraft:
    """What is to be another than it is now."""

    text: str | None = None
    """Markup; None for the text as it is."""
    file: NewFile | None = None
    file_gone: bool = False
    """The file there was is taken out."""

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return self.text is None and self.file is None and not self.file_gone

    @property
    def fingerprint(self) -> str:
        """Changes with anything in it: what is confirmed must be what was shown."""
        content = self.file.content if self.file else b""
        words = repr((self.text, self.file_gone, self.file and self.file.name)).encode("utf-8", "surrogatepass")
        return hashlib.sha256(words + hashlib.sha256(content).digest()).hexdigest()[:10]

    def has_file(self, sent: Sent) -> bool:
        """Whether the announcement will have a picture or document."""
        return self.file is not None or (sent.file is not None and not self.file_gone)

    def correction_of(self, sent: Sent) -> Correction:
        """What the announcement is to say."""
        text = sent.announcement.text if self.text is None else self.text
        return Correction(text, self.file, file_goes=self.file_gone or self.file is not None)


async def load_correcting(session: AsyncSession, person_id: int, announcement_id: int) -> CorrectingDraft:
    """What this person has put together so far."""
    content = await load_draft(session, person_id, _topic(announcement_id))
    file = await load_draft(session, person_id, _file_topic(announcement_id))
    new = NewFile(file["name"], file["picture"], b64decode(file["content"])) if file else None
    return CorrectingDraft(content.get("text"), new, bool(content.get("file_gone")))


async def add_text(session: AsyncSession, person_id: int, announcement_id: int, typed: str) -> None:
    """The new text, or more of it: an app sends a long one in several messages. Raises TextTooLongError."""
    content = await load_draft(session, person_id, _topic(announcement_id))
    content["text"] = joined(content.get("text") or "", typed)
    await save_draft(session, person_id, _topic(announcement_id), content)


async def put_new_file(session: AsyncSession, person_id: int, announcement_id: int, file: NewFile) -> None:
    """The new picture or document, in place of the one before."""
    await _set_file_gone(session, person_id, announcement_id, gone=False)
    content = {"name": file.name, "picture": file.picture, "content": b64encode(file.content).decode()}
    await save_draft(session, person_id, _file_topic(announcement_id), content)


async def take_file_out(session: AsyncSession, person_id: int, announcement_id: int) -> None:
    """It is to have no picture and no document."""
    await _set_file_gone(session, person_id, announcement_id, gone=True)
    await drop_draft(session, person_id, _file_topic(announcement_id))


async def drop_correcting(session: AsyncSession, person_id: int, announcement_id: int) -> None:
    """It has been confirmed, or given up."""
    await drop_draft(session, person_id, _topic(announcement_id))
    await drop_draft(session, person_id, _file_topic(announcement_id))


async def _set_file_gone(session: AsyncSession, person_id: int, announcement_id: int, *, gone: bool) -> None:
    content = await load_draft(session, person_id, _topic(announcement_id))
    await save_draft(session, person_id, _topic(announcement_id), content | {"file_gone": gone})


def _topic(announcement_id: int) -> str:
    return f"correction:{announcement_id}"


def _file_topic(announcement_id: int) -> str:
    return f"correction-file:{announcement_id}"
