"""Whatever goes wrong: one line that says what to do next, an exit code, no traceback, and no secret."""

from pathlib import Path

import pytest

from phieu.commands.errors import explain
from phieu.locales.translator import translator
from tests.commands.conftest import Shell


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["template"], "FILE.xlsx is missing."),
        (["round", "opn"], "That command was not understood."),
        (["--frobnicate"], "There is no option --frobnicate."),
        (["round", "open", "weekly"], "KIND must be one of: semiannual, quarterly, annual, rotation, ad_hoc."),
        (["round", "open", "--due", "tomorrow"], "--due cannot be that."),
        (["import", "nowhere.xlsx"], "There is no file or folder nowhere.xlsx."),
        (["import", "."], ". is a folder."),
        (["round", "open"], "There is no office here yet."),
        (["round", "close"], "There is no office here yet."),
        (["round", "status"], "There is no office here yet."),
        (["admin", "VP001"], "There is no office here yet."),
        (["invites"], "There is no office here yet."),
        (["export", "1", "figures.xlsx"], "There is no office here yet."),
        (["run"], "No channel is on. Set TELEGRAM_TOKEN"),
    ],
)
def test_without_an_office(shell: Shell, arguments: list[str], complaint: str) -> None:
    assert shell.fails(*arguments).startswith(complaint)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["round", "open", "quarterly", "--period", "2026-H1"], "“2026-H1” is no period of such a round."),
        (["round", "open", "--due", "2020-01-31"], "31 January 2020 is over."),
        (["round", "close"], "No round is open."),
        (["round", "close", "7"], "There is no round 7."),
        (["export", "2026-H1", "figures.xlsx"], "There is no round 2026-H1."),
        (["export", "7", "office.xlsx"], "office.xlsx is there already."),
        (["template", "office.xlsx"], "office.xlsx is there already."),
        (["admin", "VP999"], "There is no staff number VP999."),
        (["invites", "--person", "VP999"], "There is no staff number VP999."),
    ],
)
def test_with_an_office(office: Shell, arguments: list[str], complaint: str) -> None:
    assert office.fails(*arguments).startswith(complaint)


def test_codes_are_not_made_if_the_sheet_cannot_be_written(office: Shell) -> None:
    complaint = office.fails("invites", "--yes", "--out", "no/such/folder.pdf")
    assert complaint.startswith("There is no file or folder no/such/folder.pdf.")
    assert office.rows("SELECT 1 FROM invite") == []


def test_a_round_that_was_held_is_not_held_again(office: Shell) -> None:
    office("round", "open", "--period", "2026-H1", "--yes")
    assert office.fails("round", "open", "--period", "2026-H1", "--yes").startswith("There is such a round already")
    office("round", "open", "annual", "--period", "2026", "--yes")
    assert office.fails("round", "close", "--yes") == "Several rounds could be meant. Please give the number: 2, 1."
    assert office.fails("export", "1", "figures.xlsx").startswith("That round is still open")


def test_faults_of_a_workbook_are_listed_and_nothing_changes(shell: Shell) -> None:
    shell("template", "empty.xlsx")
    assert shell.fails("import", "empty.xlsx").startswith("Nothing has been changed: ")
    (shell.folder / "text.xlsx").write_text("no workbook")
    assert shell.fails("import", "text.xlsx").startswith("Nothing has been changed: 1 fault")
    assert shell.rows("SELECT 1 FROM office") == []


@pytest.mark.parametrize(
    ("setting", "value", "complaint"),
    [
        ("TZ_NAME", "Mars", "Mars"),
        ("DEFAULT_LOCALE", "fr", "fr"),
        ("WEBHOOK_PORT", "many", "use a whole number from 1 to 65535"),
        ("WEBHOOK_PORT", "70000", "use a whole number from 1 to 65535"),
        ("ZALO_USERS", "some", "“some” is not a number of people"),
        ("ZALO_MESSAGES", "-1", "“-1” is not a number of messages"),
        ("LOG_LEVEL", "loud", "“loud” is not a level of the log; use one of DEBUG, INFO"),
        ("PHIEU_HOME", "/proc/phieu", "The data directory /proc/phieu cannot be written"),
        ("DATABASE_URL", "postgresql://phieu:s3cret@127.0.0.1:1/phieu", "cannot be opened"),
        ("DATABASE_URL", "what", "DATABASE_URL is not the address of a database."),
    ],
)
def test_settings_that_do_not_fit(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, complaint: str
) -> None:
    monkeypatch.setenv(setting, value)
    line = shell.fails("round", "status")
    assert complaint in line
    assert "s3cret" not in line


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("TZ_NAME", "Mars", "không có múi giờ “Mars”"),
        ("DEFAULT_LOCALE", "fr", "“fr” không phải là ngôn ngữ của chương trình"),
        ("WEBHOOK_PORT", "many", "“many” không phải là số cổng"),
    ],
)
def test_settings_that_do_not_fit_are_told_in_vietnamese(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.delenv("DEFAULT_LOCALE")
    monkeypatch.setenv(name, value)
    assert shell.fails("round", "status").startswith(f"Thiết lập {name} không hợp lệ: {reason}")


def test_a_file_of_settings_that_is_no_text(shell: Shell) -> None:
    (shell.folder / ".env").write_bytes(b"TELEGRAM_TOKEN=\xff\xfe")
    assert shell.fails("run").startswith("The file .env cannot be read.")


def test_a_fault_of_our_own_is_told_by_kind_and_place_alone() -> None:
    def broken() -> None:
        Path("x").with_name("")  # an error that comes from the library, through this file

    try:
        broken()
    except ValueError as error:
        line = explain(error, translator("en"))
    assert line.startswith("Something unexpected went wrong (ValueError, ?)")


def test_codes_are_made_without_an_address_of_the_bot(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    neither = "Neither TELEGRAM_TOKEN nor ZALO_TOKEN is set, so there are codes but no links."
    assert neither in office("invites", "--person", "VP001")
    monkeypatch.setenv("ZALO_TOKEN", "1:a")
    said = office("invites", "--person", "VP001")
    assert "ZALO_LINK is not set, so nothing leads to the bot on Zalo." in said
    assert neither not in said
    monkeypatch.setenv("ZALO_LINK", "https://zalo.example.com/123")
    said = office("invites", "--person", "VP001")
    assert "ZALO_LINK is not the address of a bot's page" in said
    assert "zalo.example.com" not in said
    monkeypatch.setenv("ZALO_LINK", "https://zalo.me/123")
    said = office("invites", "--person", "VP001")
    assert "ZALO_LINK" not in said
    assert "On Zalo: send the code to https://zalo.me/123" in said
