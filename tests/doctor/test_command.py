"""`phieu doctor` on the command line."""

import json
import os
import subprocess
import sys

import pytest

from phieu.commands.app import run
from tests.commands.conftest import Shell, office, sample_folder, shell

__all__ = ["office", "sample_folder", "shell"]


def test_what_is_bad_fails(office: Shell) -> None:
    assert run(["doctor"]) == 1
    said = office.capture.readouterr()
    assert said.err == ""
    assert "✗ No channel is on. Set TELEGRAM_TOKEN" in said.out
    assert "✓ The tables are those of this version" in said.out
    assert said.out.splitlines()[-1] == "Something has to be put right: see the lines with ✗"


def test_nothing_is_changed(office: Shell) -> None:
    def files() -> dict[str, tuple[int, int, bytes]]:
        found = [file for file in office.folder.rglob("*") if file.is_file()]
        return {str(one): (one.stat().st_mode, one.stat().st_mtime_ns, one.read_bytes()) for one in found}

    before = files()
    assert run(["doctor"]) == 1
    assert files() == before


def test_for_programs(office: Shell) -> None:
    assert run(["doctor", "--json"]) == 1
    found = json.loads(office.capture.readouterr().out)
    assert {tuple(one) for one in found} == {("check", "grade", "text")}
    assert {one["grade"] for one in found} <= {"good", "warning", "bad"}
    assert {"token", "database", "migrations", "keys", "office"} <= {one["check"] for one in found}
    names = [name for (name,) in office.rows("SELECT name FROM person")]
    assert names
    assert not [name for name in names if name in str(found)]


def test_settings_that_cannot_be_read_are_a_finding(office: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ_NAME", "Mars")
    assert run(["doctor"]) == 1
    assert office.capture.readouterr().out.startswith("✗ The setting TZ_NAME does not fit")
    assert run(["doctor", "--json"]) == 1
    (found,) = json.loads(office.capture.readouterr().out)
    assert (found["check"], found["grade"]) == ("settings", "bad")


def test_in_vietnamese_on_a_terminal_that_cannot_show_it(office: Shell) -> None:
    environment = os.environ | {"DEFAULT_LOCALE": "vi", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-c", "from phieu.commands import main; main()", "doctor"]
    done = subprocess.run(command, check=False, capture_output=True, env=environment, timeout=60, cwd=office.folder)
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"PYTHONUTF8=1" in done.stdout
