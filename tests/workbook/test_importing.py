"""From a file to the office in the database: what would change is shown, and exactly that is done."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from sqlalchemy import func
from sqlmodel import col, select

from phieu.office.staff import load_rules, load_staff
from phieu.office.who_rates_whom import pairs
from phieu.office.workbook.applying import ChangedMeanwhileError
from phieu.office.workbook.changes import Changes
from phieu.office.workbook.importing import apply, current_workbook, examine
from phieu.office.workbook.reading import read_workbook
from phieu.office.workbook.telling import change_lines, summary_lines
from phieu.storage.database import Database
from phieu.storage.tables import (
    ChatAccount,
    CriteriaSet,
    Group,
    Person,
    Position,
    Question,
    Round,
    RoundForm,
    Unit,
)
from phieu.words import Channel, RoundKind
from tests.workbook.files import ENGLISH, VIETNAMESE, changed, sample, sheet_of, told

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
LATER = datetime(2026, 7, 1, 8, tzinfo=UTC)


async def changes_of(database: Database, content: bytes) -> Changes:
    examination = await examine(database, content)
    assert told(examination.faults) == []
    assert examination.changes is not None
    return examination.changes


async def import_(database: Database, content: bytes, now: datetime = NOW) -> list[str]:
    """Import a file; what was said would change."""
    changes = await changes_of(database, content)
    await apply(database, changes, now)
    return change_lines(changes, ENGLISH)


async def person(database: Database, number: str) -> Person:
    async with database.reading() as session:
        return (await session.exec(select(Person).where(Person.staff_number == number))).one()


def without(sheet: str, *rows: int) -> bytes:
    def change(workbook: Workbook) -> None:
        for row in sorted(rows, reverse=True):
            sheet_of(workbook, sheet).delete_rows(row)

    return changed(change)


async def test_the_sample_office_is_what_its_workbook_says(database: Database) -> None:
    await import_(database, sample())
    written = await current_workbook(database, VIETNAMESE, by_chat=True)
    kept, said = read_workbook(written).book, read_workbook(sample()).book
    assert kept is not None
    assert said is not None
    alike = "office units positions groups scales criteria questions rules courses training rotations"
    for sheet in (*alike.split(), "dates", "special_days", "yearly_dates"):
        assert getattr(kept, sheet) == getattr(said, sheet), sheet
    assert set(kept.members) == set(said.members)
    assert set(kept.calendar) == set(said.calendar)
    assert [(row.number, row.name, row.locale, row.contact) for row in kept.people] == [
        (row.number, row.name, row.locale, row.contact) for row in said.people
    ]
    assert [row.number for row in kept.people if row.admin] == ["VP007"]


async def test_importing_twice_changes_nothing(database: Database) -> None:
    assert len(await import_(database, sample())) == 123
    assert await import_(database, sample("vi")) == []
    assert await import_(database, await current_workbook(database, ENGLISH, by_chat=True)) == []


async def test_nothing_changes_until_it_is_applied(database: Database) -> None:
    changes = await changes_of(database, sample())
    assert summary_lines(changes, ENGLISH) == [
        "Office: 1 new",
        "Units: 7 new",
        "People: 25 new",
        "Positions: 26 new",
        "Groups: 1 new",
        "Group members: 7 new",
        "Scales: 7 new",
        "Criteria sets: 3 new",
        "Questions: 20 new",
        "Rules: 5 new",
        "Calendar: 2 new",
        "Single dates: 1 new",
        "Days off and made up: 2 new",
        "Yearly dates: 2 new",
        "Courses: 5 new",
        "Training records: 8 new",
        "Rotations: 1 new",
    ]
    async with database.reading() as session:
        assert (await session.exec(select(Person))).all() == []


async def test_a_file_with_faults_cannot_be_applied(database: Database) -> None:
    examination = await examine(database, b"no workbook")
    assert examination.changes is None
    assert len(examination.faults) == 1


async def test_what_changes_is_told_old_and_new(database: Database) -> None:
    await import_(database, sample())

    def change(workbook: Workbook) -> None:
        sheet_of(workbook, "Office")["C2"] = 4
        sheet_of(workbook, "People")["B9"] = "Bùi Anh Dũng (B)"
        sheet_of(workbook, "People")["E9"] = "Yes"
        sheet_of(workbook, "Positions")["D9"] = "Deputy head"
        sheet_of(workbook, "Units")["C4"] = None
        sheet_of(workbook, "Calendar").delete_rows(3)

    content = changed(change)
    assert change_lines(await changes_of(database, content), ENGLISH) == [
        "Office – changed: Văn phòng (dữ liệu mẫu) (Threshold: 5 → 4)",
        "Units – changed: Phòng Hành chính (HC) (Supervisor: VP003 → –)",
        "People – changed: Bùi Anh Dũng (B) (VP008) (Name: Bùi Anh Dũng → Bùi Anh Dũng (B); Administrator: No → Yes)",
        (
            "Positions – changed: Bùi Anh Dũng (B) (VP008), Chuyên viên tổng hợp, Phòng Tổng hợp "
            "(Rank: Staff → Deputy head)"
        ),
        "Calendar – removed: Quarterly",
    ]
    assert change_lines(await changes_of(database, content), VIETNAMESE)[1] == (
        "Đơn vị – thay đổi: Phòng Hành chính (HC) (Mã cán bộ phụ trách: VP003 → –)"
    )
    await import_(database, content)
    assert await import_(database, content) == []


async def test_who_is_not_listed_has_left_and_may_come_back(database: Database) -> None:
    await import_(database, sample())
    was = await person(database, "VP022")

    def leave(workbook: Workbook) -> None:
        sheet_of(workbook, "People").delete_rows(23)
        sheet_of(workbook, "Positions").delete_rows(23)

    gone = changed(leave)
    assert await import_(database, gone, LATER) == [
        "People – no longer listed: Chu Văn Phúc (VP022)",
        "Positions – removed: Chu Văn Phúc (VP022), Chuyên viên lưu trữ, Phòng Lưu trữ",
    ]
    left = await person(database, "VP022")
    assert (left.id, left.active, left.left_at) == (was.id, False, LATER)
    assert (await import_(database, sample()))[0] == "People – back again: Chu Văn Phúc (VP022)"
    back = await person(database, "VP022")
    assert (back.id, back.active, back.left_at) == (was.id, True, None)


async def test_a_staff_number_in_other_letters_is_the_same_person(database: Database) -> None:
    await import_(database, sample())

    def change(workbook: Workbook) -> None:
        for sheet in ("People", "Positions", "Group members"):
            for cell in sheet_of(workbook, sheet)["A" if sheet != "Group members" else "B"][1:]:
                cell.value = str(cell.value).lower()

    assert await import_(database, changed(change)) == []


async def test_a_unit_that_is_not_listed_is_closed_and_nobody_is_lost(database: Database) -> None:
    await import_(database, sample())

    def change(workbook: Workbook) -> None:
        sheet_of(workbook, "Units").delete_rows(8)  # CY
        for row in (24, 25, 26):
            sheet_of(workbook, "Positions").cell(row, 2).value = "TH"

    assert (await import_(database, changed(change)))[0] == (
        "Units – no longer listed: Phòng Cơ yếu – Công nghệ thông tin (CY)"
    )
    async with database.reading() as session:
        units = {unit.code: unit for unit in await session.exec(select(Unit))}
        assert not units["CY"].active
        there = await session.exec(select(Position).where(Position.unit_id == units["CY"].id))
        assert there.all() == []
        assert all(member.active for member in (await load_staff(session)).people)
    assert (await import_(database, sample()))[0].startswith("Units – back again")


async def test_the_language_that_people_chose_in_chat_stays(database: Database) -> None:
    await import_(database, sample())
    async with database.writing() as session:
        for number in ("VP001", "VP002"):
            row = (await session.exec(select(Person).where(Person.staff_number == number))).one()
            row.locale = "en"
            if number == "VP001":
                assert row.id is not None
                session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=row.id, chat_id="1", joined_at=NOW))
    assert await import_(database, sample()) == [
        "People – changed: Trần Thị Thu Hà (VP002) (Language: English → Vietnamese)"
    ]
    assert (await person(database, "VP001")).locale == "en"


async def test_blank_leaves_an_administrator_as_they_are(database: Database) -> None:
    await import_(database, sample())
    blank = changed(lambda workbook: sheet_of(workbook, "People").delete_cols(5))
    assert await import_(database, blank) == []
    assert (await person(database, "VP007")).admin


async def test_warned_of_the_last_administrator_and_of_the_wrong_file(database: Database) -> None:
    await import_(database, sample())

    def change(workbook: Workbook) -> None:
        sheet_of(workbook, "People")["E8"] = "No"
        sheet_of(workbook, "People").delete_rows(10, 10)
        sheet_of(workbook, "Positions").delete_rows(10, 10)
        for row in (8, 7):  # VP009, VP017 and their seats
            sheet_of(workbook, "Group members").delete_rows(row)
        sheet_of(workbook, "Group members").delete_rows(6)
        sheet_of(workbook, "Units")["C4"] = None

    examination = await examine(database, changed(change))
    assert told(examination.faults) == []
    assert [said for said in told(examination.warnings) if "People" in said] == [
        "Sheet “People”: 10 of 25 people would be marked as having left; please make sure this is the right file",
        (
            "Sheet “People”, column “Administrator”: nobody would be an administrator any more; "
            "the next one can then only be named on the server"
        ),
    ]


async def test_the_version_rises_with_what_is_asked(database: Database) -> None:
    await import_(database, sample())

    async def versions() -> dict[str, int]:
        async with database.reading() as session:
            return {row.code: row.version for row in await session.exec(select(CriteriaSet))}

    assert await versions() == {"LDVP": 1, "TP": 1, "DUV": 1}
    renamed = changed(lambda workbook: sheet_of(workbook, "Criteria sets").__setitem__("B2", "Lãnh đạo"))
    await import_(database, renamed)
    assert await versions() == {"LDVP": 1, "TP": 1, "DUV": 1}
    await import_(database, sample())
    reworded = changed(lambda workbook: sheet_of(workbook, "Questions").__setitem__("D2", "Gương mẫu."))
    await import_(database, reworded)
    assert await versions() == {"LDVP": 2, "TP": 1, "DUV": 1}
    relabelled = changed(lambda workbook: sheet_of(workbook, "Scales").__setitem__("C6", "Kém hơn"))
    await import_(database, relabelled)
    assert await versions() == {"LDVP": 3, "TP": 2, "DUV": 2}


async def test_a_set_that_comes_back_counts_on_from_its_last_round(database: Database) -> None:
    await import_(database, sample())
    async with database.writing() as session:
        held = Round(
            kind=RoundKind.SEMIANNUAL,
            period="2026-H1",
            threshold=5,
            comment_threshold=3,
            raters_asked=1,
            ballots_asked=1,
            opened_at=NOW,
            due_at=LATER,
            closed_at=LATER,
        )
        session.add(held)
        await session.flush()
        assert held.id is not None
        session.add(RoundForm(round_id=held.id, code="DUV", version=4, content={}))

    def change(workbook: Workbook) -> None:
        sheet_of(workbook, "Criteria sets").delete_rows(4)
        sheet_of(workbook, "Questions").delete_rows(16, 6)
        sheet_of(workbook, "Rules").delete_rows(4)

    await import_(database, changed(change))
    await import_(database, sample())
    async with database.reading() as session:
        assert (await session.exec(select(CriteriaSet.version).where(CriteriaSet.code == "DUV"))).one() == 5


async def test_an_open_round_is_mentioned(database: Database) -> None:
    await import_(database, sample())
    async with database.writing() as session:
        session.add(
            Round(
                kind=RoundKind.SEMIANNUAL,
                period="2026-H1",
                threshold=5,
                comment_threshold=3,
                raters_asked=1,
                ballots_asked=1,
                opened_at=NOW,
                due_at=LATER,
            )
        )
    renamed = changed(lambda workbook: sheet_of(workbook, "Office").__setitem__("A2", "Văn phòng mới"))
    assert told((await examine(database, renamed)).warnings) == [
        "A round is open; it goes on as it was when it opened, and these changes count from the next one"
    ]
    assert told((await examine(database, sample())).warnings) == []


async def test_what_changed_meanwhile_is_shown_anew(database: Database) -> None:
    await import_(database, sample())
    first = await changes_of(database, without("Rules", 6))
    second = await changes_of(database, changed(lambda workbook: sheet_of(workbook, "Office").__setitem__("C2", 4)))
    await apply(database, first, NOW)
    with pytest.raises(ChangedMeanwhileError):
        await apply(database, second, NOW)
    async with database.reading() as session:
        assert len(await load_rules(session)) == 4
    with pytest.raises(ChangedMeanwhileError):  # a double tap
        await apply(database, first, NOW)


async def test_everything_or_nothing(database: Database) -> None:
    await import_(database, sample())
    changes = await changes_of(database, without("Rules", 6))
    async with database.reading() as session:
        before = (await session.exec(select(func.count(col(Question.id))))).one()
    broken = replace(changes)
    object.__setattr__(broken.after, "rules", (*changes.after.rules, changes.after.rules[0]))  # the same place twice
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        await apply(database, broken, NOW)
    async with database.reading() as session:
        assert (await session.exec(select(func.count(col(Question.id))))).one() == before
        assert len(await load_rules(session)) == 5


async def test_groups_come_and_go(database: Database) -> None:
    await import_(database, sample())

    def change(workbook: Workbook) -> None:
        sheet_of(workbook, "Groups").append(["HD", "Hội đồng"])
        sheet_of(workbook, "Group members").append(["HD", "VP001"])
        sheet_of(workbook, "Group members").delete_rows(8)

    assert await import_(database, changed(change)) == [
        "Groups – new: Hội đồng (HD)",
        "Group members – new: Nguyễn Văn Thành (VP001), Hội đồng",
        "Group members – removed: Vũ Thị Ngọc Lan (VP006), Đảng ủy Văn phòng",
    ]
    await import_(database, sample())
    async with database.reading() as session:
        assert (await session.exec(select(Group.code))).all() == ["DU"]


async def test_the_sample_office_asks_as_its_rules_say(database: Database) -> None:
    await import_(database, sample())
    async with database.reading() as session:
        staff, rules = await load_staff(session), await load_rules(session)
    numbers = {member.id: member.number for member in staff.people}
    asked: dict[str, set[str]] = {number: set() for number in numbers.values()}
    for pair in pairs(staff, rules):
        asked[numbers[pair.rater_id]].add(numbers[pair.ratee_id])
    leaders, heads = {"VP001", "VP002", "VP003", "VP004"}, {"VP005", "VP009", "VP013", "VP017", "VP020", "VP023"}
    assert asked["VP001"] == (leaders | heads | {"VP006"}) - {"VP001"}
    assert asked["VP004"] == set()
    assert asked["VP008"] == {"VP001", "VP002", "VP005"}
    assert asked["VP020"] == {"VP001", "VP003", "VP009"}  # holds a second post under the head of Hành chính
    assert asked["VP016"] == {"VP001", "VP004", "VP013"}


async def test_the_current_workbook_can_be_opened_and_sent_again(database: Database) -> None:
    await import_(database, sample())
    content = await current_workbook(database, ENGLISH, by_chat=True)
    workbook = openpyxl.load_workbook(BytesIO(content))
    sheet_of(workbook, "People").append(["VP026", "Nguyễn Văn Mới"])
    written = BytesIO()
    workbook.save(written)
    assert await import_(database, written.getvalue()) == ["People – new: Nguyễn Văn Mới (VP026)"]
    new = await person(database, "VP026")
    assert (new.locale, new.admin, new.active) == ("vi", False, True)
