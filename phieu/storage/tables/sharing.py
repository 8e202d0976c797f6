"""What the whole office may see of a closed round, by an admin's decision."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from phieu.storage.columns import utc, word
from phieu.words import Sharing


class SharedResults(SQLModel, table=True):
    """A round whose results are open to the staff. Without a row, only the rated people and the admins see them."""

    round_id: int = Field(foreign_key="round.id", primary_key=True)
    sharing: Sharing = Field(sa_type=word(Sharing))
    shared_at: datetime = Field(sa_type=utc())
