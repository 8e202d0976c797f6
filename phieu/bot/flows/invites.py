"""Invitations, for admins: who has joined, a sheet of codes for those who have not, a code for one person."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.file_ways import has_addresses
from phieu.bot.flows.people_choice import found_people
from phieu.bot.flows.zalo_plan import row_of_plan
from phieu.bot.screen import Attachment, Row, Screen, row
from phieu.office.invitations import count_joined, make_invites, make_sheet
from phieu.office.invite_codes import InviteCode
from phieu.office.own_chats import chats_of
from phieu.office.staff_search import staff_member
from phieu.office.unreachable import count_unreachable
from phieu.office.ways_in import app_name, channels_on, ways_in
from phieu.storage.tables import Person
from phieu.words import Channel

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
    rows[-1:-1] = await row_of_plan(context)
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
    if not _can_send_files(context):
        return _no_files(context)
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
    if not _can_send_files(context):
        return _no_files(context)
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
    return Screen(text, (_away(context),), attachments=(attachment,))


def _can_send_files(context: Context) -> bool:
    """Whether a document gets from here to the reader; else codes would be made that nobody ever sees."""
    return context.ways.files or has_addresses(context)


def _no_files(context: Context) -> Screen:
    t = context.t
    text = t.html(
        "I cannot send files in this chat, so the sheet cannot come here. Whoever looks after the server makes it with "
        "<code>phieu invites</code>. A code for one person you can have here."
    )
    return Screen(text, (row(t("👤 A code for one person"), SEARCH), row(t("↩️ Back"), action("invites"))))


def _away(context: Context) -> Row:
    """The way on from a secret: what can be taken away goes with it."""
    t = context.t
    return row(t("🗑 Take this away") if context.ways.takes_away else t("↩️ Back"), action("invites"))


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
        joined_on = list(await chats_of(session, person.id))
    text = t.html("<b>{name}</b> · {number}", name=person.name, number=person.staff_number)
    return Screen(
        text + "\n\n" + _what_a_code_does(context, joined_on),
        (row(t("🔑 Make a code"), _person_action("invite-make", person)), row(t("↩️ Back"), action("invites"))),
    )


def _what_a_code_does(context: Context, joined_on: list[Channel]) -> Markup:
    t = context.t
    if not joined_on:
        return t.html("This person has not joined. A code made before for them stops working.")
    apps = " + ".join(app_name(one) for one in joined_on)
    parts = [
        t.html("This person has joined: {apps}.", apps=apps),
        t.html("On the same app a new code moves them to another phone; the old chat is cut off."),
    ]
    if len(channels_on(context.installation.settings)) > 1:
        parts.append(
            t.html(
                "On the other app it adds a chat, and they are told so in the one that they have. They can also join "
                "there by themselves, under “My chats”."
            )
        )
    parts.append(
        t.html(
            "While a round is open that asks them, a code works only in a chat that they have already, so that nobody "
            "else can look at their ballots."
        )
    )
    return Markup("\n\n").join(parts)


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
    parts += _how_to_use(context, made[0])
    parts.append(t.html("It works once, and only for this person. Please pass it on to nobody else."))
    return Screen(Markup("\n\n").join(parts), (_away(context),))


def _how_to_use(context: Context, invite: InviteCode) -> list[Markup]:
    """A line for each app that is on."""
    t, ways = context.t, ways_in(context.installation.settings, context.bot_username)
    lines = []
    if Channel.TELEGRAM in ways.channels and invite.link:
        lines.append(t.html("On Telegram as a link: {link}", link=invite.link))
    if Channel.ZALO in ways.channels:
        if ways.zalo_page:
            lines.append(t.html("On Zalo they send it to the bot, whose page is {link}", link=ways.zalo_page))
        else:
            lines.append(t.html("On Zalo they send it to the office's bot, which they find by its name."))
    return lines


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
