"""Announcements: composing one, watching it go out, acknowledging it."""

from types import ModuleType

MODULES: tuple[ModuleType, ...] = ()
