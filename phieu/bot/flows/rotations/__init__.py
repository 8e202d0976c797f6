"""Rotations: their steps for admins; the talk, the check-ins and the evaluations for those whom they concern."""

from types import ModuleType

MODULES: tuple[ModuleType, ...] = ()
