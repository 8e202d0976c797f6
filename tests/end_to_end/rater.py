"""A rater at their phone who answers everything, and remembers in the test what they tapped and typed."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import Protocol

from phieu.bot.actions import Action, parse
from phieu.office.answers import NO_CONTACT, SKIPPED
from phieu.sandbox.phone import Button, ShownMessage, Toast

PATIENCE = 60.0
Offered = dict[str, list[tuple[Action, Button]]]


class Phone(Protocol):
    """What a rater needs of a phone: over HTTP, or on the page."""

    async def conversation(self) -> list[ShownMessage]: ...

    async def sees_one(
        self, matches: Callable[[ShownMessage], bool], *, what: str = ..., timeout: float = ...
    ) -> ShownMessage: ...

    async def tap_action(self, message_id: int, data: str, *, wait: float = ...) -> Toast: ...

    async def write(self, text: str) -> None: ...


def offered(screen: ShownMessage) -> Offered:
    """The buttons of a screen by what they mean; a screen that stays marks its buttons with a plus."""
    found: Offered = defaultdict(list)
    for row in screen.buttons:
        for button in row:
            if button.data:
                action = parse(button.data.removeprefix("+"))
                found[action.verb].append((action, button))
    return found


class Rater:
    """Answers by chance: mostly well, some skip, some have had no contact, some change their mind, some comment."""

    def __init__(
        self,
        phone: Phone,
        seed: int,
        stops_after: int | None = None,
        looks: Mapping[str, Callable[[str], Awaitable[None]]] | None = None,
    ) -> None:
        self.phone = phone
        self.answers: dict[tuple[int, int], int] = {}
        """What stands last, by ratee and place of the question."""
        self.comments: dict[int, str] = {}
        self._dice = Random(seed)
        self._left = stops_after
        self._looks = dict(looks or {})
        """What to do when a screen with a button of this verb first stands there: a screenshot, say."""
        self._amended: set[int] = set()

    async def answer_all(self, notice: ShownMessage) -> None:
        """From the notice of the round, or the main menu, to the last ballot, or until one has had enough."""
        screen = await self._tap(notice, "ballots")
        if "continue" not in offered(screen):
            return
        screen = await self._tap(screen, "continue")
        while self._left is None or self._left > 0:
            ways = offered(screen)
            await self._look(ways)
            if "answer" in ways or "amended" in ways:
                screen = await self._answer(screen, "answer" if "answer" in ways else "amended")
            elif "submit" in ways:
                screen = await self._review(screen, ways)
            elif "review" in ways and "withdraw" not in ways:
                screen = await self._comment(screen, ways)
            elif "question" in ways:
                screen = await self._tap(screen, "question")
            elif "ballot" in ways and "continue" not in ways:
                screen = await self._tap(screen, "ballot")
            else:
                return

    async def _look(self, ways: Offered) -> None:
        for verb in [verb for verb in ways if verb in self._looks]:
            await self._looks.pop(verb)(verb)

    async def _answer(self, screen: ShownMessage, verb: str) -> ShownMessage:
        if self._left is not None:
            self._left -= 1
        choices = {action.numbers(4)[3]: button for action, button in offered(screen)[verb]}
        options = sorted(value for value in choices if value not in (SKIPPED, NO_CONTACT))
        wanted = self._dice.choices([options[-1], options[-2], options[0], NO_CONTACT, SKIPPED], [50, 35, 5, 5, 5])[0]
        value = wanted if wanted in choices else NO_CONTACT
        (action, _), *_ = offered(screen)[verb]
        _, ratee_id, place, _ = action.numbers(4)
        after = await self._press(screen, choices[value])
        self.answers[ratee_id, place] = value
        return after

    async def _review(self, screen: ShownMessage, ways: Offered) -> ShownMessage:
        ratee_id = ways["submit"][0][0].numbers(2)[1]
        if ratee_id not in self._amended and self._dice.random() < 0.3:
            self._amended.add(ratee_id)
            return await self._press(screen, self._dice.choice(ways["amend"])[1])
        return await self._tap(screen, "submit")

    async def _comment(self, screen: ShownMessage, ways: Offered) -> ShownMessage:
        ratee_id = ways["review"][0][0].numbers(2)[1]
        if self._dice.random() > 0.4:
            return await self._tap(screen, "review")
        self.comments[ratee_id] = f"Làm việc tận tâm, nên họp ngắn hơn & <rõ> hơn ({self._dice.randrange(10**6)})"
        await self.phone.write(self.comments[ratee_id])
        return await self.phone.sees_one(
            lambda one: one.id > screen.id and "submit" in offered(one), what="the review", timeout=PATIENCE
        )

    async def _tap(self, screen: ShownMessage, verb: str) -> ShownMessage:
        return await self._press(screen, offered(screen)[verb][0][1])

    async def _press(self, screen: ShownMessage, button: Button) -> ShownMessage:
        assert button.data
        await self.phone.tap_action(screen.id, button.data, wait=PATIENCE)
        return await self.phone.sees_one(
            lambda one: one.id >= screen.id and (one.text, one.buttons) != (screen.text, screen.buttons),
            what=f"what follows {button.text!r}",
            timeout=PATIENCE,
        )
