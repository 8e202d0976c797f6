"""Training: courses and nominations for admins; the answer, and their own record, for everybody."""

from types import ModuleType

MODULES: tuple[ModuleType, ...] = ()
