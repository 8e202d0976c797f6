"""The command line as an operator has it: a data directory of their own, English, and no other setting."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from phieu.commands.app import run
from phieu.settings import Settings


@dataclass
class Shell:
    """Runs commands in this process; each sees only what is on disk."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str) -> str:
        """Run a command that works; returns what it said."""
        code = run(arguments)
        said = self.capture.readouterr()
        assert (code, said.err) == (0, "")
        return said.out

    def fails(self, *arguments: str) -> str:
        """Run a command that does not work; returns its one line of complaint."""
        code = run(arguments)
        said = self.capture.readouterr()
        assert code in (1, 2)
        assert "Traceback" not in said.out + said.err
        (line,) = said.err.splitlines()
        return line

    def rows(self, query: str) -> list[Any]:
        """What stands in the database."""
        with closing(sqlite3.connect(self.folder / "home" / "phieu.sqlite3")) as database:
            return database.execute(query).fetchall()


def settle_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting but the data directory and the language, in a working directory without an `.env`."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("PHIEU_HOME", str(folder / "home"))
    monkeypatch.setenv("DEFAULT_LOCALE", "en")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("BACKUPS_KEPT", "0")
    monkeypatch.chdir(folder)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the sample office has been loaded, to be copied."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as monkeypatch:
        settle_in(folder, monkeypatch)
        assert run(["template", "office.xlsx", "--sample"]) == 0
        assert run(["import", "office.xlsx", "--yes"]) == 0
    return folder


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell without an office."""
    settle_in(tmp_path, monkeypatch)
    return Shell(tmp_path, capsys)


@pytest.fixture
def office(sample_folder: Path, shell: Shell) -> Shell:
    """A shell with the sample office loaded."""
    copytree(sample_folder, shell.folder, dirs_exist_ok=True)
    shell.capture.readouterr()
    return shell
