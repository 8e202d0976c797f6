"""What there is to see before people are nominated, in words: seats, obstacles, who is away, who is left."""

from collections.abc import Sequence

from markupsafe import Markup

from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.training.course_words import days
from phieu.locales.translator import Translator
from phieu.office.training.nominations import Cover, Review
from phieu.office.training.overlaps import Absence
from phieu.office.training.refusals import Refusal

MOST_NAMES = 20
MOST_LINES = 6
"""So many colleagues who are away stand under one unit; the others are counted."""
MOST_UNITS = 8


def review_text(seen: Review, reason: str, t: Translator, also: Sequence[Refusal] = ()) -> Markup:
    """The whole of it; `also` are faults that only confirming brought to light."""
    course = seen.course
    head = lines(
        t.html("➕ <b>Nominating for:</b> {course}", course=course.name),
        Markup.escape(f"📅 {days(course.starts_on, course.ends_on, t)}"),
        _seats(seen, t),
    )
    faults = [*seen.faults, *also]
    if not seen.nominees:
        how = t.html("Nobody is chosen yet. Please type a part of a name, or choose below.")
        return paragraphs(head, how, _faults(faults, t), _reason(reason, t))
    by = t.html("✉️ They will be asked to answer by the end of {day}.", day=t.date(seen.answer_by))
    cover = [_cover(unit, seen, t) for unit in seen.cover[:MOST_UNITS]]
    more = len(seen.cover) - MOST_UNITS
    if more > 0:
        cover.append(t.plural_html("… and {count} other unit", "… and {count} other units", more))
    return paragraphs(
        head, _nominees(seen, t), _reason(reason, t), _faults(faults, t), _away(seen, t), *cover, "" if faults else by
    )


def _seats(seen: Review, t: Translator) -> Markup:
    if seen.seats_left is None:
        return t.html("💺 No limit of seats")
    return t.plural_html("💺 {count} seat left", "💺 {count} seats left", max(0, seen.seats_left))


def _nominees(seen: Review, t: Translator) -> Markup:
    head = t.plural_html("<b>{count} person chosen:</b>", "<b>{count} people chosen:</b>", len(seen.nominees))
    shown = [Markup("– {}").format(one.name) for one in seen.nominees[:MOST_NAMES]]
    return lines(head, *shown, _others(len(seen.nominees) - MOST_NAMES, t))


def _reason(reason: str, t: Translator) -> Markup | str:
    return t.html("Why: <i>{reason}</i>", reason=reason) if reason else ""


def _faults(faults: Sequence[Refusal], t: Translator) -> Markup | str:
    shown = [Markup("❌ {}").format(one.explain(t)) for one in faults[:MOST_NAMES]]
    return lines(*shown, _others(len(faults) - MOST_NAMES, t)) if faults else ""


def _away(seen: Review, t: Translator) -> Markup | str:
    """What the nominees have already beside the course."""
    if not seen.away:
        return ""
    head = t.html("⚠️ <b>Some have something else in these days:</b>")
    return lines(head, *_absences(seen.away, MOST_NAMES, seen, t))


def _cover(unit: Cover, seen: Review, t: Translator) -> Markup:
    left = t.html(
        "👥 <b>{unit}</b>: at least {left} of {members} would be left",
        unit=unit.unit,
        left=t.number(unit.left),
        members=t.number(unit.members),
    )
    if unit.left == 0:
        left = t.html("⚠️ <b>{unit}</b>: nobody would be left on some days", unit=unit.unit)
    return lines(left, *_absences(unit.away, MOST_LINES, seen, t))


def _absences(away: Sequence[Absence], most: int, seen: Review, t: Translator) -> list[Markup | str]:
    """A line each; of what must not go by chat neither whose it is nor when, only that there is something."""
    told = [one for one in away if one.why]
    secret = len(away) - len(told)
    shown: list[Markup | str] = [_absence(one, seen.names, t) for one in told[:most]]
    shown.append(_others(len(told) - most, t))
    if secret:
        shown.append(
            t.plural_html(
                "– {count} absence of which nothing must go by chat: please look at the workbook at the office",
                "– {count} absences of which nothing must go by chat: please look at the workbook at the office",
                secret,
            )
        )
    return shown


def _absence(one: Absence, names: dict[int, str], t: Translator) -> Markup:
    when = days(one.from_day, one.until_day, t)
    line = Markup("– {}: {} ({})").format(names[one.person_id], one.why, when)
    return line if one.settled else line + " " + t.html("<i>not settled yet</i>")


def _others(count: int, t: Translator) -> Markup | str:
    return t.plural_html("… and {count} other", "… and {count} others", count) if count > 0 else ""
