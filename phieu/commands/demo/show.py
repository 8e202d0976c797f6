"""The demo from beginning to end, and what the visitor is told."""

import asyncio
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from phieu.commands.demo.autoplay import HALF_A_YEAR, play_everything
from phieu.commands.demo.sample_news import Told, tell_sample_news
from phieu.commands.demo.sample_round import open_sample_round
from phieu.commands.demo.stage import ShiftableClock, Stage, fresh_home, stage
from phieu.commands.terminal import Terminal
from phieu.storage.tables import Person
from phieu.supervisor import Supervisor


async def show(terminal: Terminal, *, port: int, autoplay: bool, leave: bool) -> None:
    """Run the demo until Ctrl-C; with `leave`, only until everything has been shown."""
    t = terminal.t
    clock = ShiftableClock(days_ago=HALF_A_YEAR if autoplay else 0)
    home = fresh_home(terminal)
    terminal.say(t("Setting up the sample office …"))
    with _told_to_stop() as told:
        async with stage(terminal, home, port, clock) as built:
            terminal.say(t("The demo is ready: {url}", url=built.sandbox.url), "bold green")
            terminal.say(t("Everybody in it is invented. Your own data, if there is any, is not touched."))
            await _until_told(told, _perform(terminal, built, autoplay=autoplay))
            if not leave and not told.is_set():
                terminal.say(t("Ctrl-C ends the demo."), "dim")
                await told.wait()
    terminal.say(t("The demo has ended."))


async def _perform(terminal: Terminal, built: Stage, *, autoplay: bool) -> None:
    if autoplay:
        rated = await play_everything(terminal, built)
        _say_what_to_look_at(terminal, built, rated, await tell_sample_news(built))
    else:
        await open_sample_round(built)
        _say_what_to_try(terminal, built, await tell_sample_news(built))


def _say_what_to_try(terminal: Terminal, built: Stage, told: Told) -> None:
    t = terminal.t
    terminal.say(t("What you can try there:"))
    terminal.say(
        "  1. "
        + t(
            "Choose a person: everybody has Telegram and Zalo beside each other. Open the invitation in one of them. "
            "A round is open: answer a ballot. In Zalo you type the number of what you choose."
        )
    )
    terminal.say(
        "  2. "
        + t(
            "Choose {name}, who looks after the rounds: see, close and open rounds, invite people.",
            name=built.admin.name,
        )
    )
    _say_who_is_told_what(terminal, built, told, place=3)
    terminal.say("  5. " + t("“make demo AUTOPLAY=1” lets all the others answer, and shows the results."))


def _say_what_to_look_at(terminal: Terminal, built: Stage, rated: list[Person], told: Told) -> None:
    t = terminal.t
    terminal.say(t("Everything has been played. What you can look at there:"))
    terminal.say(t("Some use Telegram, some Zalo, some both: the list on the left says who uses what."))
    names = ", ".join(person.name for person in rated[:3])
    terminal.say(
        "  1. " + t("The summaries of those who were rated, compared with half a year ago: {names} …", names=names)
    )
    terminal.say(
        "  2. "
        + t("The overview and the export, on the phone of {name}, who looks after the rounds.", name=built.admin.name)
    )
    terminal.say("  3. " + t("Open another round there, and answer it yourself on any phone."))
    _say_who_is_told_what(terminal, built, told, place=4)


def _say_who_is_told_what(terminal: Terminal, built: Stage, told: Told, *, place: int) -> None:
    t = terminal.t
    terminal.say(
        f"  {place}. "
        + t(
            "Everybody is sent an announcement; {nominated} is nominated for a course, and {rotated} is to work"
            " elsewhere for half a year: read it and answer on their phones.",
            nominated=told.nominated,
            rotated=told.rotated,
        )
    )
    terminal.say(
        f"  {place + 1}. "
        + t(
            "See what became of it on the phone of {name}, who sends announcements, nominates and proposes, too.",
            name=built.admin.name,
        )
    )


async def _until_told(told: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do the work, unless somebody wants to stop first. Raises what the work raises."""
    supervisor = Supervisor()
    working, waiting = supervisor.start(work, "the demo"), supervisor.start(_wait(told), "waiting for Ctrl-C")
    try:
        await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        await supervisor.cancel()


async def _wait(told: asyncio.Event) -> None:
    await told.wait()


@contextmanager
def _told_to_stop() -> Iterator[asyncio.Event]:
    """An event that Ctrl-C and SIGTERM set, for as long as the `with` lasts."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    try:
        yield told
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
