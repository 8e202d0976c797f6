"""The staff of an office on Telegram, on Zalo and on both; how they join, switch from one to the other, and answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from phieu.sandbox.person import Person as Phone
from phieu.sandbox.phone import ShownMessage
from phieu.sandbox.zalo_person import ZaloPerson
from phieu.words import Channel
from tests.end_to_end.rater import PATIENCE, Rater, offered
from tests.end_to_end.scene import Scene
from tests.end_to_end.zalo_rater import VI, Paper, ZaloRater

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
TELEGRAM, ZALO = Channel.TELEGRAM, Channel.ZALO
SWITCHES = ((TELEGRAM, ZALO), (ZALO, TELEGRAM), (TELEGRAM, ZALO, TELEGRAM), (ZALO, TELEGRAM, ZALO))
"""Where somebody answers, one after the other."""
NOTHING = Paper({}, {})


@dataclass
class Someone:
    """One of the staff. On an app where they have no phone yet, they join when they switch to it."""

    person_id: int
    apps: tuple[Channel, ...]
    both_before: bool = False
    """They are on both before the round opens."""
    fixed: bool = False
    """They want the same numbers at every question."""
    telegram: Phone | None = None
    zalo: ZaloPerson | None = None
    notices: Channel = TELEGRAM
    """Where their notices come: where they have joined last."""
    answers: dict[tuple[int, int], int] = field(default_factory=dict)
    comments: dict[int, str] = field(default_factory=dict)
    sittings: list[ZaloRater] = field(default_factory=list)
    """On Zalo."""

    @property
    def on_telegram(self) -> Phone:
        """Their Telegram."""
        assert self.telegram is not None
        return self.telegram

    @property
    def on_zalo(self) -> ZaloPerson:
        """Their Zalo."""
        assert self.zalo is not None
        return self.zalo

    @property
    def phones(self) -> dict[Channel, Phone | ZaloPerson | None]:
        """Their chats."""
        return {TELEGRAM: self.telegram, ZALO: self.zalo}


def staff(ids: Iterable[int], needs_files: int) -> dict[int, Someone]:
    """A third on Telegram, a third on Zalo, a third switching; some of these are on both before."""
    people, switching = dict[int, Someone](), 0
    for place, person_id in enumerate(sorted(ids)):
        apps: tuple[Channel, ...] = ((TELEGRAM,), (ZALO,), SWITCHES[switching % len(SWITCHES)])[place % 3]
        switching += place % 3 == 2
        apps = (TELEGRAM,) if person_id == needs_files else apps
        both_before = len(apps) > 1 and switching % 3 == 0
        people[person_id] = Someone(person_id, apps, both_before, fixed=ZALO in apps and place % 4 == 0)
    return people


async def joins(scene: Scene, one: Someone, app: Channel, code: str) -> None:
    """On this app by this code; their notices come there from now on."""
    number, name = 9000 + one.person_id, f"Người {one.person_id}"
    if app is TELEGRAM:
        one.telegram = await scene.client.person(number, name)
        await one.telegram.write(code)
        await one.telegram.sees_one(is_main_menu, timeout=PATIENCE)
    else:
        one.zalo = await scene.client.zalo_person(number, name)
        await ZaloRater(one.zalo, NOTHING, one.person_id).writes(code)
        if one.fixed:
            await wants_fixed_numbers(one)
    one.notices = app


async def joins_too(scene: Scene, one: Someone, app: Channel) -> None:
    """On the other app, by a code that they make for themselves."""
    await joins(scene, one, app, await (own_code_on_zalo(one) if app is TELEGRAM else own_code_on_telegram(one)))


async def own_code_on_telegram(one: Someone) -> str:
    """For Zalo."""
    phone = one.on_telegram
    await phone.write("/chats")
    chats = await phone.sees_one(lambda screen: "chats-join" in offered(screen), timeout=PATIENCE)
    await phone.tap_action(chats.id, offered(chats)["chats-join"][0][1].data or "", wait=PATIENCE)
    shown = await phone.sees_one(lambda screen: bool(CODE.search(screen.text)), timeout=PATIENCE)
    return codes_in(shown.text)[-1]


async def own_code_on_zalo(one: Someone) -> str:
    """For Telegram."""
    talk = ZaloRater(one.on_zalo, NOTHING, one.person_id)
    chats = await talk.picks(await talk.writes("menu"), VI("💬 My chats"))
    return codes_in((await talk.picks(chats, chats.label("➕"))).text)[-1]


async def wants_fixed_numbers(one: Someone) -> None:
    """From the first answer to the last."""
    talk = ZaloRater(one.on_zalo, NOTHING, one.person_id)
    chats = await talk.picks(await talk.writes("menu"), VI("💬 My chats"))
    numbers = await talk.picks(chats, VI("🔢 The numbers of answers on Zalo"))
    await talk.picks(numbers, VI("🔢 Always the same numbers"))


async def answers(scene: Scene, one: Someone, paper: Paper, gives_up_after: int | None) -> None:
    """On one app after the other; what was begun on one is gone on with on the next."""
    await notice_has_come(one)
    left = gives_up_after
    for place, app in enumerate(one.apps):
        if one.phones[app] is None:
            await joins_too(scene, one, app)
        some = None if place == len(one.apps) - 1 else 2 + (one.person_id + place) % 9
        some = left if some is None or left is None else min(some, left)
        left = None if left is None or some is None else left - some
        sits_down = answers_on_telegram if app is TELEGRAM else answers_on_zalo
        await sits_down(one, paper, 10 * one.person_id + place, some)


async def notice_has_come(one: Someone) -> None:
    """To the one chat where it belongs."""
    if one.notices is TELEGRAM:
        await one.on_telegram.sees_one(opens_the_round, timeout=PATIENCE)
    else:
        await one.on_zalo.sees(VI("▶ Open my ballots"), timeout=PATIENCE)


async def answers_on_telegram(one: Someone, _paper: Paper, seed: int, stops_after: int | None) -> None:
    """From the main menu on."""
    rater = Rater(one.on_telegram, seed, stops_after)
    rater.answers, rater.comments = one.answers, one.comments
    before = (await one.on_telegram.screen()).id
    await one.on_telegram.write("/start")
    menu = await one.on_telegram.sees_one(lambda one: one.id > before and is_main_menu(one), timeout=PATIENCE)
    await rater.answer_all(menu)


async def answers_on_zalo(one: Someone, paper: Paper, seed: int, stops_after: int | None) -> None:
    """From the main menu on."""
    rater = ZaloRater(one.on_zalo, paper, seed, stops_after)
    rater.answers, rater.comments = one.answers, one.comments
    one.sittings.append(rater)
    await rater.answer_all(await rater.writes("menu"))


def codes_in(text: str) -> list[str]:
    """The codes that stand there."""
    return [found[0] for found in CODE.finditer(text)]


def is_main_menu(screen: ShownMessage) -> bool:
    """Whether one can go anywhere from there."""
    return {"ballots", "results", "language"} <= offered(screen).keys()


def opens_the_round(screen: ShownMessage) -> bool:
    """Whether it is the notice that a round has opened."""
    return "ballots" in offered(screen) and "2026" in screen.text
