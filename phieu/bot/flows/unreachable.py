"""Whom notices do not reach, for admins: who has blocked the bot, and who has not joined."""

from itertools import groupby

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator
from phieu.office.unreachable import Reason, unreachable_people

ADMIN = True
PAGE = 20
"""Names on a page."""


async def show(event: Event, context: Context) -> Screen:
    """Their names, those first who have blocked the bot: of the others the admins know."""
    t = context.t
    async with context.installation.database.reading() as session:
        people = await unreachable_people(session)
    back = row(t("↩️ Back"), action("invites"))
    if not people:
        return Screen(t.html("✅ Notices reach everybody on the staff list."), (back,))
    people.sort(key=lambda one: one[1] is not Reason.BLOCKED)  # by name within each
    counts = {reason: len(list(some)) for reason, some in groupby(people, key=lambda one: one[1])}
    page = page_of(people, parse(event.action).numbers(1)[0] if event.action else 0, PAGE)
    parts = [t.html("🚫 <b>Who cannot be reached</b>\n\nWhat there is to tell them waits until they can be.")]
    for reason, some in groupby(page.items, key=lambda one: one[1]):
        names = [t.html("– {name} · {number}", name=person.name, number=person.staff_number) for person, _ in some]
        parts.append(Markup("\n").join([_heading(reason, counts[reason], t), *names]))
    return Screen(Markup("\n\n").join(parts), (*turning(page, t, "unreachable"), back))


def _heading(reason: Reason, count: int, t: Translator) -> Markup:
    if reason is Reason.BLOCKED:
        return t.html(
            "<b>Have blocked me: {count}</b>\n"
            "Please ask them to open the chat with me in Telegram on their phone, and to choose “Start” or “Restart”.",
            count=t.number(count),
        )
    return t.html("<b>Have not joined yet: {count}</b>\nThey need an invitation.", count=t.number(count))


ACTIONS = {"unreachable": show}
