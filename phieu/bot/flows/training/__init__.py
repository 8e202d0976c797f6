"""Training: courses and nominations for admins; the answer, and their own record, for everybody."""

from types import ModuleType

from phieu.bot.flows.training import (
    answering,
    asking,
    cancelling,
    class_list,
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
    own_record,
    person_record,
    replying,
    statistics,
    steps,
    year_plan,
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
    class_list,
    year_plan,
    statistics,
    person_record,
    own_record,
    notices_to_people,
    notices_to_heads,
    notices_to_admins,
)
