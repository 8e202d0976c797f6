"""What goes wrong while somebody is at their phone is told by the hour: no reader learns when."""

from hypothesis import given
from hypothesis import strategies as st

from phieu.monitoring.counts import HOUR, ByTheHour


@given(st.lists(st.tuples(st.floats(0, 3 * HOUR), st.booleans()), max_size=30), st.integers(0, 10 * HOUR))
def test_what_is_told_is_what_there_was_when_the_hour_began(happened: list[tuple[float, bool]], beginning: int) -> None:
    seconds = float(beginning)
    count = ByTheHour(lambda: seconds)
    added: list[float] = []
    for pause, adds in happened:
        seconds += pause
        if adds:
            count.add()
            added.append(seconds)
        hour_began = seconds // HOUR * HOUR
        assert count.told == sum(moment < hour_began for moment in added)
