"""The three marks of a scale: one's own result, the office's, and the last round's.

Each has a lane of its own, so that none hides another: the office's above, one's own inside, the last round's below.
A point says that the mean is known; a bar, that it lies somewhere between its ends.
"""

from phieu.office.reports.drawing.canvas import Box, Canvas, Colour

LANE = 24
"""Height of the lanes above and below."""
BAND = 46
"""Height of the lane for one's own result."""
_RIM = 3


def draw_own(canvas: Canvas, low: float, high: float, top: float) -> None:
    """One's own result: a blue disc, or a soft blue bar."""
    middle = top + BAND / 2
    if high - low < 1:
        canvas.dot((low, middle), 18, Colour.OWN, Colour.PAPER, _RIM)
    else:
        canvas.bar((low, middle - 13, high, middle + 13), Colour.OWN_SOFT, 13, Colour.OWN, _RIM)


def draw_office(canvas: Canvas, low: float, high: float, top: float) -> None:
    """The office's: an orange triangle that points down, or a thin orange bar."""
    if high - low < 1:
        tip = top + LANE
        corners = [(low - 13, tip - 21), (low + 13, tip - 21), (low, tip)]
        canvas.shape(corners, Colour.OFFICE, Colour.OFFICE, 2)
    else:
        canvas.bar((low, top + 9, high, top + 19), Colour.OFFICE, 5)


def draw_last(canvas: Canvas, low: float, high: float, top: float) -> None:
    """The last round's: a hollow grey triangle that points up, or a hollow thin bar."""
    if high - low < 1:
        corners = [(low - 12, top + 21), (low + 12, top + 21), (low, top + 1)]
        canvas.shape(corners, Colour.PAPER, Colour.LAST, _RIM)
    else:
        canvas.bar((low, top + 5, high, top + 17), Colour.PAPER, 6, Colour.LAST, _RIM)


def draw_hidden(canvas: Canvas, box: Box) -> None:
    """Nothing can be shown here."""
    canvas.hatch(box, 10)
