"""Which flow answers what: collected from the flow modules, each of which says what it answers.

A module may export
    COMMANDS  flows by command, without the slash
    ACTIONS   flows by the verb of an action
    EXPECTS   flows for typed text or a sent file, by the verb of the action that expected it
    NOTICES   the words of notices, by kind
    ADMIN     True if all of these are for admins alone
    STRANGERS True if they answer people too who have not joined
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import ModuleType

from phieu.bot.context import Flow, NoticeFlow
from phieu.words import NoticeKind


@dataclass(frozen=True, slots=True)
class Entry:
    """A flow and whom it is for."""

    flow: Flow
    admin: bool
    strangers: bool


@dataclass(frozen=True, slots=True)
class FlowTable:
    """All flows of the program."""

    commands: dict[str, Entry] = field(default_factory=dict)
    actions: dict[str, Entry] = field(default_factory=dict)
    expects: dict[str, Entry] = field(default_factory=dict)
    notices: dict[NoticeKind, NoticeFlow] = field(default_factory=dict)


def collect(modules: Iterable[ModuleType]) -> FlowTable:
    """One table from all modules; raises ValueError where two answer the same."""
    table = FlowTable()
    for module in modules:
        admin, strangers = getattr(module, "ADMIN", False), getattr(module, "STRANGERS", False)
        for name, entries in (("COMMANDS", table.commands), ("ACTIONS", table.actions), ("EXPECTS", table.expects)):
            flows: dict[str, Flow] = getattr(module, name, {})
            _refuse_twice(module, entries.keys() & flows.keys())
            entries.update({word: Entry(flow, admin, strangers) for word, flow in flows.items()})
        notices: dict[NoticeKind, NoticeFlow] = getattr(module, "NOTICES", {})
        _refuse_twice(module, table.notices.keys() & notices.keys())
        table.notices.update(notices)
    return table


def _refuse_twice(module: ModuleType, words: Iterable[str]) -> None:
    if taken := sorted(words):
        message = f"{module.__name__} answers {', '.join(taken)}, which another flow module answers already"
        raise ValueError(message)
