"""What a rater has to answer, and answering it: for whoever asks in the rater's name.

Where a rater has got to is read off the ballots each time and kept nowhere. Every call authorises: the rater acts for
themself, and only on ballots that the round assigned to them.
"""

import asyncio

from phieu.installation import Installation
from phieu.office.answers import NO_CONTACT, OPEN, SKIPPED
from phieu.office.ballot_view import BallotView, Seat, take_seat
from phieu.office.comment_text import clean_comment
from phieu.office.forms import Form
from phieu.office.open_rounds import OpenRound, RoundOverError, UnknownRoundError, open_rounds
from phieu.storage.ballot_box import Change, RoundNotOpenError

__all__ = [
    "BallotSealedError",
    "BallotView",
    "NoSuchAnswerError",
    "NoSuchBallotError",
    "RoundOverError",
    "ballot",
    "ballots_of",
    "comment",
    "count_waiting",
    "record",
    "rounds_without_key",
    "submit",
    "withdraw",
]


class NoSuchBallotError(LookupError):
    """The rater is not asked for this ballot: it is another person's, or the action is forged."""


class NoSuchAnswerError(LookupError):
    """The form has no such question, or the question no such answer."""


class BallotSealedError(Exception):
    """The round's key is lost: what was answered will count, but can be neither found nor changed."""


async def ballots_of(installation: Installation, rater_id: int) -> list[BallotView]:
    """All ballots of this person in the rounds that are open now; those that are due first come first."""
    rounds = open_rounds(installation.database)
    seats = [seat for one in await rounds.current() for seat in _seats(installation, one, rater_id)]
    for one in {seat.round.id: seat.round for seat in seats}.values():
        await rounds.refresh_ratees(one, (assigned.ratee_id for assigned in one.ballots_of(rater_id)))
    stored = await installation.box.find([seat.key for seat in seats if seat.key])
    return [seat.view(stored.get(seat.key)) for seat in seats]


async def count_waiting(installation: Installation, rater_id: int) -> int:
    """How many ballots this person has still to hand in; those that cannot be opened are not counted."""
    rounds = await open_rounds(installation.database).current()
    keys = [seat.key for one in rounds for seat in _seats(installation, one, rater_id) if seat.key]
    stored = await installation.box.find(keys)
    return sum(key not in stored or not stored[key].submitted for key in keys)


async def ballot(installation: Installation, rater_id: int, round_id: int, ratee_id: int) -> BallotView:
    """One ballot of this person. Raises RoundOverError, NoSuchBallotError, BallotSealedError."""
    try:
        one = await open_rounds(installation.database).checked(round_id)
    except UnknownRoundError as error:
        raise NoSuchBallotError from error
    seat = await _seat(installation, one, rater_id, ratee_id)
    return seat.view((await installation.box.find([seat.key])).get(seat.key))


async def record(
    installation: Installation, rater_id: int, round_id: int, ratee_id: int, place: int, value: int
) -> BallotView:
    """Save one answer (an option's value, SKIPPED or NO_CONTACT) to the question at `place`, from 0.

    Returns once it is safely on disk, with the ballot as it stands then.
    Raises RoundOverError, NoSuchBallotError, NoSuchAnswerError, BallotSealedError.
    """
    seat = await _remembered_seat(installation, rater_id, round_id, ratee_id)
    if not _is_offered(seat.form, place, value):
        raise NoSuchAnswerError
    return await _put(installation, seat, [seat.change(answer=(place, value))])


async def comment(installation: Installation, rater_id: int, round_id: int, ratee_id: int, typed: str) -> BallotView:
    """Save what was typed as the ballot's comment, in place of an earlier one; an empty text removes it.

    Raises as `record`, and EmptyCommentError and CommentTooLongError of `comment_text`; then nothing has changed.
    """
    seat = await _remembered_seat(installation, rater_id, round_id, ratee_id)
    return await _put(installation, seat, [seat.change(comment=clean_comment(typed) if typed else "")])


async def submit(installation: Installation, rater_id: int, round_id: int, ratee_id: int) -> BallotView:
    """Say that one is done with a ballot. It can still be changed until the close. Raises as `record`."""
    seat = await _remembered_seat(installation, rater_id, round_id, ratee_id)
    return await _put(installation, seat, [seat.change(submitted=True)])


async def withdraw(installation: Installation, rater_id: int, round_id: int, ratee_id: int) -> BallotView:
    """Make the ballot blank again: no answer, no comment, not submitted. Raises as `record`."""
    seat = await _remembered_seat(installation, rater_id, round_id, ratee_id)
    places = range(len(seat.form.questions))
    emptied = [seat.change(answer=(place, OPEN)) for place in places]
    return await _put(installation, seat, [*emptied, seat.change(comment="", submitted=False)])


async def rounds_without_key(installation: Installation) -> list[int]:
    """Open rounds whose key file is missing: their ballots count, but nobody can begin, find or change one."""
    rounds = await open_rounds(installation.database).current()
    return [one.id for one in rounds if installation.keyring.round_key(one.id) is None]


def _seats(installation: Installation, one: OpenRound, rater_id: int) -> list[Seat]:
    """The rater's seats in a round; without keys if the round's key is lost."""
    round_key = installation.keyring.round_key(one.id)
    return [take_seat(one, rater_id, number, round_key) for number in range(1, len(one.ballots_of(rater_id)) + 1)]


async def _seat(installation: Installation, one: OpenRound, rater_id: int, ratee_id: int) -> Seat:
    ratees = [assigned.ratee_id for assigned in one.ballots_of(rater_id)]
    if ratee_id not in ratees:
        raise NoSuchBallotError
    round_key = installation.keyring.round_key(one.id)
    if round_key is None:
        await open_rounds(installation.database).checked(one.id)  # a closed round has no key either
        raise BallotSealedError
    return take_seat(one, rater_id, ratees.index(ratee_id) + 1, round_key)


async def _remembered_seat(installation: Installation, rater_id: int, round_id: int, ratee_id: int) -> Seat:
    try:
        one = await open_rounds(installation.database).remembered(round_id)
    except UnknownRoundError as error:
        raise NoSuchBallotError from error
    return await _seat(installation, one, rater_id, ratee_id)


async def _put(installation: Installation, seat: Seat, changes: list[Change]) -> BallotView:
    """Save the changes, which lie in one commit of the box, and show the ballot after the last of them."""
    try:
        stored = await asyncio.gather(*map(installation.box.put, changes))
    except RoundNotOpenError:
        rounds = open_rounds(installation.database)
        rounds.forget(seat.round.id)
        await rounds.checked(seat.round.id)
        raise
    return seat.view(stored[-1])


def _is_offered(form: Form, place: int, value: int) -> bool:
    if not 0 <= place < len(form.questions):
        return False
    return value in (SKIPPED, NO_CONTACT) or 1 <= value <= len(form.questions[place].options)
