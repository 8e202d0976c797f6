"""Goes through the program as somebody with much patience: every button, and something typed wherever text is asked."""

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field

from markupsafe import escape

from phieu.bot.actions import parse
from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.handlers.telegram_messages import messages_of
from phieu.bot.screen import Answered, Screen
from phieu.locales.translator import translator
from phieu.sandbox.telegram.rich_text import parse_html
from phieu.words import Channel

HOME = "home"
MOST_ALIKE = 5
"""Of buttons that name several things, so many are tapped that differ in the last."""
MOST_TYPED = 2
"""And so often something is typed where the same is asked about different things."""
EXPECTED = "«»"
LONGEST_LABEL = {Channel.TELEGRAM: 52, Channel.ZALO: 200}
"""On Zalo a label takes as many lines as it needs."""
LONGEST_IN_MESSAGES = 3
TYPED = ("20/11/2026", "8h 20/11/2026", "Nguoi mau", "00007", "Một lý do <b>đủ</b> & rõ ràng", "30/2", "x" * 2500, "25")
"""What is typed; the longest is refused, and too short to be taken for a text that an app has cut in two."""
LEFT_OUT = frozenset({"speak", "chats-left"})
"""Verbs after which the rest of the walk would be in another language, or in no chat at all."""


@dataclass
class Walker:
    """One person's walk. `faults` says what was wrong, and on which way."""

    dispatch: Dispatch
    chat_id: str
    locale: str
    channel: Channel = Channel.TELEGRAM
    patience: int = 16
    """So many buttons that do the same are tapped."""
    faults: list[str] = field(default_factory=list)
    edges: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _tapped: Counter[str] = field(default_factory=Counter)
    _seen: set[str] = field(default_factory=set)
    _waiting: deque[tuple[str, str]] = field(default_factory=deque)

    async def walk(self, *starts: str) -> None:
        """From these actions through everything that can be reached."""
        self._waiting.extend((start, "") for start in starts)
        while self._waiting:
            action, parent = self._waiting.popleft()
            screen = await self._tap(action)
            if self._is_out_of_date(screen) and parent:
                await self._try_again(action, parent)
            await self.look_at(action, screen)

    @property
    def kinds(self) -> set[str]:
        """The verbs of all that was tapped."""
        return {parse(action).verb for action in self._seen}

    @property
    def lost(self) -> list[str]:
        """Screens from which no button leads home, over however many others.

        A button that was not tapped, because enough of its kind were, leads where those lead.
        """
        found, kinds, new = {HOME}, {HOME}, {HOME}
        while new:
            new = {node for node, leads_to in self.edges.items() if self._one_of(leads_to, found, kinds)} - found
            found |= new
            kinds |= {parse(node).verb for node in new}
        return sorted(self.edges.keys() - found)

    def _one_of(self, actions: set[str], found: set[str], kinds: set[str]) -> bool:
        return any(action in found or (action not in self.edges and parse(action).verb in kinds) for action in actions)

    async def _tap(self, action: str) -> Answered:
        return await self.dispatch.answer(Event(self.channel, self.chat_id, action=action))

    async def _try_again(self, action: str, parent: str) -> None:
        """What other taps have changed since does not count: only a fresh screen must not offer what is out of date."""
        fresh = await self._tap(parent)
        if isinstance(fresh, Screen) and action in _actions(fresh) and self._is_out_of_date(await self._tap(action)):
            self.faults.append(f"{parent} offers {action}, which means nothing")

    async def look_at(self, node: str, answered: Answered) -> None:
        """Judge a screen, and note its buttons to be tapped; what is typed on it is looked at, too."""
        if not isinstance(answered, Screen):
            return
        self.judge(node, answered)
        if not answered.keeps:  # what stays leads nowhere: the chat's screen stands beside it
            self.edges[node].update(_actions(answered))
        for action in _actions(answered):
            if self._is_new(action):
                self._waiting.append((action, "" if "«" in node or " " in node else node))
        expected = f"«{answered.expects}»"
        if answered.expects and "«" not in node and self._tapped[parse(answered.expects).verb + EXPECTED] < MOST_TYPED:
            self._tapped[parse(answered.expects).verb + EXPECTED] += 1
            for text in TYPED:
                event = Event(self.channel, self.chat_id, text=text, expected=answered.expects)
                await self.look_at(f"{expected} {text[:30]}", await self.dispatch.answer(event))

    def _is_new(self, action: str) -> bool:
        """Whether it should be tapped; it counts as tapped then."""
        kind, alike = parse(action).verb, action.rpartition(".")[0] + ".*"
        if action in self._seen or kind in LEFT_OUT or self._tapped[kind] >= self.patience:
            return False
        if action.count(".") > 1 and self._tapped[alike] >= MOST_ALIKE:
            return False
        self._seen.add(action)
        self._tapped[kind] += 1
        self._tapped[alike] += 1
        return True

    def _is_out_of_date(self, answered: Answered) -> bool:
        gone = translator(self.locale)("That choice is out of date. Here is the main menu.")
        return isinstance(answered, Screen) and (answered.toast == gone or answered.text.startswith(escape(gone)))

    def judge(self, node: str, screen: Screen) -> None:
        """Note what is wrong with a screen."""
        t = translator(self.locale)
        if str(t("Something went wrong on our side. We are sorry.")) in screen.text or "went wrong" in screen.text:
            self.faults.append(f"{node}: an apology")
        if str(t("We are sorry.")) in screen.text and "unshowable" not in node:
            self.faults.append(f"{node}: sorry")
        if not screen.rows and not screen.keeps:
            self.faults.append(f"{node}: no choice")
        if long := [label for label in _labels(screen) if len(label) > LONGEST_LABEL[self.channel]]:
            self.faults.append(f"{node}: labels too long: {long}")
        if doubled := [action for action, count in Counter(_actions(screen)).items() if count > 1]:
            self.faults.append(f"{node}: twice {doubled}")
        messages = messages_of(screen)
        if len(messages) > LONGEST_IN_MESSAGES:
            self.faults.append(f"{node}: {len(messages)} messages")
        for message in messages:
            text, _ = parse_html(message.text)
            if not text.strip() and message.attachment is None:
                self.faults.append(f"{node}: an empty message")
            if "{" in text or "None" in text:
                self.faults.append(f"{node}: {text[:200]}")


def _actions(screen: Screen) -> list[str]:
    return [choice.action for row in screen.rows for choice in row]


def _labels(screen: Screen) -> list[str]:
    return [choice.label for row in screen.rows for choice in row]
