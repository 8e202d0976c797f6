"""Rotations: their steps for admins; the talk, the check-ins and the evaluations for those whom they concern."""

from types import ModuleType

from phieu.bot.flows.rotations import (
    all_rotations,
    before_it_begins,
    check_in_form,
    check_in_list,
    composing,
    composing_confirmed,
    composing_days,
    composing_posts,
    ending,
    evaluation_form,
    evaluation_list,
    export,
    one_rotation,
    opinion_form,
    statistics_screens,
    step_notices,
    stepping,
    talk,
)

MODULES: tuple[ModuleType, ...] = (
    all_rotations,
    one_rotation,
    composing,
    composing_posts,
    composing_days,
    composing_confirmed,
    stepping,
    before_it_begins,
    opinion_form,
    ending,
    talk,
    step_notices,
    check_in_form,
    check_in_list,
    evaluation_form,
    evaluation_list,
    statistics_screens,
    export,
)
