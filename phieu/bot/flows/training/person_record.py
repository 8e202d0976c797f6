"""Somebody's training record, for admins: found by a part of the name."""

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.people_choice import found_people
from phieu.bot.flows.training.record_words import A_PAGE, record_lines
from phieu.bot.screen import Screen, row
from phieu.office.staff_search import staff_member
from phieu.office.training.records import load_record

ADMIN = True
FIND = action("training-find")


async def find(event: Event, context: Context) -> Screen:
    """Whose?"""
    return await found_people(
        event.text,
        context,
        pick=lambda person_id: action("training-record", person_id, 0),
        expects=FIND,
        back=row(context.t("↩️ Training"), action("training")),
        lead=context.t.html("👤 <b>Somebody's training record</b>"),
    )


async def show(event: Event, context: Context) -> Screen:
    """A page of the record."""
    person_id, number = parse(event.action).numbers(2)
    t = context.t
    async with context.installation.database.reading() as session:
        person = await staff_member(session, person_id)
        if person is None:
            raise UnknownActionError
        # that this very person takes part is not told either where nothing must go by chat
        courses = [one for one in await load_record(session, person_id) if not one.course.not_by_chat]
    page = page_of(courses, number, A_PAGE)
    head = t.html("🎓 <b>{name}</b> · {number}", name=person.name, number=person.staff_number)
    said = record_lines(page.items, t) or [t.html("No training of this person is on record yet.")]
    rows = (*turning(page, t, "training-record", person_id), row(t("👤 Somebody else"), FIND))
    note = t.html("<i>What must not go by chat is not shown here.</i>")
    return Screen(paragraphs(head, *said, note), (*rows, row(t("↩️ Training"), action("training"))), expects=FIND)


ACTIONS = {"training-find": find, "training-record": show}
EXPECTS = {FIND: find}
