"""The ballot box. Nothing in a row names a rater, a chat, an order or a time."""

from sqlmodel import Field, SQLModel


class Ballot(SQLModel, table=True):
    """One rater's answers about one ratee, under a key that only the round's key can work out.

    No foreign keys and no index but the primary one: an index would keep rows in the order of arrival.
    """

    __table_args__ = {"sqlite_with_rowid": False}

    key: bytes = Field(primary_key=True)
    """HMAC-SHA256(round key, rater, ratee): 32 bytes."""
    round_id: int
    ratee_id: int
    group_id: int
    form_id: int
    answers: bytes
    """One byte a question, as `office.answers` reads them."""
    comment: str = ""
    submitted: bool = False
