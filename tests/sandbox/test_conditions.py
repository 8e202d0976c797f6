"""Faults that pass, and the ceiling on messages, by a clock that the test turns."""

from phieu.sandbox.faults import FaultKind, Faults
from phieu.sandbox.limits import Limits


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_fault_passes_when_its_time_is_up() -> None:
    clock = Clock()
    faults = Faults(clock)
    faults.add(FaultKind.BAD_GATEWAY, seconds=5)
    clock.now += 4.9
    assert faults.strike("getMe", None) is not None
    clock.now += 0.2
    assert faults.strike("getMe", None) is None
    assert faults.active == []


def test_faults_strike_in_the_order_in_which_they_were_asked_for() -> None:
    faults = Faults()
    faults.add(FaultKind.RESET, method="sendMessage", times=1)
    faults.add(FaultKind.HANG)
    struck = [faults.strike(method, 1) for method in ("getMe", "sendMessage", "sendMessage")]
    assert [fault.kind for fault in struck if fault] == [FaultKind.HANG, FaultKind.RESET, FaultKind.HANG]


def test_the_ceiling_overall_and_to_one_chat() -> None:
    clock = Clock()
    limits = Limits(on=True, per_second=2, chat_interval=3, clock=clock)
    assert [limits.admit(chat) for chat in (1, 2, 3)] == [0, 0, 1]
    clock.now += 1
    assert [limits.admit(chat) for chat in (1, 3, 4, 5)] == [2, 0, 0, 1]
    clock.now += 2
    assert limits.admit(1) == 0


def test_no_ceiling_unless_switched_on() -> None:
    limits = Limits(per_second=1)
    assert [limits.admit(1) for _ in range(5)] == [0] * 5
