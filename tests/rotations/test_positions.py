"""What becomes of somebody's posts: plain values, whatever they hold."""

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.rotations.positions import HeldPost, Move, PostChange, Surprise, entering, leaving
from phieu.words import Rank, RotationEnding

TITLES = ("Chuyên viên", "Kế toán", "Phó Trưởng phòng", "Trưởng phòng")
posts = st.builds(HeldPost, st.integers(1, 4), st.sampled_from(TITLES), st.sampled_from(list(Rank)))
holdings = st.lists(posts, max_size=5, unique_by=lambda post: post.place).map(tuple)
OLD, NEW = HeldPost(1, "Chuyên viên", Rank.STAFF), HeldPost(2, "Phó Trưởng phòng", Rank.DEPUTY_HEAD)
OTHER = HeldPost(3, "Trưởng phòng", Rank.HEAD)


def places(held: tuple[HeldPost, ...]) -> list[tuple[int, str]]:
    return sorted(post.place for post in held)


@given(holdings, posts, st.data())
def test_whoever_goes_and_returns_holds_exactly_what_they_held(
    held: tuple[HeldPost, ...], new: HeldPost, data: st.DataObject
) -> None:
    held = tuple(post for post in held if post.place != new.place)
    if not held:
        return
    keeps = data.draw(st.booleans())
    move = Move(data.draw(st.sampled_from(held)), new, keeps)
    going = entering(held, move)
    away = going.applied_to(held)
    assert new in away
    assert (move.old in away) is keeps
    back = leaving(away, move, RotationEnding.RETURNS)
    assert set(back.applied_to(away)) == set(held)
    assert going.surprises | back.surprises == frozenset()


@given(holdings, st.builds(Move, posts, posts, st.booleans()), st.sampled_from(list(RotationEnding)), posts)
def test_whatever_is_found_the_wanted_post_is_held_and_no_post_twice(
    held: tuple[HeldPost, ...], move: Move, ending: RotationEnding, elsewhere: HeldPost
) -> None:
    old, new = move.old, move.new
    for change, wanted in (
        (entering(held, move), new),
        (
            leaving(held, move, ending, elsewhere),
            {RotationEnding.STAYS: None, RotationEnding.RETURNS: old}.get(ending, elsewhere),
        ),
    ):
        after = change.applied_to(held)
        assert len(set(places(after))) == len(after)
        assert wanted is None or wanted in after or (move.keeps_old and wanted == old)
        assert set(change.removed) <= set(held)
        touched = {old.place, new.place, elsewhere.place}
        assert {post for post in held if post.place not in touched} <= set(after)
    assert leaving(held, move, RotationEnding.STAYS).applied_to(held) == held


def test_who_keeps_the_old_post_and_is_promoted_in_the_old_unit_has_one_post_for_both() -> None:
    move = Move(OLD, NEW, keeps_old=True)
    head = HeldPost(1, "Trưởng phòng", Rank.HEAD)
    assert leaving((OLD, NEW, OTHER), move, RotationEnding.PROMOTED, head).applied_to((OLD, NEW, OTHER)) == (
        OTHER,
        head,
    )
    assert leaving((OLD, NEW), move, RotationEnding.ELSEWHERE, OTHER).applied_to((OLD, NEW)) == (OLD, OTHER)


def test_what_the_workbook_has_changed_meanwhile_is_told_and_gone_on_from() -> None:
    move = Move(OLD, NEW)
    assert entering((OTHER,), move) == PostChange((), (NEW,), frozenset({Surprise.POST_GONE}))
    written_otherwise = HeldPost(2, "phó trưởng phòng", Rank.DEPUTY_HEAD)
    assert entering((OLD, written_otherwise), move) == PostChange((OLD,), (), frozenset({Surprise.POST_THERE}))
    of_another_rank = HeldPost(2, "Phó Trưởng phòng", Rank.STAFF)
    assert entering((OLD, of_another_rank), move).applied_to((OLD, of_another_rank)) == (NEW,)
    assert leaving((OLD,), move, RotationEnding.RETURNS).surprises == {Surprise.POST_GONE, Surprise.POST_THERE}
