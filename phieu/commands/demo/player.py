"""One person of the demo at their phone: reads what stands on the screen, taps, types, and stops when done."""

import re
from typing import TYPE_CHECKING, NamedTuple

from phieu.bot.actions import Action, action, parse
from phieu.bot.handlers.telegram_messages import picked
from phieu.commands.demo.temper import Comments, Temper, standing
from phieu.office.answers import NO_CONTACT, counts_as_answer
from phieu.sandbox.person import Person as Phone
from phieu.sandbox.phone import ShownMessage
from phieu.words import Channel

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 60.0
RESULTS = "📊"
"""A summary begins with it, in every language."""
MOST_TAPS = 2_000
"""Nobody has so many questions; whoever needs more goes round in circles."""


class Button(NamedTuple):
    """A button as a reader understands it, and what tapping it sends."""

    action: Action
    data: str


class Player:
    """Answers all ballots of one person, as their temper has it."""

    def __init__(self, phone: Phone, temper: Temper, comments: Comments) -> None:
        self._phone = phone
        self._temper = temper
        self._comments = comments
        self.handed_in = 0
        self.round_id = 0
        """The round that is answered."""
        self.on_handing_in: Callable[[], None] = lambda: None
        self._answers = 0
        self._newest = 0
        self._looked_through: set[tuple[str, ...]] = set()

    async def join(self, code: str) -> None:
        """Follow the invitation, and wait for the main menu."""
        await self._phone.start(code)
        await self._phone.sees_one(lambda one: "ballots" in _verbs(one), what="the main menu", timeout=PATIENCE)

    async def own_code_for_zalo(self) -> str:
        """Ask the bot for a code to join on Zalo, too."""
        await self._phone.write("/chats")
        data = action("chats-join", Channel.ZALO)
        screen = await self._phone.sees_one(lambda one: "chats-join" in _verbs(one), what="my chats", timeout=PATIENCE)
        await self._phone.tap_action(screen.id, data, wait=PATIENCE)
        told = await self._phone.sees_one(lambda one: bool(_codes(one)), what="the code", timeout=PATIENCE)
        return _codes(told)[-1]

    async def look(self) -> None:
        """Note what stands there, so that what comes later is new."""
        self._newest = max((one.id for one in await self._phone.conversation()), default=0)

    async def answer_everything(self) -> None:
        """From the notice that a round has opened, go on until the last ballot is handed in, or one has had enough."""
        screen = await self._new_screen("ballots")
        screen = await self._pick(screen, _actions(screen)["ballots"][0])
        for _ in range(MOST_TAPS):
            if self._temper.stops_after is not None and self._answers >= self._temper.stops_after:
                return
            following = await self._act_on(screen)
            if following is None:
                return
            screen = following

    async def receive_summary(self) -> None:
        """Wait for one's own results; where too few have answered there is no picture of them."""
        await self._phone.sees_one(
            lambda one: one.id > self._newest and one.text.startswith(RESULTS), what="the summary", timeout=PATIENCE
        )

    async def _act_on(self, screen: ShownMessage) -> ShownMessage | None:
        found = _actions(screen)
        if "answer" in found or "amended" in found:
            return await self._pick(screen, self._choice(found.get("answer") or found["amended"]))
        if "submit" in found:
            return await self._look_through(screen, found)
        if "review" in found and "question" in found and "withdraw" not in found:
            return await self._say_something(screen, found["review"][0])
        for verb in ("continue", "question", "review", "ballot"):
            if verb in found and not (verb == "ballot" and "home" in found):  # the list names all of them
                return await self._pick(screen, found[verb][0])
        return None

    def _choice(self, offered: list[Button]) -> Button:
        self._answers += 1
        by_value = {int(one.action.arguments[-1]): one for one in offered}
        options = [value for value in by_value if counts_as_answer(value)]
        in_round, ratee, place, _ = offered[0].action.arguments
        seen = standing(ratee, place, in_round)
        return by_value[self._temper.answer(len(options), seen) or NO_CONTACT]

    async def _look_through(self, screen: ShownMessage, found: dict[str, list[Button]]) -> ShownMessage:
        ballot = found["submit"][0].action.arguments
        if "amend" in found and ballot not in self._looked_through and self._temper.revises():
            self._looked_through.add(ballot)
            return await self._pick(screen, self._temper.dice.choice(found["amend"]))
        after = await self._pick(screen, found["submit"][0])
        self.handed_in += 1
        self.on_handing_in()
        return after

    async def _say_something(self, screen: ShownMessage, go_on: Button) -> ShownMessage:
        comment = self._comments.about(go_on.action.arguments[1]) if self._temper.comments() else ""
        if not comment:
            return await self._pick(screen, go_on)
        await self._phone.write(comment)
        return await self._new_screen("submit")

    async def _pick(self, screen: ShownMessage, one: Button) -> ShownMessage:
        await self._phone.tap_action(screen.id, one.data, wait=PATIENCE)

        def changed(now: ShownMessage) -> bool:
            return now.id >= screen.id and (now.text, now.buttons) != (screen.text, screen.buttons)

        return await self._phone.sees_one(changed, what="the next screen", timeout=PATIENCE)

    async def _new_screen(self, verb: str) -> ShownMessage:
        return await self._phone.sees_one(
            lambda one: one.id > self._newest and verb in _verbs(one), what=verb, timeout=PATIENCE
        )


def _actions(screen: ShownMessage) -> dict[str, list[Button]]:
    found: dict[str, list[Button]] = {}
    for row in screen.buttons:
        for button in row:
            if button.data:
                one, _ = picked(button.data)
                found.setdefault(parse(one).verb, []).append(Button(parse(one), button.data))
    return found


def _codes(screen: ShownMessage) -> list[str]:
    return re.findall(r"<code>([^<]+)</code>", screen.html)


def _verbs(screen: ShownMessage) -> set[str]:
    return set(_actions(screen))
