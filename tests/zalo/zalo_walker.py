"""The patient walk through every choice, on Zalo: each screen is read, and drawn, page after page, and looked at."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from phieu.bot.actions import parse
from phieu.bot.handlers.zalo_choices import MOST
from phieu.bot.handlers.zalo_drawn import Drawn, Key
from phieu.bot.handlers.zalo_keys import choices_of
from phieu.bot.handlers.zalo_messages import drawn
from phieu.bot.screen import Answered, NewChoices, Screen
from phieu.bot.way_back import HOME, is_main_menu, way_back
from phieu.locales.translator import translator
from tests.end_to_end.walker import Walker
from tests.zalo.true_words import untrue

LARGEST = 2000
NO_WAY_BUT_HOME = frozenset(
    {
        "audience", "audience-all", "audience-units", "audience-groups", "audience-ranks",  # all is kept
        "cal-rule-day", "cal-rule-hour", "cal-rule-length", "cal-date-hour", "cal-date-length",
        "round-proposal", "workbook-file", "comment", "invite-sheet",
    }
)  # fmt: skip
"""Screens from which 0 leads to the main menu."""
LONGEST_IN_MESSAGES = 3


@dataclass
class ZaloWalker(Walker):
    """One person's walk. `seen` keeps a drawn screen of each kind, to be looked at by people."""

    seen: dict[str, Drawn] = field(default_factory=dict)

    async def look_at(self, node: str, answered: Answered) -> None:
        """Also what has nothing but other choices for a message, as Zalo cannot give it any."""
        if isinstance(answered, NewChoices):
            self._judge_drawn(node, answered)
        await super().look_at(node, answered)

    def judge(self, node: str, screen: Screen) -> None:
        """As on every channel, and drawn."""
        super().judge(node, screen)
        self._judge_drawn(node, screen)

    def _judge_drawn(self, node: str, screen: Screen | NewChoices) -> None:
        self.faults += [f"{node}: not true here: {text}" for text in untrue(screen)]
        t, page = translator(self.locale), 0
        keys: list[Key] = []
        while True:
            shown = drawn(screen, t, page=page)
            self.seen.setdefault(f"{node.partition('.')[0]} {page}", shown)
            self.faults += [f"{node}: {fault}" for fault in faults_of(shown)]
            keys += shown.keys
            page += 1
            if page == shown.pages:
                break
        self._judge_choices(node, screen, {key.action for key in keys})
        if doubled := [key for key, count in Counter(key.key for key in keys).items() if count > 1]:
            self.faults.append(f"{node}: two are picked by {doubled}")

    def _judge_choices(self, node: str, screen: Screen | NewChoices, picked: set[str]) -> None:
        choices = choices_of(screen)
        back = way_back(choices)
        on_a_way = not (said_first(node) or isinstance(screen, NewChoices) or screen.keeps)
        if on_a_way and not back and kind_of(node) not in NO_WAY_BUT_HOME and not is_main_menu(choices):
            self.faults.append(f"{node}: no way back: {[choice.label for choice in choices]}")
        offered = {choice.action for choice in choices if choice is not back and not choice.label.startswith(HOME)}
        if offered - picked:
            self.faults.append(f"{node}: out of reach: {offered - picked}")


def said_first(node: str) -> bool:
    """Whether it is a notice: that finds people where they are."""
    return " " in node and not node.startswith("«")


def kind_of(node: str) -> str:
    """The verb of a screen, also of what is typed on it."""
    return node.lstrip("«").partition(".")[0].partition("»")[0]


def alike(keys: Sequence[Key]) -> list[str]:
    """Labels that cannot be told apart, but of things of one kind: an office may call two of them the same."""
    meant = defaultdict(set)
    for key in keys:
        meant[spoken(key.label)].add(parse(key.action).verb)
    return [word for word, verbs in meant.items() if len(verbs) > 1]


def faults_of(shown: Drawn) -> Iterable[str]:
    """What is wrong with one page."""
    if len([message for message in shown.messages if not message.picture_url]) > LONGEST_IN_MESSAGES:
        yield f"{len(shown.messages)} messages"
    for message in shown.messages:
        if not (message.text.strip() or message.picture_url):
            yield "an empty message"
        if len(message.text.encode("utf-16-le")) > 2 * LARGEST:
            yield "a message that is too long"
    if len([key for key in shown.keys if not key.label.endswith(key.key)]) > MOST:
        yield f"{len(shown.keys)} choices at once"
    if found := alike(shown.keys):
        yield f"labels alike: {found}"
    if not all(spoken(key.label) for key in shown.keys):
        yield f"a label without words: {[key.label for key in shown.keys]}"


def spoken(label: str) -> str:
    """What is left of a label for who types it: letters and figures, without accents and capitals."""
    signs = unicodedata.normalize("NFKD", label.replace("đ", "d").replace("Đ", "D")).casefold()
    return "".join(sign for sign in signs if sign.isalnum())
