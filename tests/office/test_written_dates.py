"""Days and moments as people type them."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.locales.translator import translator
from phieu.office.written_dates import DateError, read_day, read_moment

TODAY = date(2026, 6, 10)
"""A Wednesday."""
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
"""Nine in the morning in the office."""
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WITH_YEAR = (
    "{d}/{m}/{y}",
    "{d:02}/{m:02}/{y}",
    "{d}-{m}-{y}",
    "{d}.{m}.{y}",
    " {d} / {m} / {y} ",
    "{d} {m} {y}",
    "{y}-{m:02}-{d:02}",
    "{d} tháng {m} năm {y}",
    "ngày {d} tháng {m} năm {y}",
    "NGÀY {d} THÁNG {m}, {y}",
    "ngay {d} thang {m} nam {y}",
    "{d} {name} {y}",
    "{name} {d}, {y}",
    "{d}th of {short} {y}",
)
WITHOUT_YEAR = ("{d}/{m}", "{d}.{m}", "{d}-{m}.", "{d} tháng {m}", "ngày {d}/{m}", "mùng {d} tháng {m}", "{name} {d}")
HOURS = ("{h}:{n:02}", "{h}h{n:02}", "{h} giờ {n:02} phút", "{h} giờ {n}", "{h}g{n:02}")


def written(form: str, day: date) -> str:
    name = ENGLISH[day.month - 1]
    return form.format(d=day.day, m=day.month, y=day.year, name=name, short=name[:3])


@given(DAYS, st.sampled_from(WITH_YEAR), DAYS)
def test_what_is_written_with_its_year_is_read_back(day: date, form: str, today: date) -> None:
    assert read_day(written(form, day), today) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(("{d}/{m}/{y:02}", "{d}-{m}-{y:02}")))
def test_two_digits_are_a_year_of_this_century(day: date, form: str) -> None:
    assert read_day(form.format(d=day.day, m=day.month, y=day.year % 100), TODAY) == day


@given(DAYS, st.sampled_from(WITHOUT_YEAR), st.integers(0, 364))
def test_without_a_year_the_next_such_day_is_meant(today: date, form: str, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert read_day(written(form, day), today) == day


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("29/2", date(2026, 6, 10), date(2028, 2, 29)),
        ("29/2", date(2028, 2, 29), date(2028, 2, 29)),
        ("29/2", date(2096, 3, 1), date(2104, 2, 29)),
        ("1/1", date(2026, 12, 31), date(2027, 1, 1)),
        ("31/12", date(2026, 12, 31), date(2026, 12, 31)),
        ("hôm nay", TODAY, TODAY),
        ("Hom Nay", TODAY, TODAY),
        ("ngày mai", date(2026, 12, 31), date(2027, 1, 1)),
        ("mai", TODAY, date(2026, 6, 11)),
        ("tomorrow", TODAY, date(2026, 6, 11)),
        ("ngày kia", TODAY, date(2026, 6, 12)),
        ("thứ hai", TODAY, date(2026, 6, 15)),
        ("thứ tư", TODAY, date(2026, 6, 17)),
        ("thứ 6", TODAY, date(2026, 6, 12)),
        ("thứ sáu tới", TODAY, date(2026, 6, 12)),
        ("thứ sáu tuần sau", TODAY, date(2026, 6, 19)),
        ("Next Friday", TODAY, date(2026, 6, 19)),
        ("chủ nhật", TODAY, date(2026, 6, 14)),
    ],
)
def test_days_as_people_say_them(text: str, today: date, day: date) -> None:
    assert read_day(text, today) == day


@pytest.mark.parametrize(
    "text", ["30/2", "29/2/2027", "31/4/2026", "1/13", "0/5", "20/11/0026", "20/11/2226", "Feb 30"]
)
def test_a_day_that_no_calendar_has_is_said_to_be_none(text: str) -> None:
    with pytest.raises(DateError) as refused:
        read_day(text, TODAY)
    assert refused.value.explain(translator("en")).startswith("There is no such day as ")


def test_the_day_that_does_not_exist_is_named() -> None:
    with pytest.raises(DateError) as refused:
        read_day("ngày 30 tháng 2", TODAY)
    assert refused.value.explain(translator("vi")) == "Không có ngày 30/2."


@pytest.mark.parametrize("text", ["sớm nhé", "20", "20/11/2026/1", "tháng 11", "14:30 20/11", "{braces}", "1/1/202"])
def test_what_is_no_date_is_quoted_with_an_example(text: str) -> None:
    with pytest.raises(DateError) as refused:
        read_day(text, TODAY)
    said = refused.value.explain(translator("en"))
    assert said == f"“{text}” is not a date that I can read. Please write it like this: 10/06/2026"


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_with_words(text: str) -> None:
    with suppress(DateError):
        assert read_day(text, TODAY)
    with suppress(DateError):
        assert read_moment(text, NOW, ZONE) > NOW


ORDERS = st.sampled_from(("{hour} {day}", "{day} {hour}", "{hour}, {day}", "{day} lúc {hour}"))


@given(DAYS.filter(lambda day: day > TODAY), st.times(), st.sampled_from(HOURS), st.sampled_from(WITH_YEAR), ORDERS)
def test_a_moment_is_read_back_in_either_order(day: date, hour: time, form: str, day_form: str, order: str) -> None:
    text = order.format(hour=form.format(h=hour.hour, n=hour.minute), day=written(day_form, day).strip())
    expected = datetime(day.year, day.month, day.day, hour.hour, hour.minute, tzinfo=ZONE)
    assert read_moment(text, NOW, ZONE) == expected


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("14:30 20/11", "2026-11-20 14:30"),
        ("20/11 14h30", "2026-11-20 14:30"),
        ("14h", "2026-06-10 14:00"),
        ("14h 20/11", "2026-11-20 14:00"),
        ("14 giờ 20 tháng 11", "2026-11-20 14:00"),
        ("14 giờ 20/11", "2026-11-20 14:00"),
        ("8h sáng mai", "2026-06-11 08:00"),
        ("8 giờ rưỡi sáng mai", "2026-06-11 08:30"),
        ("sáng mai lúc 8h", "2026-06-11 08:00"),
        ("2h chiều nay", "2026-06-10 14:00"),
        ("7h tối thứ sáu tới", "2026-06-12 19:00"),
        ("12h trưa mai", "2026-06-11 12:00"),
        ("1h trưa mai", "2026-06-11 13:00"),
        ("10h đêm nay", "2026-06-10 22:00"),
        ("thứ hai, 8h", "2026-06-15 08:00"),
        ("2pm tomorrow", "2026-06-11 14:00"),
        ("12 am 20/11", "2026-11-20 00:00"),
        ("12:15 pm on 20/11", "2026-11-20 12:15"),
        ("8h30 ngày 20 tháng 11 năm 2026", "2026-11-20 08:30"),
    ],
)
def test_moments_as_people_say_them(text: str, local: str) -> None:
    read = read_moment(text, NOW, ZONE)
    assert read.utcoffset() == timedelta(0)
    assert f"{read.astimezone(ZONE):%Y-%m-%d %H:%M}" == local


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("20/11", "The hour is missing. Please write the hour and the day like this: 14:30 11/06/2026"),
        (" ", "The hour is missing. Please write the hour and the day like this: 14:30 11/06/2026"),
        ("8h", "That moment is over: 08:00 10/06/2026. Please write a later one."),
        ("9:00 10/6", "That moment is over: 09:00 10/06/2026. Please write a later one."),
        ("25:00 20/11", "“25:00 20/11”: there is no such hour."),
        ("14h sáng mai", "“14h sáng mai”: there is no such hour."),
        ("14:60 20/11", "“14:60 20/11”: there is no such hour."),
        ("14h 30/2", "There is no such day as 30/2."),
        ("khi nào tiện", "“khi nào tiện” is not a time that I can read."),
        ("14h khi tiện", "“14h khi tiện” is not a time that I can read."),
    ],
)
def test_what_is_no_moment_to_come_gets_a_clear_word(text: str, said: str) -> None:
    with pytest.raises(DateError) as refused:
        read_moment(text, NOW, ZONE)
    assert refused.value.explain(translator("en")).startswith(said)
