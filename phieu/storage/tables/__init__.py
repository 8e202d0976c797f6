"""All tables, so that one import knows the whole schema."""

from phieu.storage.tables.ballots import Ballot
from phieu.storage.tables.calendar import CalendarRule, Occurrence
from phieu.storage.tables.chats import ChatAccount, Invite
from phieu.storage.tables.criteria import CriteriaSet, Question, Rule, Scale, ScaleOption
from phieu.storage.tables.notices import Notice
from phieu.storage.tables.people import Group, GroupMember, Office, Person, Position, Unit
from phieu.storage.tables.rounds import Assignment, Comment, Figure, RaterGroup, Round, RoundForm
from phieu.storage.tables.sharing import SharedResults

__all__ = [
    "Assignment",
    "Ballot",
    "CalendarRule",
    "ChatAccount",
    "Comment",
    "CriteriaSet",
    "Figure",
    "Group",
    "GroupMember",
    "Invite",
    "Notice",
    "Occurrence",
    "Office",
    "Person",
    "Position",
    "Question",
    "RaterGroup",
    "Round",
    "RoundForm",
    "Rule",
    "Scale",
    "ScaleOption",
    "SharedResults",
    "Unit",
]
