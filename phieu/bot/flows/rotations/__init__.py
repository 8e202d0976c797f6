"""Rotations: their steps for admins; the talk, the check-ins and the evaluations for those whom they concern."""

from types import ModuleType

from phieu.bot.flows.rotations import (
    all_rotations,
    check_in,
    check_in_list,
    composing,
    composing_days,
    composing_posts,
    ending,
    evaluating,
    evaluation_list,
    export,
    one_rotation,
    statistics,
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
    stepping,
    ending,
    talk,
    step_notices,
    check_in,
    check_in_list,
    evaluating,
    evaluation_list,
    statistics,
    export,
)
