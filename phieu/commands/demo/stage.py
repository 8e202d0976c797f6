"""The stage of the demo: a sandbox, a fresh installation with the sample office in it, and the real bot."""

import secrets
import shutil
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import col, select, update

from phieu.commands.terminal import CommandError, Terminal
from phieu.installation import Installation
from phieu.logs import set_up_logging
from phieu.office.invitations import make_invites
from phieu.office.workbook.importing import apply, examine
from phieu.office.workbook.template import write_template
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.sample_office import SAMPLE_OFFICE
from phieu.sandbox.server import SAMPLE_USERNAME, Sandbox, start_sandbox
from phieu.sandbox.users import User
from phieu.settings import Settings
from phieu.storage.tables import Office, Person, Position, Unit

HOME = Path("var") / "demo"
MARK = "sample-data-only"
"""A file with this name marks a directory that the demo made, and may therefore wipe."""
FIRST_PHONE = 7_000_000
"""The id of a person's account in the sandbox is this plus their id in the office: the two are different things."""


class ShiftableClock:
    """The time of the demo: now, or some days ago, so that a round of half a year ago can be played."""

    def __init__(self, days_ago: int = 0) -> None:
        self.days_ago = days_ago

    def __call__(self) -> datetime:
        return datetime.now(UTC) - timedelta(days=self.days_ago)

    def steady(self) -> float:
        """Seconds that go with this time: where the demo passes over half a year, the machine's clock has not leapt."""
        return time.monotonic() - timedelta(days=self.days_ago).total_seconds()


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that the demo plays on."""

    sandbox: Sandbox
    client: SandboxClient
    installation: Installation
    clock: ShiftableClock
    people: list[Person]
    codes: dict[int, str]
    """The invitations, by the person's id in the office."""

    @property
    def admin(self) -> Person:
        """Who looks after the rounds in the sample office."""
        return next(person for person in self.people if person.admin)


def fresh_home(terminal: Terminal) -> Path:
    """An empty directory for the demo's data; raises CommandError rather than wipe anything that is not its own."""
    if HOME.exists():
        if not (HOME / MARK).exists() or terminal.settings.home.resolve().is_relative_to(HOME.resolve()):
            raise CommandError(
                terminal.t(
                    "{path} holds data that the demo did not make. Please move it away, or run the demo elsewhere.",
                    path=str(HOME),
                )
            )
        terminal.say(terminal.t("The data of the last demo in {path} is being deleted.", path=str(HOME)), "dim")
        shutil.rmtree(HOME)
    HOME.mkdir(parents=True)
    (HOME / MARK).touch()
    return HOME


@asynccontextmanager
async def stage(terminal: Terminal, home: Path, port: int, clock: ShiftableClock) -> AsyncIterator[Stage]:
    """Set it up, and take it down at the end, whatever happened."""
    set_up_logging("WARNING")
    sandbox = await _sandbox(terminal, port)
    sandbox.zalo.clock.behind = lambda: int(clock().timestamp() * 1000)  # a bot compares dates there with its own time
    try:
        started = await Installation.start(_settings(terminal, home, sandbox), clock)
        installation = replace(started, steady=clock.steady)
        try:
            people = await _sample_office(installation, terminal)
            async with SandboxClient(sandbox.url) as client, Program(installation):
                codes = await _hand_out_phones(client, installation, people)
                yield Stage(sandbox, client, installation, clock, people, codes)
        finally:
            await installation.stop()
    finally:
        await sandbox.close()


def phone_number(person: Person) -> int:
    """The person's account in the sandbox."""
    assert person.id is not None
    return FIRST_PHONE + person.id


async def _sandbox(terminal: Terminal, port: int) -> Sandbox:
    try:
        return await start_sandbox(port=port)
    except OSError as error:
        raise CommandError(
            terminal.t("Port {port} is taken. Please choose another: phieu demo --port 0", port=port)
        ) from error


def _settings(terminal: Terminal, home: Path, sandbox: Sandbox) -> Settings:
    """Settings of their own: nothing of a real installation's environment is used but the language and the zone.

    The bot is called by webhook, since only then pictures and files have addresses, without which Zalo carries none.
    """
    port = _free_port()
    return Settings.model_validate(
        {
            **{name: field.default for name, field in Settings.model_fields.items() if name != "home"},
            "PHIEU_HOME": home,
            "telegram_token": sandbox.token,
            "telegram_api_url": sandbox.url,
            "zalo_token": sandbox.zalo_token,
            "zalo_api_url": sandbox.zalo_url,
            "zalo_link": sandbox.zalo.bot.link,
            "webhook_url": f"http://127.0.0.1:{port}",
            "webhook_port": port,
            "webhook_secret": secrets.token_urlsafe(),
            "tz_name": terminal.settings.tz_name,
            "default_locale": terminal.settings.default_locale,
            "backups_kept": 0,
        }
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def _sample_office(installation: Installation, terminal: Terminal) -> list[Person]:
    """Load the sample office the way a real one is loaded: written as a workbook, read, checked and confirmed."""
    examination = await examine(installation.database, write_template(terminal.t, SAMPLE_OFFICE))
    assert examination.changes, "the sample office is a workbook without faults"
    await apply(installation.database, examination.changes, installation.now())
    async with installation.database.writing() as session:
        await session.exec(update(Office).values(first_hour=0, last_hour=24))  # it is tried out at any hour
    async with installation.database.reading() as session:
        return list(await session.exec(select(Person).where(col(Person.active)).order_by(col(Person.id))))


async def _hand_out_phones(client: SandboxClient, installation: Installation, people: list[Person]) -> dict[int, str]:
    """Everybody gets a phone on which their invitation lies ready."""
    codes = {
        invite.person_id: invite.code
        for invite in await make_invites(installation, None, installation.now(), SAMPLE_USERNAME)
    }
    notes = await _notes(installation)
    await client.register(
        User(phone_number(person), person.name, notes.get(person_id, ""), person.locale, codes.get(person_id, ""))
        for person in people
        if (person_id := person.id) is not None
    )
    return codes


async def _notes(installation: Installation) -> dict[int, str]:
    async with installation.database.reading() as session:
        posts = await session.exec(select(Position.person_id, Position.title, Unit.name).join(Unit))
        notes: dict[int, str] = {}
        for person_id, title, unit in posts:
            notes.setdefault(person_id, f"{title}, {unit}")
    return notes
