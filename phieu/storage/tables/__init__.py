"""All tables, so that one import knows the whole schema."""

from phieu.storage.tables.announcements import Announcement, AnnouncementFile, AnnouncementRecipient
from phieu.storage.tables.ballots import Ballot
from phieu.storage.tables.calendar import (
    CalendarDate,
    CalendarRule,
    ClockMark,
    Occurrence,
    ReminderRun,
    Shift,
    SpecialDay,
    YearlyDate,
)
from phieu.storage.tables.chats import ChatAccount, Invite, ZaloMonth, ZaloUpdateSeen
from phieu.storage.tables.criteria import CriteriaSet, Question, Rule, Scale, ScaleOption
from phieu.storage.tables.drafts import Draft
from phieu.storage.tables.notices import Notice
from phieu.storage.tables.people import Group, GroupMember, Office, Person, Position, Unit
from phieu.storage.tables.rotations import (
    Rotation,
    RotationAssessment,
    RotationCheckIn,
    RotationEvaluation,
    RotationOpinion,
)
from phieu.storage.tables.rounds import Assignment, Comment, Figure, RaterGroup, RaterUnit, Round, RoundForm
from phieu.storage.tables.sharing import SharedResults
from phieu.storage.tables.training import Course, Nomination, NominationQuestion
from phieu.storage.tables.training_needs import NeedsSaid, NeedsSurvey, TrainingNeed, UnitChose

__all__ = [
    "Announcement",
    "AnnouncementFile",
    "AnnouncementRecipient",
    "Assignment",
    "Ballot",
    "CalendarDate",
    "CalendarRule",
    "ChatAccount",
    "ClockMark",
    "Comment",
    "Course",
    "CriteriaSet",
    "Draft",
    "Figure",
    "Group",
    "GroupMember",
    "Invite",
    "NeedsSaid",
    "NeedsSurvey",
    "Nomination",
    "NominationQuestion",
    "Notice",
    "Occurrence",
    "Office",
    "Person",
    "Position",
    "Question",
    "RaterGroup",
    "RaterUnit",
    "ReminderRun",
    "Rotation",
    "RotationAssessment",
    "RotationCheckIn",
    "RotationEvaluation",
    "RotationOpinion",
    "Round",
    "RoundForm",
    "Rule",
    "Scale",
    "ScaleOption",
    "SharedResults",
    "Shift",
    "SpecialDay",
    "TrainingNeed",
    "Unit",
    "UnitChose",
    "YearlyDate",
    "ZaloMonth",
    "ZaloUpdateSeen",
]
