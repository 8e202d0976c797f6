"""A canvas for pictures on a phone: measures in the picture's own pixels, drawn twice as large and scaled down."""

import io
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol, TypeAlias

import font_roboto
from PIL import Image, ImageDraw, ImageFont

WIDTH = 1080
"""Pixels: a phone held upright."""
MARGIN = 56
CONTENT = WIDTH - 2 * MARGIN
OVERSAMPLING = 2
LEADING = 1.28
"""From one line to the next, in sizes of the type; Vietnamese letters carry two accents one above the other."""

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]


class Colour:
    """Blue and orange are told apart by everybody; each mark has a shape of its own besides."""

    PAPER = "#FFFFFF"
    INK = "#1B2733"
    QUIET = "#55636F"
    LINE = "#D9E0E7"
    SLOT = "#EDF1F5"
    HATCH = "#C3CCD5"
    HEADER = "#163B66"
    ON_HEADER = "#FFFFFF"
    ON_HEADER_QUIET = "#C9D8E8"
    OWN = "#0B5FAE"
    OWN_SOFT = "#8FBBE6"
    OFFICE = "#C8560B"
    LAST = "#4B5762"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; `size` in pixels."""

    size: int
    colour: str = Colour.INK
    bold: bool = False

    @property
    def line(self) -> int:
        """From one line to the next."""
        return round(self.size * LEADING)


class Block(Protocol):
    """A part of a picture that knows how high it is before it is drawn."""

    @property
    def height(self) -> int: ...

    def draw(self, canvas: "Canvas", top: int) -> None: ...


class Canvas:
    """One picture."""

    def __init__(self, height: int) -> None:
        self._image = Image.new("RGB", (WIDTH * OVERSAMPLING, height * OVERSAMPLING), Colour.PAPER)
        self._pen = ImageDraw.Draw(self._image)

    def text(self, at: Point, text: str, style: Style, align: Literal["l", "m", "r"] = "l") -> None:
        """One line; `at` is the upper left, middle or right of its box."""
        place = (at[0] * OVERSAMPLING, (at[1] + style.line / 2) * OVERSAMPLING)
        self._pen.text(place, _composed(text), font=_font(style), fill=style.colour, anchor=f"{align}m")

    def lines(self, at: Point, lines: list[str], style: Style, align: Literal["l", "m", "r"] = "l") -> float:
        """Lines one below the other; returns where the next thing may stand."""
        for place, line in enumerate(lines):
            self.text((at[0], at[1] + place * style.line), line, style, align)
        return at[1] + len(lines) * style.line

    def bar(self, box: Box, fill: str | None, radius: float = 0, outline: str | None = None, width: int = 0) -> None:
        """A rectangle (left, top, right, bottom), with round corners if there is a radius."""
        self._pen.rounded_rectangle(
            _large(box), radius * OVERSAMPLING, fill=fill, outline=outline, width=width * OVERSAMPLING
        )

    def dot(self, centre: Point, radius: float, fill: str, outline: str, width: int) -> None:
        """A disc with a rim."""
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        self._pen.ellipse(_large(box), fill=fill, outline=outline, width=width * OVERSAMPLING)

    def shape(self, corners: list[Point], fill: str, outline: str, width: int) -> None:
        """A polygon with a rim."""
        large = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in corners]
        self._pen.polygon(large, fill=fill)
        self._pen.line([*large, large[0], large[1]], fill=outline, width=width * OVERSAMPLING, joint="curve")

    def hatch(self, box: Box, radius: float) -> None:
        """A rectangle with diagonal stripes: something is here that is not shown."""
        left, top, right, bottom = (round(edge) for edge in _large(box))
        size = (right - left, bottom - top)
        stripes = Image.new("RGB", size, Colour.SLOT)
        pen = ImageDraw.Draw(stripes)
        for start in range(-size[1], size[0], 14 * OVERSAMPLING):
            pen.line([(start, size[1]), (start + size[1], 0)], fill=Colour.HATCH, width=3 * OVERSAMPLING)
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), radius * OVERSAMPLING, fill=255)
        self._image.paste(stripes, (left, top), mask)

    def png(self) -> bytes:
        """The picture in its final size."""
        size = (self._image.width // OVERSAMPLING, self._image.height // OVERSAMPLING)
        content = io.BytesIO()
        self._image.resize(size, Image.Resampling.BOX).save(content, "PNG", optimize=True)
        return content.getvalue()


def text_width(text: str, style: Style) -> float:
    """How much room one line takes."""
    return _font(style).getlength(_composed(text)) / OVERSAMPLING


def wrapped(text: str, style: Style, width: float, most: int = 99) -> list[str]:
    """The text in lines that fit; a word too long for a line is broken. Beyond `most` lines it ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, style) <= width:
            lines[-1] = longer
            continue
        pieces = _broken(word, style, width)
        lines += pieces if lines[-1] else []
        if not lines[0]:
            lines = pieces
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and text_width(f"{last}…", style) > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _broken(word: str, style: Style, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, style) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _large(box: Box) -> Box:
    left, top, right, bottom = (edge * OVERSAMPLING for edge in box)
    return left, top, right, bottom


def _composed(text: str) -> str:
    """With each letter and its accents as one sign, as the typeface has them."""
    return unicodedata.normalize("NFC", text)


@lru_cache
def _font(style: Style) -> ImageFont.FreeTypeFont:
    path = font_roboto.RobotoBold if style.bold else font_roboto.Roboto
    return ImageFont.truetype(path, style.size * OVERSAMPLING)
