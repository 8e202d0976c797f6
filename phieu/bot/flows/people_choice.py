"""Picking a person: whoever is found by a part of the name, or by the staff number."""

from collections.abc import Callable

from markupsafe import Markup

from phieu.bot.context import Context
from phieu.bot.flows.answering.parts import short_name
from phieu.bot.screen import Row, Screen, row
from phieu.office.shortening import shorten
from phieu.office.staff_search import find_staff

MOST_FOUND = 8
"""So many people are offered when one is looked for."""
LONGEST_NAME = 30
LONGEST_TYPED = 60


async def found_people(
    text: str,
    context: Context,
    *,
    pick: Callable[[int], str],
    expects: str,
    back: Row,
    lead: Markup | None = None,
) -> Screen:
    """The people who may be meant by what was typed, best first; asks for a name if nothing was.

    `pick` gives the action for the person with an id; `expects` is the action that takes another part of a name.
    """
    t = context.t
    async with context.installation.database.reading() as session:
        found = await find_staff(session, text, MOST_FOUND + 1)
    if not text.strip():
        words = t.html("👤 Please type a part of the name, or the staff number.")
    elif not found:
        words = t.html(
            "Nobody on the staff list is called “{typed}”. Please try another part of the name.",
            typed=shorten(text.strip(), LONGEST_TYPED),
        )
    elif len(found) > MOST_FOUND:
        words = t.html("Many are called that; here are the first. You can also type more of the name.")
    else:
        words = t.html("Whom do you mean?")
    rows = [
        row(f"{short_name(person.name, LONGEST_NAME)} · {person.staff_number}", pick(person.id))
        for person in found[:MOST_FOUND]
        if person.id is not None
    ]
    return Screen(words if lead is None else lead + "\n\n" + words, (*rows, back), expects=expects)
