"""What is kept of one person as a workbook for that person. Import this when one is written: it brings openpyxl."""

import asyncio
from collections.abc import Iterable
from datetime import datetime

from phieu.locales.translator import Translator
from phieu.office.announcements.text import beginning
from phieu.office.periods import kind_name, period_name
from phieu.office.ranks import rank_name
from phieu.office.reports.own_records import day_of, record_tables
from phieu.office.reports.spreadsheet import Table, Value, write_spreadsheet
from phieu.office.retention.kept import InRound, Kept, OnStaff, Told
from phieu.office.ways_in import app_name
from phieu.words import NoticeKind

TEXT_SHOWN = 300
"""Characters of an announcement: it stands in full in the chat."""


async def write_own_data(kept: Kept, t: Translator) -> bytes:
    """The workbook (xlsx) in the reader's language; sheets without rows are left out."""
    tables = [
        _person(kept, t),
        _notices(kept.told, t),
        _announcements(kept.told, t),
        *record_tables(kept.records, t),
        _rounds(kept.rounds, t),
        _acts(kept, t),
        _explanation(t),
    ]
    return await asyncio.to_thread(write_spreadsheet, [table for table in tables if table.rows])


def _person(kept: Kept, t: Translator) -> Table:
    staff, told = kept.staff, kept.told
    person = staff.person
    said: list[tuple[str, str]] = [
        (t("Name"), person.name),
        (t("Staff number"), person.staff_number),
        (t("Contact"), person.contact),
        (t("Language"), t("Vietnamese") if person.locale == "vi" else t("English")),
        (t("Looks after this assistant"), t("yes") if person.admin else t("no")),
        *_posts_and_groups(staff, t),
        *((t("Chat"), f"{app_name(one.channel)} {one.chat_id} · {t.date(one.joined_at)}") for one in told.chats),
        *([(t("Notices go to"), app_name(person.preferred_channel))] if person.preferred_channel else []),
        (
            t("Numbers of answers on Zalo"),
            t("always the same") if person.fixed_numbers else t("others at each question"),
        ),
        *((t("Code to join"), _code(one.used_at, one.expires_at, t)) for one in told.codes),
    ]
    rows = [list[Value](line) for line in said]
    return Table(t("Person"), t("What is kept of me"), [(t("What"), 30), (t("What it says"), 70)], rows)


def _posts_and_groups(staff: OnStaff, t: Translator) -> list[tuple[str, str]]:
    return [
        *((t("Post"), f"{post.title}, {unit} ({rank_name(post.rank, t)})") for post, unit in staff.posts),
        *((t("Group"), name) for name in staff.groups),
        *((t("In charge of"), name) for name in staff.in_charge_of),
    ]


def _code(used_at: datetime | None, expires_at: datetime, t: Translator) -> str:
    if used_at is not None:
        return t("used on {day}", day=t.date(used_at))
    return t("not used; good until {day}", day=t.date(expires_at))


def _notices(told: Told, t: Translator) -> Table:
    rows: list[list[Value]] = [[day_of(one.created_at, t), notice_about(one.kind, t)] for one in told.notices]
    return Table(t("Notices"), t("What I was told"), [(t("Day"), 26), (t("About"), 50)], rows)


def notice_about(kind: NoticeKind, t: Translator) -> str:
    """What a kind of notice is about, in a word."""
    if kind.startswith("announcement"):
        return t("an announcement")
    if kind.startswith(("nomination", "training")):
        return t("training")
    if kind.startswith("rotation"):
        return t("a rotation")
    if kind.startswith(("round", "summary", "overview", "results")):
        return t("an evaluation round")
    return t("the office's dates and this assistant")


def _announcements(told: Told, t: Translator) -> Table:
    columns = [(t("Sent on"), 26), (t("Text"), 80), (t("Confirmed by me"), 18)]
    rows: list[list[Value]] = [
        [
            day_of(one.sent_at, t),
            t("to be read at the office") if one.not_by_chat else beginning(one.text, TEXT_SHOWN),
            (t("yes") if acknowledged else t("no")) if one.acknowledge else t("not asked for"),
        ]
        for one, acknowledged in told.announcements
    ]
    return Table(t("Announcements"), t("Announcements for me"), columns, rows)


def _rounds(rounds: Iterable[InRound], t: Translator) -> Table:
    columns = [
        (t("Round"), 30),
        (t("Period"), 22),
        (t("Colleagues I was asked about"), 18),
        (t("Colleagues asked about me"), 18),
        (t("Figures about me"), 16),
        (t("Comments to me"), 16),
    ]
    rows: list[list[Value]] = [
        [
            kind_name(one.round.kind, t),
            period_name(one.round.period, t),
            one.rates,
            one.rated_by,
            one.figures,
            one.comments,
        ]
        for one in rounds
    ]
    return Table(t("Rounds"), t("Evaluation rounds"), columns, rows)


def _acts(kept: Kept, t: Translator) -> Table:
    acts = kept.acts
    counted = [
        (t("Announcements written"), acts.announcements),
        (t("Colleagues nominated"), acts.nominations),
        (t("Questions replied to"), acts.replies),
        (t("Rotations proposed"), acts.rotations),
        (t("Opinions given for a unit"), acts.opinions),
        (t("Evaluations asked of me or given"), acts.evaluations),
        (t("Drafts"), acts.drafts),
    ]
    rows: list[list[Value]] = [[what, count] for what, count in counted if count]
    return Table(t("For the office"), t("What I did for the office"), [(t("What"), 40), (t("How many"), 12)], rows)


def _explanation(t: Translator) -> Table:
    said = [
        t("My ballots: they are kept without a name, so nobody can pick mine out."),
        t("The hour at which I answered something: the day is kept at most."),
        t("What must not go by chat: the office's organisation department shows it to me."),
        t("What others said of my rotations: the office's organisation department shows it to me."),
        t("The figures and comments about me: they stand under “Results” in the chat."),
    ]
    return Table(
        t("Not in here"), t("What is not in this file"), [(t("What, and why"), 100)], [[line] for line in said]
    )
