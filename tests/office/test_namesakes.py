"""People of one name in the same list."""

from phieu.office.namesakes import told_apart


def test_only_namesakes_carry_their_number() -> None:
    people = {1: ("Nguyễn Văn An", "001"), 2: ("Nguyễn Văn Ân", "002"), 3: ("Lê Thị An", "003")}
    assert told_apart(people) == {1: "Nguyễn Văn An (001)", 2: "Nguyễn Văn Ân (002)", 3: "Lê Thị An"}


def test_one_alone_is_called_by_the_name() -> None:
    assert told_apart({7: ("Nguyễn Văn An", "001")}) == {7: "Nguyễn Văn An"}
