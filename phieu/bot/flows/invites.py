"""Invitations, for admins: who has joined, a sheet of codes for those who have not, a code for one person."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.people_choice import found_people
from phieu.bot.screen import Attachment, Screen, row
from phieu.office.invitations import count_joined, has_joined, make_invites, make_sheet
from phieu.office.staff_search import staff_member
from phieu.office.unreachable import count_unreachable
from phieu.storage.tables import Person

ADMIN = True
SEARCH = action("invite-find")


async def invites(_event: Event, context: Context) -> Screen:
    """How many have joined, and the ways to invite the others."""
    t = context.t
    async with context.installation.database.reading() as session:
        joined = await count_joined(session)
        unreached = await count_unreachable(session)
    text = t.html(
        "✉️ <b>Invitations</b>\n\n{joined} of {staff} people have joined.",
        joined=t.number(joined.joined),
        staff=t.number(joined.staff),
    )
    rows = [row(t("👤 A code for one person"), SEARCH), row(t("🏠 Main menu"), action("home"))]
    if unreached:
        label = t("🚫 Who cannot be reached ({count})", count=t.number(unreached))
        rows.insert(1, row(label, action("unreachable", 0)))
    if joined.missing:
        label = t.plural("🖨 Sheet for {count} person", "🖨 Sheet for {count} people", joined.missing)
        rows.insert(0, row(label, action("invite-all")))
    elif joined.staff:
        text += "\n\n" + t.html("Everybody is there.")
    else:
        text += "\n\n" + t.html("There is nobody on the staff list yet: please send a workbook first.")
    return Screen(text, tuple(rows))


async def ask_for_sheet(_event: Event, context: Context) -> Screen:
    """New codes make earlier ones worthless, so it is asked about first."""
    t = context.t
    async with context.installation.database.reading() as session:
        joined = await count_joined(session)
    if not joined.missing:
        return await invites(_event, context)
    text = t.plural_html(
        "A sheet with a new code for {count} person who has not joined yet?\n\n"
        "⚠️ Codes that were handed out to them before <b>stop working</b>.",
        "A sheet with a new code each for {count} people who have not joined yet?\n\n"
        "⚠️ Codes that were handed out to them before <b>stop working</b>.",
        joined.missing,
    )
    return Screen(text, (row(t("🖨 Yes, make the sheet"), action("invite-sheet")), row(t("↩️ No"), action("invites"))))


async def send_sheet(_event: Event, context: Context) -> Screen:
    """The sheet, to print and cut."""
    t = context.t
    sheet = await make_sheet(context.installation, context.bot_username)
    if not sheet.count:
        return await invites(_event, context)
    text = t.plural_html(
        "🖨 The sheet with {count} code. Please print it and hand it out.\n\n"
        "Whoever has a code can join as that person, so please delete this message when it has been printed.",
        "🖨 The sheet with {count} codes. Please print it, cut it up and hand the codes out.\n\n"
        "Whoever has a code can join as that person, so please delete this message when it has been printed.",
        sheet.count,
    )
    attachment = Attachment(t("invitations.pdf"), sheet.pdf)
    return Screen(text, (row(t("🗑 Take this away"), action("invites")),), attachments=(attachment,))


async def search(event: Event, context: Context) -> Screen:
    """Whom is the code for? And, once something was typed, the people who may be meant."""
    return await found_people(
        event.text,
        context,
        pick=lambda person_id: action("invite-one", person_id),
        expects=SEARCH,
        back=row(context.t("↩️ Back"), action("invites")),
        lead=context.t.html("✉️ <b>A code for one person</b>"),
    )


async def one_person(event: Event, context: Context) -> Screen:
    """One person: whether they have joined, and the way to a code."""
    t, person = context.t, await _wanted(event, context)
    assert person.id is not None
    async with context.installation.database.reading() as session:
        joined = await has_joined(session, person.id)
    text = t.html("<b>{name}</b> · {number}", name=person.name, number=person.staff_number)
    if joined:
        text += "\n\n" + t.html(
            "This person has joined. A new code moves them to another phone; the old chat is cut off. While a round is "
            "open that asks them, a code works only in the chat that they have, so that nobody else can look at their "
            "ballots."
        )
    else:
        text += "\n\n" + t.html("This person has not joined. A code made before for them stops working.")
    return Screen(
        text, (row(t("🔑 Make a code"), _person_action("invite-make", person)), row(t("↩️ Back"), action("invites")))
    )


async def make_code(event: Event, context: Context) -> Screen:
    """A code for one person. It is a secret: the next screen takes it away."""
    t, person = context.t, await _wanted(event, context)
    assert person.id is not None
    made = await make_invites(context.installation, [person.id], context.now, context.bot_username)
    if not made:
        raise UnknownActionError
    parts = [
        t.html("🔑 The code for <b>{name}</b>:", name=person.name),
        t.html("<code>{code}</code>", code=made[0].code),
    ]
    if made[0].link:
        parts.append(t.html("Or as a link: {link}", link=made[0].link))
    parts.append(t.html("It works once, and only for this person. Please pass it on to nobody else."))
    return Screen(Markup("\n\n").join(parts), (row(t("🗑 Take this away"), action("invites")),))


async def _wanted(event: Event, context: Context) -> Person:
    (person_id,) = parse(event.action).numbers(1)
    async with context.installation.database.reading() as session:
        person = await staff_member(session, person_id)
    if person is None:
        raise UnknownActionError
    return person


def _person_action(verb: str, person: Person) -> str:
    assert person.id is not None
    return action(verb, person.id)


COMMANDS = {"invites": invites}
ACTIONS = {
    "invites": invites,
    "invite-all": ask_for_sheet,
    "invite-sheet": send_sheet,
    "invite-find": search,
    "invite-one": one_person,
    "invite-make": make_code,
}
EXPECTS = {SEARCH: search}
