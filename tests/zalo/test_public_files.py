"""Files under public addresses: found for a while by whoever has the address, and by nobody else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from phieu.bot.handlers import public_files
from phieu.bot.handlers.public_files import PROMISED, SHARED, PublicFiles
from phieu.bot.screen import Attachment
from phieu.storage.volatile import InMemory, Volatile
from tests.volatile.conftest import Replicas, replicas

__all__ = ["replicas"]

BASE = "https://bot.example.gov.vn/telegram"
PNG = b"\x89PNG\r\n\x1a\n and what it shows"
JPEG = b"\xff\xd8\xff and what it shows"
SECOND = timedelta(seconds=1)


class Clock:
    """An office's clock, which a test moves."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 6, 1, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.instant


@pytest.fixture
def clock() -> Clock:
    return Clock()


def files_of(volatile: Volatile, now: Callable[[], datetime]) -> PublicFiles:
    return PublicFiles(volatile, BASE, now)


async def published(files: PublicFiles, attachment: Attachment) -> str:
    """The token in the address at which it has been put."""
    address = await files.publish(attachment)
    assert address is not None
    assert address.startswith(f"{BASE}/f/")
    return address.removeprefix(f"{BASE}/f/")


async def body_of(files: PublicFiles, token: str) -> bytes | None:
    response = await files.found(token)
    if response is None:
        return None
    assert isinstance(response.body, bytes)
    return response.body


async def test_without_a_public_address_nothing_is_published() -> None:
    assert await PublicFiles(InMemory(), "").publish(Attachment("phieu.png", PNG, picture=True)) is None


async def test_the_address_tells_nothing_and_is_long(clock: Clock) -> None:
    files = files_of(InMemory(), clock)
    tokens = {await published(files, Attachment(f"Nguyễn-Văn-An-{number}.pdf", b"%PDF")) for number in range(20)}
    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {43}  # 32 bytes
    assert all(token.replace("-", "a").replace("_", "a").isalnum() for token in tokens)


@pytest.mark.parametrize(
    ("name", "content", "content_type", "disposition"),
    [
        ("phieu-2026-H1-1.png", PNG, "image/png", "inline"),
        ("a photo", JPEG, "image/jpeg", "inline"),
        ("Bảng lương của chị Lan.pdf", b"%PDF-1.7", "application/pdf", 'attachment; filename="phieu.pdf"'),
        (
            "office.XLSX",
            b"PK",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            'attachment; filename="phieu.xlsx"',
        ),
        ("page.html", b"<script>", "application/octet-stream", 'attachment; filename="phieu"'),
        ("drawing.svg", b"<svg onload=''>", "application/octet-stream", 'attachment; filename="phieu"'),
        ('evil".png', b"no picture", "application/octet-stream", 'attachment; filename="phieu"'),
    ],
)
async def test_as_what_it_is_served(
    clock: Clock, name: str, content: bytes, content_type: str, disposition: str
) -> None:
    files = files_of(InMemory(), clock)
    response = await files.found(await published(files, Attachment(name, content)))
    assert response is not None
    assert (response.content_type, response.headers["Content-Disposition"]) == (content_type, disposition)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "noindex" in response.headers["X-Robots-Tag"]


async def test_it_is_there_for_the_promised_time_and_then_no_more(clock: Clock) -> None:
    volatile = InMemory()
    files = files_of(volatile, clock)
    token = await published(files, Attachment("phieu.png", PNG, picture=True))
    clock.instant += PROMISED
    assert await body_of(files, token) == PNG
    clock.instant += SHARED
    assert await body_of(files, token) is None
    assert await volatile.get(public_files.FILES, token) is None  # nor does it stay in memory


async def test_what_nobody_fetches_is_forgotten_as_others_come(clock: Clock) -> None:
    volatile = InMemory()
    files = files_of(volatile, clock)
    token = await published(files, Attachment("one.png", PNG, picture=True))
    clock.instant += PROMISED + SHARED
    await published(files, Attachment("two.png", PNG, picture=True))
    assert await volatile.get(public_files.FILES, token) is None


async def test_a_broadcast_is_kept_once_and_each_address_lasts(clock: Clock) -> None:
    files = files_of(InMemory(), clock)
    document = Attachment("plan.pdf", b"%PDF")
    first = await published(files, document)
    clock.instant += SHARED
    assert await published(files, document) == first
    clock.instant += SECOND
    second = await published(files, document)
    assert second != first
    assert await published(files, document) == second
    assert await published(files, Attachment("plan.xlsx", b"%PDF")) != second
    assert await body_of(files, first) == b"%PDF"  # the earlier address goes on for its own time
    clock.instant += PROMISED - SECOND
    assert await body_of(files, first) is None
    assert await body_of(files, second) == b"%PDF"


async def test_the_oldest_give_way_to_too_many(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_files, "MOST", 3)
    files = files_of(InMemory(), clock)
    tokens = [await published(files, Attachment(f"{number}.pdf", b"%PDF")) for number in range(5)]
    assert [await body_of(files, token) is not None for token in tokens] == [False, False, True, True, True]


async def test_the_oldest_give_way_to_too_large_ones(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_files, "MOST_BYTES", 100)
    files = files_of(InMemory(), clock)
    tokens = [await published(files, Attachment(f"{number}.pdf", bytes(40))) for number in range(3)]
    assert [await body_of(files, token) is not None for token in tokens] == [False, True, True]
    assert await files.publish(Attachment("huge.pdf", bytes(101))) is None


async def test_an_earlier_address_of_the_same_file_gives_way_too(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_files, "MOST", 2)
    volatile = InMemory()
    files = files_of(volatile, clock)
    tokens = []
    for _ in range(3):
        tokens.append(await published(files, Attachment("plan.pdf", b"%PDF")))
        clock.instant += SHARED + SECOND
    kept = [await volatile.get(public_files.FILES, token) is not None for token in tokens]
    assert kept == [False, True, True]


async def test_one_replica_serves_what_another_has_published(
    replicas: Replicas,
    request: pytest.FixtureRequest,
    clock: Clock,
) -> None:
    url: str = request.getfixturevalue("redis_server").url
    one, another = files_of(await replicas.start(url), clock), files_of(await replicas.start(url), clock)
    token = await published(one, Attachment("phieu.png", PNG, picture=True))
    assert await body_of(another, token) == PNG
    assert await body_of(another, "A" * 43) is None
