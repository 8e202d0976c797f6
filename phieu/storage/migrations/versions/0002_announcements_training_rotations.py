"""Announcements, training and rotations; and hours outside of which nothing is said."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NEW_COLUMNS = {
    "notice": [
        ("urgent", sa.Boolean(), sa.false()),
        ("doubts", sa.Integer(), "0"),
        ("message_ids", sa.String(), ""),
    ],
    "office": [
        ("first_hour", sa.Integer(), "7"),
        ("last_hour", sa.Integer(), "21"),
        ("answer_days", sa.Integer(), "7"),
        ("check_in_months", sa.Integer(), "3"),
    ],
}


def upgrade() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("mode", sa.String(24), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("not_by_chat", sa.Boolean(), nullable=False),
        sa.Column("read_from", sa.String(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("code", name=op.f("uq_course_code")),
    )
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledge", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("not_by_chat", sa.Boolean(), nullable=False),
        sa.Column("read_from", sa.String(), nullable=False),
        sa.Column("read_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_announcement_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_announcement_state"), ["state"], unique=False)

    op.create_table(
        "nomination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("nominated_by", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("askings", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_nomination_course_id_course")),
        sa.ForeignKeyConstraint(["nominated_by"], ["person.id"], name=op.f("fk_nomination_nominated_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_nomination_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("course_id", "person_id", name=op.f("uq_nomination_course_id_person_id")),
    )
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nomination_person_id"), ["person_id"], unique=False)

    op.create_table(
        "announcementfile",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("picture", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcement.id"], name=op.f("fk_announcementfile_announcement_id_announcement")
        ),
        sa.PrimaryKeyConstraint("announcement_id", name=op.f("pk_announcementfile")),
    )
    op.create_table(
        "announcementrecipient",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("acknowledged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcement.id"], name=op.f("fk_announcementrecipient_announcement_id_announcement")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_announcementrecipient_person_id_person")),
        sa.PrimaryKeyConstraint("announcement_id", "person_id", name=op.f("pk_announcementrecipient")),
    )
    op.create_table(
        "nominationquestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("replied_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_nominationquestion_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(["replied_by"], ["person.id"], name=op.f("fk_nominationquestion_replied_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominationquestion")),
    )
    with op.batch_alter_table("nominationquestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nominationquestion_nomination_id"), ["nomination_id"], unique=False)

    op.create_table(
        "rotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("from_unit_id", sa.Integer(), nullable=False),
        sa.Column("from_title", sa.String(), nullable=False),
        sa.Column("from_rank", sa.String(24), nullable=False),
        sa.Column("to_unit_id", sa.Integer(), nullable=False),
        sa.Column("to_title", sa.String(), nullable=False),
        sa.Column("to_rank", sa.String(24), nullable=False),
        sa.Column("keeps_post", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("tasks", sa.String(), nullable=False),
        sa.Column("decision_number", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("wishes", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("ending", sa.String(24), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_unit_id", sa.Integer(), nullable=True),
        sa.Column("end_title", sa.String(), nullable=False),
        sa.Column("end_rank", sa.String(24), nullable=True),
        sa.Column("not_by_chat", sa.Boolean(), nullable=False),
        sa.Column("read_from", sa.String(), nullable=False),
        sa.Column("read_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["end_unit_id"], ["unit.id"], name=op.f("fk_rotation_end_unit_id_unit")),
        sa.ForeignKeyConstraint(["from_unit_id"], ["unit.id"], name=op.f("fk_rotation_from_unit_id_unit")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rotation_person_id_person")),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("fk_rotation_proposed_by_person")),
        sa.ForeignKeyConstraint(["to_unit_id"], ["unit.id"], name=op.f("fk_rotation_to_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation")),
        sa.UniqueConstraint("code", name=op.f("uq_rotation_code")),
    )
    with op.batch_alter_table("rotation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rotation_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rotation_state"), ["state"], unique=False)

    op.create_table(
        "rotationassessment",
        sa.Column("rotation_id", sa.Integer(), nullable=False),
        sa.Column("expertise", sa.String(), nullable=False),
        sa.Column("theory", sa.String(), nullable=False),
        sa.Column("conduct", sa.String(), nullable=False),
        sa.Column("ability", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rotation_id"], ["rotation.id"], name=op.f("fk_rotationassessment_rotation_id_rotation")
        ),
        sa.PrimaryKeyConstraint("rotation_id", name=op.f("pk_rotationassessment")),
    )
    op.create_table(
        "rotationopinion",
        sa.Column("rotation_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("in_favour", sa.Boolean(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_rotationopinion_given_by_person")),
        sa.ForeignKeyConstraint(["rotation_id"], ["rotation.id"], name=op.f("fk_rotationopinion_rotation_id_rotation")),
        sa.PrimaryKeyConstraint("rotation_id", name=op.f("pk_rotationopinion")),
    )
    op.create_table(
        "rotationcheckin",
        sa.Column("rotation_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("going", sa.String(), nullable=False),
        sa.Column("hard", sa.String(), nullable=False),
        sa.Column("wish", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["rotation_id"], ["rotation.id"], name=op.f("fk_rotationcheckin_rotation_id_rotation")),
        sa.PrimaryKeyConstraint("rotation_id", "due_on", name=op.f("pk_rotationcheckin")),
    )
    op.create_table(
        "rotationevaluation",
        sa.Column("rotation_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("before_end", sa.Boolean(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=True),
        sa.Column("strengths", sa.String(), nullable=False),
        sa.Column("limits", sa.String(), nullable=False),
        sa.Column("completion", sa.String(24), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["asked_id"], ["person.id"], name=op.f("fk_rotationevaluation_asked_id_person")),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_rotationevaluation_given_by_person")),
        sa.ForeignKeyConstraint(
            ["rotation_id"], ["rotation.id"], name=op.f("fk_rotationevaluation_rotation_id_rotation")
        ),
        sa.PrimaryKeyConstraint("rotation_id", "due_on", name=op.f("pk_rotationevaluation")),
    )
    op.create_table(
        "needssurvey",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("say_by", sa.Date(), nullable=False),
        sa.Column("choose_by", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_needssurvey")),
    )
    op.create_table(
        "trainingneed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("supported", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_trainingneed_person_id_person")),
        sa.ForeignKeyConstraint(["year"], ["needssurvey.year"], name=op.f("fk_trainingneed_year_needssurvey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainingneed")),
    )
    with op.batch_alter_table("trainingneed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trainingneed_year"), ["year"], unique=False)

    op.create_table(
        "needssaid",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_needssaid_person_id_person")),
        sa.ForeignKeyConstraint(["year"], ["needssurvey.year"], name=op.f("fk_needssaid_year_needssurvey")),
        sa.PrimaryKeyConstraint("year", "person_id", name=op.f("pk_needssaid")),
    )
    op.create_table(
        "unitchose",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unitchose_unit_id_unit")),
        sa.ForeignKeyConstraint(["year"], ["needssurvey.year"], name=op.f("fk_unitchose_year_needssurvey")),
        sa.PrimaryKeyConstraint("year", "unit_id", name=op.f("pk_unitchose")),
    )
    op.create_table(
        "draft",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "topic", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("chataccount", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chataccount_person_id"), ["person_id"], unique=False)

    # what is there already gets these values; later rows bring their own
    for table, columns in NEW_COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            for name, kind, value in columns:
                batch.add_column(sa.Column(name, kind, nullable=False, server_default=value))
        with op.batch_alter_table(table) as batch:
            for name, _, _ in columns:
                batch.alter_column(name, server_default=None)


def downgrade() -> None:
    for table, columns in NEW_COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            for name, _, _ in columns:
                batch.drop_column(name)
    with op.batch_alter_table("chataccount", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chataccount_person_id"))

    op.drop_table("draft")
    op.drop_table("unitchose")
    op.drop_table("needssaid")
    with op.batch_alter_table("trainingneed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trainingneed_year"))

    op.drop_table("trainingneed")
    op.drop_table("needssurvey")
    op.drop_table("rotationevaluation")
    op.drop_table("rotationcheckin")
    op.drop_table("rotationopinion")
    op.drop_table("rotationassessment")
    with op.batch_alter_table("rotation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rotation_state"))
        batch_op.drop_index(batch_op.f("ix_rotation_person_id"))

    op.drop_table("rotation")
    with op.batch_alter_table("nominationquestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nominationquestion_nomination_id"))

    op.drop_table("nominationquestion")
    op.drop_table("announcementrecipient")
    op.drop_table("announcementfile")
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nomination_person_id"))

    op.drop_table("nomination")
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_announcement_state"))

    op.drop_table("announcement")
    op.drop_table("course")
