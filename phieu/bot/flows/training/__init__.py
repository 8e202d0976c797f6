"""Training: courses and nominations for admins; the answer, and their own record, for everybody."""

from types import ModuleType

from phieu.bot.flows.training import (
    answering,
    asking,
    cancelling,
    course_composing,
    course_page,
    finishing,
    menu,
    nominating,
    nomination_card,
    nominees,
    notices_to_admins,
    notices_to_heads,
    notices_to_people,
    replying,
    steps,
)

MODULES: tuple[ModuleType, ...] = (
    menu,
    course_page,
    course_composing,
    cancelling,
    nominating,
    nominees,
    steps,
    finishing,
    replying,
    nomination_card,
    answering,
    asking,
    notices_to_people,
    notices_to_heads,
    notices_to_admins,
)
