"""The whole program against the sandbox: an announcement on Zalo, its picture, its correction, its withdrawal."""

from pathlib import Path

import pytest
from sqlmodel import select

from phieu.installation import Installation
from phieu.office.announcements.changes import withdraw
from phieu.office.announcements.corrections import Correction, correct
from phieu.office.announcements.sending import send
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox
from phieu.storage.tables import Announcement, AnnouncementFile, AnnouncementRecipient, Office
from tests.announced.test_over_http import gone_everywhere
from tests.bot.conftest import BINH, HANH, Clock, add_staff, installed, joined
from tests.bot.test_program import free_port, webhook_settings
from tests.sandbox.conftest import picture
from tests.zalo.test_program import both, joined_on_zalo

TEXT, NEW = "Họp <b>toàn cơ quan</b> lúc 8 giờ.", "Họp <b>toàn cơ quan</b> lúc 9 giờ."


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def announced(office: Installation, content: bytes | None = None) -> int:
    """Sent to everybody, who are asked to confirm it; its id."""
    async with office.database.writing() as session:
        (await session.get_one(Office, 1)).first_hour, (await session.get_one(Office, 1)).last_hour = 0, 24
        one = Announcement(author_id=HANH, text=TEXT, audience="everyone", acknowledge=True)
        session.add(one)
        await session.flush()
        assert one.id is not None
        if content is not None:
            session.add(AnnouncementFile(announcement_id=one.id, name="a.png", picture=True, content=content))
    await send(office, one.id, office.now())
    return one.id


async def confirmed(office: Installation) -> set[int]:
    async with office.database.reading() as session:
        found = select(AnnouncementRecipient.person_id).where(AnnouncementRecipient.acknowledged)
        return set(await session.exec(found))


@pytest.mark.parametrize("by_webhook", [False, True], ids=["by polling", "by webhook"])
async def test_announced_confirmed_corrected_and_withdrawn(
    sandbox: Sandbox, client: SandboxClient, tmp_path: Path, clock: Clock, *, by_webhook: bool
) -> None:
    settings = both(sandbox, tmp_path, **webhook_settings(free_port()) if by_webhook else {})
    async with installed(settings, clock) as office:
        await add_staff(office)
        async with Program(office) as program:
            hanh = await joined(client, office, HANH)
            binh = await joined_on_zalo(client, program, BINH)
            one = await announced(office, picture() if by_webhook else None)
            await hanh.sees("lúc 8 giờ")
            message = await binh.sees("lúc 8 giờ")
            assert "toàn cơ quan" in message.bold
            await binh.pick("Tôi đã đọc")
            assert await confirmed(office) == {BINH}
            pictures = [one for one in await binh.conversation() if one.picture is not None]
            assert len(pictures) == by_webhook
            async with office.database.writing() as session:
                assert await correct(session, one, 1, Correction(NEW), clock(), ask_anew=True)
            await hanh.sees("lúc 9 giờ")
            message = await binh.sees("lúc 9 giờ")
            assert "Đính chính thông báo đã gửi lúc" in message.text
            await binh.pick("Tôi đã đọc")
            assert await confirmed(office) == {BINH}
            await withdraw(office.database, one, clock())
            message = await binh.sees("đã được thu hồi")
            assert "toàn cơ quan" not in message.text
            await gone_everywhere(hanh, "toàn cơ quan")
