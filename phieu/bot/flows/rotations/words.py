"""How a rotation reads on a screen: the lines that several screens share."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from phieu.bot.flows.answering.parts import short_name
from phieu.bot.flows.not_by_chat import paper_label
from phieu.locales.translator import Translator
from phieu.office.rotations.consequences import Consequence
from phieu.office.rotations.names import ENDING_NAMES, KIND_NAMES
from phieu.office.rotations.positions import Surprise
from phieu.office.rotations.views import RotationView
from phieu.office.shortening import shorten
from phieu.words import RotationEnding, RotationKind

LONGEST_LABEL = 40
LONGEST_NAME = 22


def kind_name(kind: RotationKind, t: Translator) -> str:
    """What the kind is called."""
    return t.either(*KIND_NAMES[kind][:2])


def ending_name(ending: RotationEnding, t: Translator) -> str:
    """What the ending is called."""
    return t.either(*ENDING_NAMES[ending][:2])


def post_name(title: str, unit: str) -> str:
    """A post in one line."""
    return f"{title}, {unit}"


def days_text(first: date, last: date | None, t: Translator) -> str:
    """From when, until when."""
    if last is None:
        return t("from {first}", first=t.date(first))
    return t("from {first} to {last}", first=t.date(first), last=t.date(last))


def details(view: RotationView, t: Translator) -> Markup:
    """What it is: from, to, kind, days, tasks, decision."""
    one = view.rotation
    lines = [
        t.html("From: <b>{post}</b>", post=post_name(one.from_title, view.from_unit)),
        t.html("To: <b>{post}</b>", post=post_name(one.to_title, view.to_unit)),
        t.html("Kind: {kind}", kind=kind_name(one.kind, t)),
        t.html("When: {days}", days=days_text(one.starts_on, one.ends_on, t)),
    ]
    if one.keeps_post:
        lines.append(t.html("The old post is kept besides."))
    if one.decision_number:
        lines.append(t.html("Decision: {number}", number=one.decision_number))
    if one.tasks:
        lines.append(t.html("Tasks: {tasks}", tasks=one.tasks))
    return Markup("\n").join(lines)


def end_text(view: RotationView, t: Translator) -> Markup:
    """How it ended or will end; empty if that has not been decided."""
    one = view.rotation
    if one.ending is None or one.ended_on is None:
        return Markup()
    day = t.date(one.ended_on)
    match one.ending:
        case RotationEnding.STAYS:
            said = t.html("From {day} on: stays as <b>{post}</b>.", day=day, post=post_name(one.to_title, view.to_unit))
        case RotationEnding.RETURNS:
            post = post_name(one.from_title, view.from_unit)
            said = t.html("From {day} on: returns as <b>{post}</b>.", day=day, post=post)
        case RotationEnding.PROMOTED:
            post = post_name(one.end_title, view.end_unit)
            said = t.html("From {day} on: promoted to <b>{post}</b>.", day=day, post=post)
        case RotationEnding.ELSEWHERE:
            post = post_name(one.end_title, view.end_unit)
            said = t.html("From {day} on: placed as <b>{post}</b>.", day=day, post=post)
    return said


def heading(view: RotationView, t: Translator) -> Markup:
    """Whose it is; where nothing of it must go by chat, its number alone."""
    if view.rotation.not_by_chat:
        return t.html("🔄 <b>No. {code}</b> · not by chat", code=view.rotation.code)
    return t.html("🔄 <b>{name}</b> · {code}", name=view.person.name, code=view.rotation.code)


def label(view: RotationView, t: Translator) -> str:
    """One rotation on a button of the admins."""
    if view.rotation.not_by_chat:
        return t("No. {code} · not by chat", code=view.rotation.code)
    return shorten(f"{short_name(view.person.name, LONGEST_NAME)} → {view.to_unit}", LONGEST_LABEL)


def own_label(view: RotationView, t: Translator) -> str:
    """One rotation on a button of the person whom it is about."""
    if view.rotation.not_by_chat:
        return paper_label(t)
    return shorten(f"🔄 {post_name(view.rotation.to_title, view.to_unit)}", LONGEST_LABEL)


def may_be_named(views: Sequence[RotationView]) -> bool:
    """Whether it may be said that these are rotations: not if none of them may be spoken of by chat."""
    return not all(view.rotation.not_by_chat for view in views)


def consequence_text(consequence: Consequence, unit: str, t: Translator) -> Markup:
    """What a change would mean for a unit."""
    match consequence:
        case Consequence.NO_HEAD:
            return t.html("⚠️ {unit} would have no head then.", unit=unit)
        case Consequence.TWO_HEADS:
            return t.html("⚠️ {unit} would have two heads then.", unit=unit)
        case Consequence.NOBODY:
            return t.html("⚠️ Nobody would be left in {unit} then.", unit=unit)


def surprise_text(surprise: Surprise, t: Translator) -> Markup:
    """What was found otherwise than expected when the posts changed."""
    match surprise:
        case Surprise.POST_GONE:
            return t.html("⚠️ The earlier post was no longer held: the workbook has changed it meanwhile.")
        case Surprise.POST_THERE:
            return t.html("⚠️ The new post was held already: the workbook has changed it meanwhile.")


def untouched_text(in_charge: Sequence[str], groups: Sequence[str], t: Translator) -> list[Markup]:
    """What a change of posts leaves as it is, and an admin may want to change in the workbook."""
    found = []
    if in_charge:
        units = ", ".join(in_charge)
        found.append(t.html("ℹ️ In charge of {units}: that stays so until you change it in the workbook.", units=units))
    if groups:
        names = ", ".join(groups)
        found.append(t.html("ℹ️ Member of {groups}: that stays so until you change it in the workbook.", groups=names))
    return found
