"""Whom an announcement is for: who is added, and who is left out of them again. Kept as a selector's text."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from phieu.locales.translator import Translator
from phieu.office.erased import named
from phieu.office.ranks import rank_name
from phieu.office.selectors import Term, TermKind, parse
from phieu.office.spelling import fold
from phieu.office.who_rates_whom import SelectedStaff, Staff
from phieu.words import Rank

MOST_SPOKEN = 8
"""So many units, groups and people are named; beyond that they are counted."""


@dataclass(frozen=True, slots=True)
class Part:
    """One unit, group, rank or person, or everybody; `code` is that of the workbook, a rank's word, a staff number."""

    kind: TermKind
    code: str = ""

    @property
    def key(self) -> tuple[TermKind, str]:
        """How two are compared."""
        return self.kind, fold(self.code)


EVERYBODY = Part(TermKind.EVERYONE)
Names = Mapping[tuple[TermKind, str], str]
"""What units, groups and people are called, by the key of their part."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Leaving out comes after all adding, whatever was picked first."""

    added: tuple[Part, ...] = ()
    left_out: tuple[Part, ...] = ()

    def adding(self, part: Part) -> "Audience":
        """With this part; everybody takes the place of single parts, and the other way round."""
        others = () if part == EVERYBODY else tuple(one for one in self.added if one != EVERYBODY)
        return Audience((*_without(others, part), part), _without(self.left_out, part))

    def leaving_out(self, part: Part) -> "Audience":
        """Without these people, who may belong to a part that was added. Needs somebody added."""
        return _with_somebody(_without(self.added, part), (*_without(self.left_out, part), part))

    def without(self, part: Part, *, out: bool) -> "Audience":
        """As if this part had never been added, or left out."""
        if out:
            return replace(self, left_out=_without(self.left_out, part))
        return _with_somebody(_without(self.added, part), self.left_out)

    def has(self, part: Part, *, out: bool) -> bool:
        """Whether this very part was added, or left out."""
        return part.key in {one.key for one in (self.left_out if out else self.added)}


def read_audience(text: str) -> Audience:
    """An audience as it was written; nobody for an empty text. Raises SelectorError for what nobody here wrote."""
    if not text.strip():
        return Audience()
    terms = parse(text).terms
    return Audience(
        tuple(_part(term) for term in terms if not term.removes), tuple(_part(term) for term in terms if term.removes)
    )


def write_audience(audience: Audience) -> str:
    """The selector that means these people."""
    added = " + ".join(map(_term, audience.added))
    return added + "".join(f" - {_term(part)}" for part in audience.left_out)


def members_of(staff: Staff, text: str) -> set[int]:
    """The ids of who is meant today; those who have left never are."""
    return SelectedStaff(staff).members(parse(text)) if text.strip() else set()


def spoken(audience: Audience, names: Names, t: Translator, most: int = MOST_SPOKEN) -> str:
    """Whom it is for, in words."""
    if not audience.added:
        return t("nobody yet")
    added = _list(audience.added, names, t, most)
    if not audience.left_out:
        return added
    return t("{added}, but not {left_out}", added=added, left_out=_list(audience.left_out, names, t, most))


def name_of(part: Part, names: Names, t: Translator) -> str:
    """What one part is called; its code where nothing is called that any more."""
    if part == EVERYBODY:
        return t("the whole office")
    if part.kind is TermKind.RANK:
        return t("those ranked {rank}", rank=rank_name(Rank(part.code), t))
    return named(names.get(part.key, part.code), t)


def _list(parts: tuple[Part, ...], names: Names, t: Translator, most: int) -> str:
    told = [name_of(part, names, t) for part in parts[:most]]
    if (others := len(parts) - most) > 0:
        told.append(t.plural("and {count} more", "and {count} more", others))
    return ", ".join(told)


def _with_somebody(added: tuple[Part, ...], left_out: tuple[Part, ...]) -> Audience:
    """Where nobody is added any more, there is nobody to leave out."""
    return Audience(added, left_out) if added else Audience()


def _without(parts: tuple[Part, ...], gone: Part) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.key != gone.key)


def _part(term: Term) -> Part:
    return Part(term.kind, term.value if term.kind is TermKind.RANK else term.written if term.value else "")


def _term(part: Part) -> str:
    return f"{part.kind.value}:{part.code}" if part.code else part.kind.value
