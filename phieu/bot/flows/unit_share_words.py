"""What is said of how far a unit has got: the same words for admins and for heads."""

from markupsafe import Markup

from phieu.locales.translator import Translator
from phieu.office.shortening import shorten
from phieu.office.unit_progress import ToldOfUnits
from phieu.office.unit_shares import TENTHS, Band, UnitShare

LONGEST_NAME = 100


def share_line(name: str, share: UnitShare, t: Translator) -> Markup:
    """One unit: its name, how many people are asked, and how many of them are done."""
    how_far = band_words(share.band, t)
    return t.plural_html(
        "• <b>{name}</b> ({count} person): {how_far}",
        "• <b>{name}</b> ({count} people): {how_far}",
        share.people,
        name=shorten(name, LONGEST_NAME),
        how_far=how_far,
    )


def band_words(band: Band | None, t: Translator) -> str:
    """How many have handed in everything."""
    if band is None:
        return t("too few people to tell")
    if band.halves:
        return t("half of them or more") if band.low else t("fewer than half of them")
    if band.low == TENTHS[0]:
        return t("fewer than two in ten")
    if band.high == TENTHS[-1]:
        return t("eight in ten or more")
    return t("about {share}, or a little more", share=t.percent(band.low / 10))


def what_it_means(told: ToldOfUnits, t: Translator) -> Markup:
    """What was counted, when, and why it is so coarse."""
    if told.sealed:
        return t.html("This cannot be counted just now, because the round's key is missing on the office's server.")
    return t.html(
        "This tells how many of the people asked had handed in all their ballots at {moment}. It is rough, counted "
        "once an hour at most, and not told of small units, so that nobody can work out who has answered.",
        moment=t.moment(told.counted_at),
    )
