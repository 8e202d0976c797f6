"""The pictures: their size, what is drawn where, and that nothing of the typeface is missing."""

import unicodedata
from dataclasses import replace
from io import BytesIO

import font_roboto
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageColor, ImageFont

from phieu.locales.translator import Translator, translator
from phieu.office.reports.drawing.canvas import CONTENT, MARGIN, WIDTH, Colour, Style, text_width, wrapped
from phieu.office.reports.picture import PAGE_HEIGHT, DrawnPage, draw_summary
from phieu.office.reports.results import GroupResult
from phieu.office.reports.summary import Measured, Summary
from phieu.office.scores import ScoreRange
from tests.reports.samples import LONG_NAME, band, exact, group, hidden, point, question, sample_summary

VI, EN = translator("vi"), translator("en")


def opened(pages: tuple[DrawnPage, ...]) -> list[Image.Image]:
    return [Image.open(BytesIO(page.png)).convert("RGB") for page in pages]


def columns_of(picture: Image.Image, colour: str) -> list[int]:
    """The columns in which this very colour occurs below the legend."""
    below = picture.crop((0, _legend_end(picture), picture.width, picture.height))
    channels = zip(below.split(), ImageColor.getrgb(colour), strict=True)
    same = [channel.point([255 * (level == value) for level in range(256)]) for channel, value in channels]
    mask = ImageChops.multiply(ImageChops.multiply(same[0], same[1]), same[2])
    return [x for x, found in enumerate(mask.getprojection()[0]) if found]


def _legend_end(picture: Image.Image) -> int:
    """The first rule across the page: what is above belongs to the head and the legend."""
    line = ImageColor.getrgb(Colour.LINE)
    return next(y for y in range(picture.height) if picture.getpixel((WIDTH // 2, y)) == line)


def x_of(value: float, options: int = 4) -> float:
    return MARGIN + (value - 0.5) * CONTENT / options


def single(*groups: GroupResult, office: ScoreRange | None = None, last: ScoreRange | None = None) -> Summary:
    return replace(sample_summary(), questions=(Measured(question(1, *groups), office, last),))


@pytest.mark.parametrize("t", [VI, EN])
@pytest.mark.parametrize(
    "summary", [sample_summary(), sample_summary(LONG_NAME, 3), replace(sample_summary(), questions=())]
)
def test_pages_fit_a_phone(summary: Summary, t: Translator) -> None:
    for page in opened(draw_summary(summary, t)):
        assert page.width == WIDTH
        assert page.height <= PAGE_HEIGHT


def test_every_question_is_on_exactly_one_page() -> None:
    questions = [Measured(question(place, group(exact(0, 0, 8, 0)))) for place in range(20)]
    pages = opened(draw_summary(replace(sample_summary(), questions=tuple(questions)), VI))
    line, dots = ImageColor.getrgb(Colour.LINE), 0
    for page in pages:
        rules = [y for y in range(page.height - 1) if page.getpixel((MARGIN + 1, y)) == line]
        dots += len([y for y in rules if y - 1 not in rules]) - 1  # the last rule is the footer's
    assert dots == 20
    assert len(pages) > 1


def test_exact_result_is_a_point_where_its_mean_lies() -> None:
    (page,) = opened(draw_summary(single(group(exact(0, 4, 4, 0))), VI))
    band_row = [x for x in columns_of(page, Colour.OWN) if x > x_of(2)]
    assert min(band_row) == pytest.approx(x_of(2.5) - 15, abs=3)
    assert max(band_row) == pytest.approx(x_of(2.5) + 15, abs=3)
    assert columns_of(page, Colour.OWN_SOFT) == []


def test_range_is_a_bar_from_end_to_end() -> None:
    (page,) = opened(draw_summary(single(group(band(9, 9))), VI))
    soft = columns_of(page, Colour.OWN_SOFT)
    assert min(soft) == pytest.approx(x_of(3), abs=5)
    assert max(soft) == pytest.approx(x_of(4), abs=5)


def test_office_and_last_round_are_where_they_lie() -> None:
    summary = single(group(exact(0, 4, 4, 0)), office=ScoreRange(3, 3.4, 50), last=point(1.5))
    (page,) = opened(draw_summary(summary, VI))
    office = columns_of(page, Colour.OFFICE)
    assert [min(office), max(office)] == pytest.approx([x_of(3), x_of(3.4)], abs=3)
    left = [x for x in columns_of(page, Colour.LAST) if x < x_of(2)]
    assert (min(left) + max(left)) / 2 == pytest.approx(x_of(1.5), abs=3)


def test_hidden_result_shows_no_mark() -> None:
    (page,) = opened(draw_summary(single(group(hidden(9))), VI))
    assert columns_of(page, Colour.HATCH)
    assert columns_of(page, Colour.OWN) == []
    assert columns_of(page, Colour.OWN_SOFT) == []


def test_same_summary_gives_the_same_picture() -> None:
    assert draw_summary(sample_summary(), VI) == draw_summary(sample_summary(), VI)
    assert draw_summary(sample_summary(), VI) != draw_summary(sample_summary("Lê An"), VI)


def test_typeface_has_every_vietnamese_letter() -> None:
    vowels = "aăâeêioôơuưy"
    letters = {v + tone for v in vowels for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")} | {"đ"}
    composed = {unicodedata.normalize("NFC", form) for letter in letters for form in (letter, letter.upper())}
    assert all(len(letter) == 1 for letter in composed)
    for path in (font_roboto.Roboto, font_roboto.RobotoBold):
        font = ImageFont.truetype(path, 40)
        unknown = bytes(font.getmask("\uffff"))
        assert [letter for letter in composed | set("“”–…·•019") if bytes(font.getmask(letter)) == unknown] == []


@settings(deadline=None, max_examples=40)
@given(st.text(st.sampled_from("aăẫmWi đ "), max_size=120), st.integers(60, 900))
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    style = Style(30)
    lines = wrapped(text, style, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line, style) <= width for line in lines)
    assert len(wrapped(text, style, width, most=2)) <= 2
