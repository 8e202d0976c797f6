"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ballot",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("ratee_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("submitted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "calendarrule",
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("months", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("open_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_calendarrule")),
    )
    op.create_table(
        "criteriaset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteriaset")),
        sa.UniqueConstraint("code", name=op.f("uq_criteriaset_code")),
    )
    op.create_table(
        "occurrence",
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "period", name=op.f("pk_occurrence")),
    )
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("comment_threshold", sa.Integer(), nullable=False),
        sa.Column("invite_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_table(
        "people_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_group")),
        sa.UniqueConstraint("code", name=op.f("uq_people_group_code")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("admin", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("staff_number", name=op.f("uq_person_staff_number")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("comment_threshold", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("raters_asked", sa.Integer(), nullable=False),
        sa.Column("ballots_asked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("kind", "period", name=op.f("uq_round_kind_period")),
    )
    op.create_table(
        "scale",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scale")),
        sa.UniqueConstraint("code", name=op.f("uq_scale_code")),
    )
    op.create_table(
        "chataccount",
        sa.Column("channel", sa.String(24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_chataccount_person_id_person")),
        sa.PrimaryKeyConstraint("channel", "person_id", name=op.f("pk_chataccount")),
    )
    op.create_index(op.f("ix_chataccount_chat_id"), "chataccount", ["chat_id"])
    op.create_table(
        "comment",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("ratee_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["ratee_id"], ["person.id"], name=op.f("fk_comment_ratee_id_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_comment_round_id_round")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_comment")),
    )
    op.create_index(op.f("ix_comment_round_id"), "comment", ["round_id"])
    op.create_table(
        "invite",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invite_person_id_person")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_invite")),
    )
    op.create_index(op.f("ix_invite_person_id"), "invite", ["person_id"])
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failure", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("kind", "subject", "person_id", name=op.f("uq_notice_kind_subject_person_id")),
    )
    op.create_index("ix_notice_due", "notice", ["state", "next_attempt_at"])
    op.create_table(
        "people_group_member",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["people_group.id"], name=op.f("fk_people_group_member_group_id_people_group")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_people_group_member_person_id_person")),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_people_group_member")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("criteria_set_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text_vi", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("scale_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criteria_set_id"], ["criteriaset.id"], name=op.f("fk_question_criteria_set_id_criteriaset")
        ),
        sa.ForeignKeyConstraint(["scale_id"], ["scale.id"], name=op.f("fk_question_scale_id_scale")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("criteria_set_id", "code", name=op.f("uq_question_criteria_set_id_code")),
    )
    op.create_index(op.f("ix_question_criteria_set_id"), "question", ["criteria_set_id"])
    op.create_table(
        "ratergroup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("ratee_id", sa.Integer(), nullable=False),
        sa.Column("label_vi", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ratee_id"], ["person.id"], name=op.f("fk_ratergroup_ratee_id_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_ratergroup_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratergroup")),
    )
    op.create_index(op.f("ix_ratergroup_round_id"), "ratergroup", ["round_id"])
    op.create_table(
        "roundform",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_roundform_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roundform")),
    )
    op.create_index(op.f("ix_roundform_round_id"), "roundform", ["round_id"])
    op.create_table(
        "rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("raters", sa.String(), nullable=False),
        sa.Column("ratees", sa.String(), nullable=False),
        sa.Column("group_vi", sa.String(), nullable=False),
        sa.Column("group_en", sa.String(), nullable=False),
        sa.Column("criteria_set_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criteria_set_id"], ["criteriaset.id"], name=op.f("fk_rule_criteria_set_id_criteriaset")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
        sa.UniqueConstraint("place", name=op.f("uq_rule_place")),
    )
    op.create_table(
        "scaleoption",
        sa.Column("scale_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("label_vi", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["scale_id"], ["scale.id"], name=op.f("fk_scaleoption_scale_id_scale")),
        sa.PrimaryKeyConstraint("scale_id", "value", name=op.f("pk_scaleoption")),
    )
    op.create_table(
        "sharedresults",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("sharing", sa.String(24), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_sharedresults_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_sharedresults")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["supervisor_id"], ["person.id"], name=op.f("fk_unit_supervisor_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_table(
        "assignment",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("ratee_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["roundform.id"], name=op.f("fk_assignment_form_id_roundform")),
        sa.ForeignKeyConstraint(["group_id"], ["ratergroup.id"], name=op.f("fk_assignment_group_id_ratergroup")),
        sa.ForeignKeyConstraint(["ratee_id"], ["person.id"], name=op.f("fk_assignment_ratee_id_person")),
        sa.ForeignKeyConstraint(["rater_id"], ["person.id"], name=op.f("fk_assignment_rater_id_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_assignment_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", "rater_id", "ratee_id", name=op.f("pk_assignment")),
    )
    op.create_index("ix_assignment_ratee", "assignment", ["round_id", "ratee_id"])
    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("ratee_id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("label_vi", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("merged", sa.Boolean(), nullable=False),
        sa.Column("precision", sa.String(24), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["roundform.id"], name=op.f("fk_figure_form_id_roundform")),
        sa.ForeignKeyConstraint(["ratee_id"], ["person.id"], name=op.f("fk_figure_ratee_id_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_figure_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
    )
    op.create_index("ix_figure_ratee", "figure", ["ratee_id", "round_id"])
    op.create_index(op.f("ix_figure_round_id"), "figure", ["round_id"])
    op.create_table(
        "position",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("rank", sa.String(24), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_position_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_position_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position")),
        sa.UniqueConstraint("person_id", "unit_id", "title", name=op.f("uq_position_person_id_unit_id_title")),
    )
    op.create_index(op.f("ix_position_person_id"), "position", ["person_id"])
    op.create_index(op.f("ix_position_unit_id"), "position", ["unit_id"])
    if op.get_context().dialect.name == "postgresql":  # its statistics would keep samples of answers and comments
        for column in ("key", "round_id", "ratee_id", "group_id", "form_id", "answers", "comment", "submitted"):
            op.execute(f"ALTER TABLE ballot ALTER COLUMN {column} SET STATISTICS 0")


def downgrade() -> None:
    for table in (
        "position",
        "figure",
        "assignment",
        "unit",
        "sharedresults",
        "scaleoption",
        "rule",
        "roundform",
        "ratergroup",
        "question",
        "people_group_member",
        "notice",
        "invite",
        "comment",
        "chataccount",
        "scale",
        "round",
        "person",
        "people_group",
        "office",
        "occurrence",
        "criteriaset",
        "calendarrule",
        "ballot",
    ):
        op.drop_table(table)
