"""Counting, against the plainest count that can be written down."""

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.answers import NO_CONTACT, OPEN, SKIPPED
from phieu.office.counting import Asked, Block, CastBallot, count_ballots
from phieu.office.forms import Form, FormQuestion, Option


def question(code: str, options: int) -> FormQuestion:
    labels = tuple(Option(value, f"mức {value}", f"level {value}") for value in range(1, options + 1))
    return FormQuestion(code, f"Câu {code}", f"Question {code}", labels)


SHARED, ONLY_FIRST, ONLY_SECOND = question("shared", 4), question("first", 4), question("second", 3)
FORMS = {
    1: Form("A", 1, "Bộ A", "Set A", (SHARED, ONLY_FIRST)),
    2: Form("B", 1, "Bộ B", "Set B", (ONLY_SECOND, SHARED)),
}
ASKED = [Asked(ratee, group, form) for ratee in (7, 8) for group, form in ((1, 1), (2, 2))]


@st.composite
def cast(draw: st.DrawFn) -> CastBallot:
    asked = draw(st.sampled_from(ASKED))
    answers = [
        draw(st.sampled_from([OPEN, SKIPPED, NO_CONTACT, *range(1, len(one.options) + 1)]))
        for one in FORMS[asked.form_id].questions
    ]
    return CastBallot(*asked, bytes(answers))


@given(st.lists(cast(), max_size=40))
def test_counts_are_what_a_person_would_count(ballots: list[CastBallot]) -> None:
    blocks = count_ballots(ASKED, ballots, FORMS)
    for ratee in (7, 8):
        for form_id, group in ((1, 1), (2, 2)):
            for place, one in enumerate(FORMS[form_id].questions):
                given_answers = [b.answers[place] for b in ballots if (b.ratee_id, b.form_id) == (ratee, form_id)]
                expected = tuple(given_answers.count(option.value) for option in one.options)
                assert blocks[Block(ratee, one)][group] == expected


def test_a_question_that_two_forms_share_is_one_block() -> None:
    blocks = count_ballots(ASKED, [], FORMS)
    assert blocks[Block(7, SHARED)] == {1: (0, 0, 0, 0), 2: (0, 0, 0, 0)}
    assert blocks[Block(7, ONLY_SECOND)] == {2: (0, 0, 0)}


def test_two_forms_within_a_merged_group_are_added_up() -> None:
    asked = [Asked(7, 1, 1), Asked(7, 1, 2)]
    ballots = [CastBallot(7, 1, 1, bytes([4, 1])), CastBallot(7, 1, 2, bytes([1, 4]))]
    assert count_ballots(asked, ballots, FORMS)[Block(7, SHARED)] == {1: (0, 0, 0, 2)}
