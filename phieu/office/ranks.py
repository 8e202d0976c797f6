"""Ranks: what they are called in a workbook, and which of them lead."""

from collections.abc import Collection

from phieu.locales.translator import Translator
from phieu.office.spelling import fold
from phieu.words import Rank

LEADERS = frozenset({Rank.CHIEF, Rank.DEPUTY_CHIEF})
"""Those who lead the office as a whole."""
RANK_NAMES: dict[Rank, tuple[str, ...]] = {
    Rank.CHIEF: ("Chánh Văn phòng", "Chief", "thủ trưởng"),
    Rank.DEPUTY_CHIEF: ("Phó Chánh Văn phòng", "Deputy chief", "phó thủ trưởng"),
    Rank.HEAD: ("Trưởng phòng", "Head", "trưởng đơn vị"),
    Rank.DEPUTY_HEAD: ("Phó Trưởng phòng", "Deputy head", "phó phòng", "phó trưởng đơn vị"),
    Rank.STAFF: ("Công chức", "Staff", "chuyên viên", "cán bộ", "viên chức", "nhân viên"),
    Rank.CONTRACT: ("Hợp đồng", "Contract", "lao động hợp đồng", "hợp đồng lao động", "người lao động"),
}
"""The Vietnamese name first, then the English one, then what people also write."""

_BY_NAME = {fold(name): rank for rank, names in RANK_NAMES.items() for name in names}


def rank_called(text: str) -> Rank | None:
    """The rank that a text names in either language, or None."""
    return _BY_NAME.get(fold(text))


def rank_name(rank: Rank, t: Translator) -> str:
    """What a rank is called in the reader's language."""
    vi, en, *_ = RANK_NAMES[rank]
    return t.either(vi, en)


def lacks_a_head(held: Collection[Rank]) -> bool:
    """Whether a unit in which posts of these ranks are held has nobody to head it; the office's leaders do."""
    return bool(held) and Rank.HEAD not in held and not LEADERS.intersection(held)
