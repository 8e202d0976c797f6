"""Speaking with the operator: what a command says, asks and shows of long work, in the operator's language."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from phieu.locales.translator import Translator
from phieu.settings import Settings

Result = TypeVar("Result")


class CommandError(Exception):
    """A command cannot go on; the message says why, and what to do next, in one line."""


def somebody_is_there() -> bool:
    """Whether there is an operator who can answer a question."""
    return sys.stdin.isatty()


@dataclass(frozen=True, slots=True)
class Terminal:
    """The operator's terminal, and the settings of the installation."""

    settings: Settings
    t: Translator
    out: Console = field(default_factory=lambda: Console(highlight=False))

    def say(self, text: str, style: str = "") -> None:
        """Print a line; what looks like markup in it is text."""
        self.out.print(escape(text), style=style, soft_wrap=True)

    def confirm(self, question: str, *, already: bool) -> None:
        """Ask before something that cannot be undone; raises CommandError if the answer is no, or nobody can answer."""
        if already:
            return
        if not somebody_is_there():
            raise CommandError(self.t("This asks for a confirmation; repeat the command with --yes to go on."))
        yes = self.t("y")
        answer = self.out.input(escape(self.t("{question} ({yes}/{no}) ", question=question, yes=yes, no=self.t("n"))))
        if answer.strip().lower() not in {yes, "y", "yes"}:
            raise CommandError(self.t("Stopped; nothing has been changed."))

    def working(self, text: str) -> Any:
        """A context manager that shows that something takes a while."""
        return self.out.status(escape(text))

    def progress(self) -> Progress:
        """A bar for work whose length is known."""
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        return Progress(*columns, console=self.out, transient=False)

    @contextmanager
    def counting(self, text: str) -> Iterator[Callable[[int, int], None]]:
        """A bar for work that tells how much of how much is done."""
        with self.progress() as bar:
            task = bar.add_task(escape(text), total=None)
            yield lambda done, of: bar.update(task, completed=done, total=of)

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run a command's work to its end."""
        return asyncio.run(work)
