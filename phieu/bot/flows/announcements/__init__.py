"""Announcements: composing one, watching it go out, acknowledging it."""

from types import ModuleType

from phieu.bot.flows.announcements import (
    attaching,
    changing,
    confirming,
    lists,
    missed,
    preview,
    reading_place,
    showing,
    standing,
    templates,
    when,
    whom,
    whom_exactly,
    writing,
)

MODULES: tuple[ModuleType, ...] = (
    lists,
    standing,
    changing,
    writing,
    attaching,
    whom,
    whom_exactly,
    when,
    reading_place,
    preview,
    confirming,
    templates,
    showing,
    missed,
)
