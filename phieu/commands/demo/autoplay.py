"""Autoplay: the staff join and answer on their phones, a round of half a year ago first, then the present one."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from rich.progress import Progress

from phieu.bot.actions import action
from phieu.commands.demo.apps import App, app_of
from phieu.commands.demo.player import PATIENCE, Player
from phieu.commands.demo.sample_round import open_sample_round, ratee_ids
from phieu.commands.demo.stage import Stage, phone_number
from phieu.commands.demo.temper import Comments, Temper
from phieu.commands.demo.zalo_player import ZaloPlayer
from phieu.commands.terminal import Terminal
from phieu.locales.translator import translator
from phieu.office.answering import ballots_of
from phieu.sandbox.phone import ShownMessage
from phieu.storage.tables import Person

AnyPlayer = Player | ZaloPlayer
HALF_A_YEAR = 182
"""Days."""


async def play_everything(terminal: Terminal, stage: Stage) -> list[Person]:
    """Join, answer, close; half a year later again. Returns who was rated."""
    t = terminal.t
    results = t("its results arrive")
    with terminal.progress() as progress:
        await join_all(stage, progress, t("Everybody joins"))
        await _play_round(stage, progress, t("A round half a year ago"), results, seed=1)
        stage.clock.days_ago = 0
        return await _play_round(stage, progress, t("The present round"), results, seed=2)


async def join_all(stage: Stage, progress: Progress, title: str) -> None:
    """Everybody joins in their app, or in both."""
    task = progress.add_task(title, total=len(stage.people))

    async def join(person: Person) -> None:
        code = stage.codes[person.id or 0]
        if app_of(person) is not App.ZALO:
            on_telegram = await _telegram_player(stage, person, 0, Comments())
            await on_telegram.join(code)
            code = await on_telegram.own_code_for_zalo() if app_of(person) is App.BOTH else ""
        if code:
            await (await _zalo_player(stage, person, 0, Comments())).join(code)
        progress.advance(task)

    await _all(join(person) for person in stage.people)


async def _play_round(stage: Stage, progress: Progress, title: str, results: str, *, seed: int) -> list[Person]:
    comments = Comments()
    players = {person.id: await player_of(stage, person, seed, comments) for person in stage.people}
    await _all(player.look() for player in players.values())
    round_id = await open_sample_round(stage)
    for player in players.values():
        player.round_id = round_id
    await answer_all(stage, progress, title, players)
    rated = [person for person in stage.people if person.id in await ratee_ids(stage, round_id)]
    await _all(players[person.id].look() for person in rated)
    await _close(stage, round_id)
    task = progress.add_task("  " + results, total=len(rated))
    for person in rated:
        await players[person.id].receive_summary()
        progress.advance(task)
    return rated


async def answer_all(stage: Stage, progress: Progress, title: str, players: dict[int | None, AnyPlayer]) -> None:
    """Everybody answers what they are asked, as long as they like."""
    ballots = {one.id: len(await ballots_of(stage.installation, one.id or 0)) for one in stage.people}
    task = progress.add_task(title, total=sum(ballots.values()))

    async def answer(person_id: int | None, player: AnyPlayer) -> None:
        player.on_handing_in = lambda: progress.advance(task)
        await player.answer_everything()
        progress.advance(task, ballots[person_id] - player.handed_in)  # what this person leaves unfinished

    await _all(answer(person_id, player) for person_id, player in players.items() if ballots[person_id])


async def _close(stage: Stage, round_id: int) -> None:
    """The admin closes the round in chat."""
    phone = await stage.client.person(phone_number(stage.admin))
    await phone.write("/rounds")
    for verb in ("round", "round-close", "round-close-now"):
        data = action(verb, round_id)
        screen = await phone.sees_one(_offers(data), what=verb, timeout=PATIENCE)
        await phone.tap_action(screen.id, data, wait=PATIENCE)


def _offers(data: str) -> Callable[[ShownMessage], bool]:
    return lambda screen: any(button.data == data for row in screen.buttons for button in row)


async def player_of(stage: Stage, person: Person, seed: int, comments: Comments) -> AnyPlayer:
    """In the app to which a person's notices go: the one that they joined last."""
    on_telegram = app_of(person) is App.TELEGRAM
    return await (_telegram_player if on_telegram else _zalo_player)(stage, person, seed, comments)


async def _telegram_player(stage: Stage, person: Person, seed: int, comments: Comments) -> Player:
    return Player(await stage.client.person(phone_number(person)), _temper(person, seed), comments)


async def _zalo_player(stage: Stage, person: Person, seed: int, comments: Comments) -> ZaloPlayer:
    t = translator(person.locale, stage.installation.settings.tz_name)
    ratees = {one.name: one.id or 0 for one in stage.people}
    phone = await stage.client.zalo_person(phone_number(person))
    return ZaloPlayer(phone, _temper(person, seed), comments, t, ratees)


def _temper(person: Person, seed: int) -> Temper:
    return Temper.of(1000 * seed + (person.id or 0))


async def _all(work: Iterable[Coroutine[Any, Any, None]]) -> None:
    await asyncio.gather(*work)
