"""Opens a file that somebody sent, after making sure that it is a workbook and that it is safe to unpack."""

import warnings
from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook

from phieu.locales.translator import mark
from phieu.office.workbook.unpacking import DamagedError, TooMuchError, part_names

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes. An office of 10,000 people takes about one tenth of it."""

_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")

_EMPTY = mark("this file is empty. Please send the workbook once more")
_TOO_LARGE = mark("this file is too large. Please send only the sheets of the template, without pictures")
_PASSWORD = mark("this workbook is protected by a password. Please save it without one and send it again")
_OLD = mark("this is the old Excel format (.xls). Please save it as an Excel workbook (.xlsx) and send it again")
_OTHER = mark("this is not an Excel workbook. Please fill in the template and send it as an .xlsx file")
_DAMAGED = mark(
    "this file is damaged or incomplete. Please open it in Excel, save it again as an Excel workbook (.xlsx) "
    "and send it once more"
)


class UnreadableFileError(ValueError):
    """The file as a whole cannot be read; `text` is a marked text that says what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def check_file(content: bytes) -> None:
    """Raises UnreadableFileError unless this can be unpacked as a workbook."""
    if not content:
        raise UnreadableFileError(_EMPTY)
    if len(content) > LARGEST_FILE:
        raise UnreadableFileError(_TOO_LARGE)
    if content.startswith(_OLD_EXCEL):
        raise UnreadableFileError(_PASSWORD if _PROTECTED in content else _OLD)
    if not content.startswith(b"PK"):
        raise UnreadableFileError(_OTHER)
    try:
        names = part_names(content)
    except TooMuchError as error:
        raise UnreadableFileError(_TOO_LARGE) from error
    except DamagedError as error:
        raise UnreadableFileError(_DAMAGED) from error
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UnreadableFileError(_OTHER)


def open_workbook(content: bytes, *, values: bool) -> Workbook:
    """A checked file, with what its formulas last gave (`values`) or with the formulas; raises UnreadableFileError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about pictures, lists and styles that it does not understand
            return openpyxl.load_workbook(BytesIO(content), data_only=values, keep_links=False)
    except Exception as error:  # openpyxl raises whatever a broken part made it stumble over
        raise UnreadableFileError(_DAMAGED) from error
