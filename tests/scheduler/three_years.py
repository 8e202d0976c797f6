"""What happens in three years of an office: its calendar, what admins decide, and when the program is away."""

from datetime import date

from tests.scheduler.wall_calendar import Wall, at

FIRST, LAST, SHORT = date(2026, 1, 5), date(2029, 1, 12), date(2026, 7, 3)
BUSY_DAYS = (15, 31)
BUSY_MOMENTS = ((0, 10), (7, 59), (8, 0), (8, 1), (8, 59), (9, 0), (14, 0), (23, 58), (23, 59))
OUTAGES = [
    (at(date(2026, 6, 16), 5), at(date(2026, 6, 16), 20)),  # a round opens late, on the same day
    (at(date(2026, 6, 30), 20), at(date(2026, 7, 2), 6, 30)),  # and closes late
    (at(date(2027, 6, 10), 12), at(date(2027, 7, 20), 12)),  # a whole round is missed
    (at(date(2027, 12, 14), 18), at(date(2027, 12, 17), 9, 30)),  # too late to open unasked
    (at(date(2028, 10, 6), 6), at(date(2028, 10, 7), 10)),  # back on a Saturday: it opens on Monday
]
H2_MOVED, Q3_MOVED = at(date(2026, 12, 8), 14), at(date(2027, 9, 20), 10)
Q1_MOVED, H1_MOVED = at(date(2028, 3, 6), 8), (at(date(2028, 6, 20), 9), at(date(2028, 6, 22), 8))
WALL = Wall(
    since=at(date(2026, 1, 1), 7),
    own_days={date(2026, 6, 15): False, date(2028, 3, 18): True, date(2027, 12, 6): False},
    months={
        "semiannual": ((6, 12), 15, 8, 10),
        "quarterly": ((2, 5, 8, 11), 31, 7, 5),
        "annual": ((12,), 31, 9, 5),
    },
    singles={
        ("ad_hoc", date(2026, 9, 2)): (8, 3),  # National Day
        ("ad_hoc", date(2027, 2, 5)): (13, 4),  # the day before Tết
        ("rotation", date(2028, 3, 18)): (8, 4),  # a Saturday that is worked
        ("ad_hoc", date(2028, 10, 6)): (8, 5),
    },
    yearly={"QH": (2, 31, 5), "TK": (12, 31, 0), "LE": (1, 2, 10), "HE": (6, 20, 3), "TH": (7, 19, 5)},
    decisions={
        ("quarterly", "2026-Q1"): [(at(date(2026, 3, 3), 10), "accepted")],
        ("quarterly", "2026-Q2"): [(at(date(2026, 5, 20), 15), None)],
        ("quarterly", "2026-Q3"): [(at(date(2026, 9, 8), 8, 30), "declined")],
        ("semiannual", "2026-H2"): [(at(date(2026, 11, 20), 9), H2_MOVED)],
        ("ad_hoc", "2027-02-05"): [(at(date(2027, 1, 15), 10, 20), "brought forward")],
        ("quarterly", "2027-Q3"): [(at(date(2027, 8, 20), 8), Q3_MOVED)],
        ("annual", "2027"): [(at(date(2027, 11, 30), 8), None)],
        ("quarterly", "2028-Q1"): [(at(date(2028, 3, 1), 12), Q1_MOVED)],
        ("semiannual", "2028-H1"): [
            (at(date(2028, 5, 2), 8), H1_MOVED[0]),
            (at(date(2028, 5, 10), 8), H1_MOVED[1]),
            (at(date(2028, 5, 12), 8), "put back"),
        ],
    },
)
OTHER_MATTERS = [
    # a rotation from 2 March 2026 to 1 September 2027, asked about every three months
    (date(2026, 3, 2), "rotation_step rotation:1:in_force"),
    (date(2026, 6, 2), "rotation_check_in rotation:1:2026-06-02"),
    (date(2026, 9, 3), "rotation_check_in rotation:1:2026-09-03"),  # the day before is National Day
    (date(2026, 12, 7), "rotation_check_in rotation:1:2026-12-07"),  # moved by five days; the next one is left out
    (date(2027, 2, 16), "rotation_evaluation rotation:1:2027-03-02"),
    (date(2027, 3, 3), "rotation_late rotation:1:2027-03-02"),
    (date(2027, 6, 2), "rotation_check_in rotation:1:2027-06-02"),
    (date(2027, 7, 19), "rotation_evaluation rotation:1:2027-08-02"),
    (date(2027, 8, 3), "rotation_late rotation:1:2027-08-02"),
    (date(2027, 8, 18), "rotation_step rotation:1:ends_soon:2027-09-01"),
    (date(2027, 9, 2), "rotation_step rotation:1:over:2027-09-01"),
    # a nomination that nobody answered in time, while the program was away
    (date(2027, 7, 1), "nomination_answered course:1:unanswered:2027-06-30"),
]
PLANNED = {1: at(date(2026, 4, 10), 8, 30), 2: at(date(2027, 6, 25), 8), 3: at(date(2027, 7, 20), 8)}
"""Announcements by their number: on a usual day, and twice while the program was away."""
