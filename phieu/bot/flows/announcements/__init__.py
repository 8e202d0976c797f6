"""Announcements: composing one, watching it go out, acknowledging it."""

from types import ModuleType

from phieu.bot.flows.announcements import showing

MODULES: tuple[ModuleType, ...] = (showing,)
