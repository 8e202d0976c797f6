"""The calendar, for admins: what comes and why, and changing it."""

from types import ModuleType

from phieu.bot.flows.calendar import (
    changing_rule,
    check_in,
    coming_list,
    days_off,
    dropped_list,
    missed,
    moving_round,
    one_round,
    reminder_plan,
    rules,
    single_date,
    yearly,
)

MODULES: tuple[ModuleType, ...] = (
    coming_list,
    one_round,
    moving_round,
    check_in,
    rules,
    changing_rule,
    single_date,
    days_off,
    yearly,
    reminder_plan,
    dropped_list,
    missed,
)
