"""Several days in one line."""

from datetime import date

import pytest

from phieu.office.written_dates import DateError
from phieu.office.written_days import read_days

TODAY = date(2026, 11, 23)


def days(*written: str) -> list[date]:
    return [date.fromisoformat(one) for one in written]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2/9", days("2027-09-02")),
        ("30/4-2/5", days("2027-04-30", "2027-05-01", "2027-05-02")),
        ("1-3/5", days("2027-05-01", "2027-05-02", "2027-05-03")),
        ("30/12 đến 2/1", days("2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02")),
        ("28-29/12/26; 2026-12-31", days("2026-12-28", "2026-12-29", "2026-12-31")),
        ("24-12-2026, 25/12", days("2026-12-24", "2026-12-25")),
        ("24/12 to 24/12", days("2026-12-24")),
    ],
)
def test_what_is_meant(text: str, meant: list[date]) -> None:
    assert read_days(text, TODAY) == meant


@pytest.mark.parametrize("text", ["", ";", "30/2", "31/4-2/5", "soon", "5/5/2027-1/5/2027", "1/1-1/3", "1-soon"])
def test_what_cannot_be_meant(text: str) -> None:
    with pytest.raises(DateError):
        read_days(text, TODAY)
