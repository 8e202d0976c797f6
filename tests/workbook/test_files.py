"""Files that are no workbook, or not one that should be opened."""

import struct
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from phieu.office.workbook.file_checks import LARGEST_FILE
from tests.workbook.files import faults_of, sample

WORKSHEET = "xl/worksheets/sheet2.xml"
NO_WORKBOOK = "This is not an Excel workbook. Please fill in the template and send it as an .xlsx file"
DAMAGED = (
    "This file is damaged or incomplete. Please open it in Excel, save it again as an Excel workbook (.xlsx) "
    "and send it once more"
)
TOO_LARGE = "This file is too large. Please send only the sheets of the template, without pictures"


def rezipped(change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """The sample's workbook with its parts changed and others added."""
    written = BytesIO()
    with ZipFile(BytesIO(sample())) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return written.getvalue()


def with_merged(reference: str) -> bytes:
    merged = f'<mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>'.encode()
    return rezipped(
        lambda name, part: part.replace(b"</sheetData>", b"</sheetData>" + merged) if name == WORKSHEET else part
    )


def lying_about_its_size() -> bytes:
    """A bomb whose directory says that it unpacks to 100 bytes."""
    bomb = rezipped(lambda _, part: part, {"xl/media/bomb.bin": bytes(50 * 1024 * 1024)})
    return bomb.replace(struct.pack("<L", 50 * 1024 * 1024), struct.pack("<L", 100))


def zipped(name: str) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr(name, "x")
    return written.getvalue()


OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "This file is empty. Please send the workbook once more"),
    "text": ("số,tên\n1,Hà".encode, NO_WORKBOOK),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), NO_WORKBOOK),
    "another zip": (lambda: zipped("word/document.xml"), NO_WORKBOOK),
    "old Excel": (
        lambda: OLD_EXCEL,
        "This is the old Excel format (.xls). Please save it as an Excel workbook (.xlsx) and send it again",
    ),
    "password": (
        lambda: OLD_EXCEL + "EncryptedPackage".encode("utf-16-le"),
        "This workbook is protected by a password. Please save it without one and send it again",
    ),
    "cut off": (lambda: sample()[:-2000], DAMAGED),
    "bits flipped": (lambda: sample()[:5000] + bytes(200) + sample()[5200:], DAMAGED),
    "broken XML": (lambda: rezipped(lambda name, part: part[:300] if name == WORKSHEET else part), DAMAGED),
    "too large": (lambda: b"PK" + bytes(LARGEST_FILE), TOO_LARGE),
    "zip bomb": (lambda: rezipped(lambda _, part: part, {"xl/media/bomb.bin": bytes(50 * 1024 * 1024)}), TOO_LARGE),
    "zip bomb that lies": (lying_about_its_size, DAMAGED),
    "a thousand parts": (lambda: rezipped(lambda _, part: part, {f"xl/{n}.bin": b"" for n in range(1000)}), TOO_LARGE),
    "everything merged": (lambda: with_merged("A1:XFD1048576"), TOO_LARGE),
    "columns merged": (lambda: with_merged("A:XFD"), TOO_LARGE),
}


@pytest.mark.parametrize("name", FILES)
def test_one_clear_fault(name: str) -> None:
    build, said = FILES[name]
    assert faults_of(build()) == [said]


def test_entities_are_not_expanded() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    content = rezipped(lambda name, part: laughs + part if name == WORKSHEET else part)
    assert faults_of(content) == [DAMAGED]
