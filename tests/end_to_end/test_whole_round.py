"""The whole product over HTTP: workbook, invitations, 25 people joining, a round by the clock, summaries.

The figures in every rated person's summary are compared with those worked out from what was typed.
"""

import asyncio
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import col, select

from phieu.office.disclosure import Published
from phieu.office.invitations import make_invites
from phieu.sandbox.person import Person as Phone
from phieu.storage.tables import Assignment, Ballot, Comment, Figure, Person, Round
from phieu.words import RoundKind, RoundState
from tests.end_to_end.rater import PATIENCE, Rater, offered
from tests.end_to_end.scene import CLOSES, OPENS, Scene
from tests.end_to_end.worked_out import by_hand, comments_of_three_or_more, told_in_database, words_of_summary

STOPS_HALF_WAY = {8: 5, 15: 2, 21: 9}
"""After so many answers these put the phone away and never come back."""


async def everybody_joins(scene: Scene) -> dict[int, Phone]:
    """All 25 follow their link."""
    phones = {}
    for invite in await make_invites(scene.installation, None, scene.installation.now(), "phieu_sandbox_bot"):
        phone = await scene.client.person(9000 + invite.person_id, f"Người {invite.person_id}")
        assert invite.link
        await phone.open_link(invite.link)
        phones[invite.person_id] = phone
    for phone in phones.values():
        await phone.sees_one(lambda one: "home" in str(one.buttons) or "ballots" in str(one.buttons), timeout=PATIENCE)
    return phones


async def everybody_answers(scene: Scene, phones: dict[int, Phone]) -> dict[int, Rater]:
    """Each from the notice on; all at once, as in an office where the message has just come."""
    raters: dict[int, Rater] = {}

    async def one(person_id: int, phone: Phone) -> None:
        notice = await phone.sees_one(lambda one: "ballots" in offered(one) and "2026" in one.text, timeout=PATIENCE)
        raters[person_id] = Rater(phone, person_id, STOPS_HALF_WAY.get(person_id))
        await raters[person_id].answer_all(notice)

    async with scene.installation.database.reading() as session:
        asked = set(await session.exec(select(Assignment.rater_id)))
    assert len(asked) == 24  # the deputy chief who is not on the committee rates nobody
    await asyncio.gather(*(one(person_id, phones[person_id]) for person_id in asked))
    return raters


@pytest.mark.parametrize(("engine", "way_in"), [("sqlite", "polling"), ("postgresql", "webhook")])
async def test_from_the_workbook_to_the_summaries(scene: Scene) -> None:
    phones = await everybody_joins(scene)
    assert len(phones) == 25
    async with scene.installation.database.reading() as session:
        assert (await session.exec(select(Round))).all() == []

    await scene.clock_strikes(OPENS)
    raters = await everybody_answers(scene, phones)
    assert any(len(rater.answers) < 12 for rater in raters.values())
    await everything_secret_has_left_the_chats(raters)

    await scene.clock_strikes(CLOSES)
    expected = await by_hand(scene.installation, raters)
    async with scene.installation.database.reading() as session:
        the_round = (await session.exec(select(Round))).one()
        assert (the_round.kind, the_round.period, the_round.state) == (
            RoundKind.SEMIANNUAL,
            "2026-H1",
            RoundState.CLOSED,
        )
        assert (await session.exec(select(Ballot))).all() == []
        rows = (await session.exec(select(Figure))).all()
        admin = (await session.exec(select(Person.id).where(col(Person.admin)))).one()
        pool = {(one.ratee_id, one.text) for one in await session.exec(select(Comment))}
    assert told_in_database(rows) == expected
    assert pool == comments_of_three_or_more(raters)
    for ratee_id in {ratee_id for ratee_id, _ in expected}:
        await reads_summary(scene, phones[ratee_id], ratee_id, expected, {t for r, t in pool if r == ratee_id})
    assert admin is not None
    overview = await phones[admin].sees_one(lambda one: "overview-export" in offered(one), timeout=PATIENCE)
    await phones[admin].tap_action(overview.id, offered(overview)["overview-export"][0][1].data or "")
    book = await phones[admin].sees_one(lambda one: one.document is not None, timeout=PATIENCE)
    assert (await phones[admin].document(book)).startswith(b"PK")


async def everything_secret_has_left_the_chats(raters: dict[int, Rater]) -> None:
    """Whoever has handed in everything has no answer and no comment standing in the chat."""
    for person_id, rater in raters.items():
        if person_id in STOPS_HALF_WAY:
            continue
        standing = "\n".join(message.text for message in await rater.phone.conversation())
        for words in ("Xuất sắc", "Giảm sút", *rater.comments.values()):
            assert words not in standing


async def reads_summary(
    scene: Scene,
    phone: Phone,
    ratee_id: int,
    expected: dict[tuple[int, str], dict[str | None, Published]],
    comments: set[str],
) -> None:
    """The notice has a picture and the comments; question by question it says what was worked out by hand."""
    notice = await phone.sees_one(lambda one: "result-questions" in offered(one), timeout=PATIENCE)
    for text in comments:
        assert text in notice.text
    picture = await phone.sees_one(lambda one: one.photo is not None, timeout=PATIENCE)
    assert Image.open(BytesIO(await phone.document(picture))).width >= 1000
    await phone.tap_action(notice.id, offered(notice)["result-questions"][0][1].data or "", wait=PATIENCE)
    last = await phone.sees_one(lambda one: one.id > notice.id and "result" in offered(one), timeout=PATIENCE)
    shown = "\n".join(one.text for one in await phone.conversation() if notice.id < one.id <= last.id)
    assert [
        words for words in await words_of_summary(scene.installation, ratee_id, expected) if words not in shown
    ] == []
