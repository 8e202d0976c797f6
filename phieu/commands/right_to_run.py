"""The right to run on a database: `phieu run` asks for it before it touches anything, and says why it is refused."""

from contextlib import AsyncExitStack

from phieu.commands.terminal import CommandError, Terminal
from phieu.program import Program
from phieu.storage.database import Database
from phieu.storage.running import AnotherRunsError, Permission, may_share, needs_redis, running
from phieu.supervisor import Supervisor


class RightToRun:
    """Had from `ask` until the stack is closed."""

    def __init__(self, terminal: Terminal, stack: AsyncExitStack) -> None:
        self._terminal = terminal
        self._stack = stack
        self._permission: Permission | None = None

    async def ask(self, database: Database) -> None:
        """Raises CommandError where somebody else runs, and what `running` raises."""
        settings = self._terminal.settings
        shared = may_share(database, settings)
        try:
            self._permission = await self._stack.enter_async_context(running(database, settings.home, shared=shared))
        except AnotherRunsError as error:
            raise CommandError(self._who_runs(error.where, database, shared=shared)) from error

    async def run(self, program: Program) -> None:
        """Until the program is told to stop; raises CommandError if that is because the right was lost."""
        assert self._permission is not None
        supervisor = Supervisor()
        supervisor.start(_stop_when_withdrawn(self._permission, program), "the right to run")
        try:
            await program.run_until_stopped()
        finally:
            await supervisor.cancel()
        if self._permission.withdrawn.is_set():
            raise CommandError(
                self._terminal.t(
                    "While the database {address} was out of reach another bot has begun that does not share it. "
                    "So this one has stopped; everything is saved.",
                    address=self._permission.where,
                )
            )

    def _who_runs(self, where: str, database: Database, *, shared: bool) -> str:
        t, settings = self._terminal.t, self._terminal.settings
        if where == str(settings.home):
            told = t("The bot runs already on the data directory {path}. Please stop it first.", path=where)
            if settings.webhook_url and not database.is_sqlite and needs_redis(settings):
                told += " " + t("With ZALO_TOKEN several can share it only if each has a REDIS_URL.")
            return told
        if database.is_sqlite:
            return t("The bot runs already on the database {path}. Please stop it first.", path=where)
        if shared:
            return t(
                "Something that does not share the database {address} is at work on it: a bot without WEBHOOK_URL, "
                "one with ZALO_TOKEN but without REDIS_URL, or a restore. Please stop it first, or wait for its end.",
                address=where,
            )
        if settings.webhook_url and needs_redis(settings):
            return t(
                "The bot runs already on the database {address}. Please stop it first. With ZALO_TOKEN several can "
                "share a database only if each has a REDIS_URL: what somebody was shown last must be known to all.",
                address=where,
            )
        return t(
            "The bot runs already on the database {address}. Please stop it first. "
            "Several can share a database only if each has a WEBHOOK_URL.",
            address=where,
        )


async def _stop_when_withdrawn(permission: Permission, program: Program) -> None:
    await permission.withdrawn.wait()
    program.stop()
