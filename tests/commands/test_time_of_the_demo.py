"""The demo plays a round of half a year ago, and then today's: the clock must act at once by both."""

from dataclasses import replace

from phieu.commands.demo.stage import ShiftableClock
from phieu.installation import Installation
from phieu.scheduler.jumps import Jumps


async def test_passing_over_half_a_year_is_no_leap_of_the_machines_clock(installation: Installation) -> None:
    clock = ShiftableClock(days_ago=184)
    jumps = Jumps(replace(installation, now=clock, steady=clock.steady))
    assert await jumps.may_act()
    clock.days_ago = 0
    assert await jumps.may_act()
