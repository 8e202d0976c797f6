"""The clock: days off, single and yearly dates, moved occurrences, reminders, how long things are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

HELD = sa.text("state != 'called_off'")
NEW_COLUMNS = {
    "office": [
        ("reminders", sa.String(), "half,3,1"),
        ("reminder_hour", sa.Integer(), "9"),
        ("keep_notices_days", sa.Integer(), "180"),
        ("keep_left_days", sa.Integer(), "365"),
    ],
    "person": [("erased", sa.Boolean(), sa.false())],
    "announcementrecipient": [("outcome", sa.String(), "")],
    "round": [("called_off_because", sa.String(), "")],
}


def upgrade() -> None:
    op.create_table(
        "calendardate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendardate")),
        sa.UniqueConstraint("kind", "day", name=op.f("uq_calendardate_kind_day")),
    )
    op.create_table(
        "specialday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_specialday")),
    )
    op.create_table(
        "yearlydate",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_yearlydate")),
    )
    op.create_table(
        "shift",
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("moved_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("what", "subject", "planned_on", name=op.f("pk_shift")),
    )
    op.create_table(
        "reminderrun",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_reminderrun_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", "planned_at", name=op.f("pk_reminderrun")),
    )
    op.create_table(
        "clockmark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clockmark")),
    )
    op.create_table(
        "raterunit",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_raterunit_round_id_round")),
        sa.ForeignKeyConstraint(["rater_id"], ["person.id"], name=op.f("fk_raterunit_rater_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_raterunit_unit_id_unit")),
        sa.PrimaryKeyConstraint("round_id", "rater_id", name=op.f("pk_raterunit")),
    )
    op.create_index(op.f("ix_raterunit_unit_id"), "raterunit", ["unit_id"])
    for table, columns in NEW_COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            for name, kind, value in columns:
                batch.add_column(sa.Column(name, kind, nullable=False, server_default=value))
        with op.batch_alter_table(table) as batch:
            for name, _, _ in columns:
                batch.alter_column(name, server_default=None)
    with op.batch_alter_table("draft") as batch:
        batch.add_column(sa.Column("idle_since", sa.Date(), nullable=True))
    with op.batch_alter_table("occurrence") as batch:
        batch.add_column(sa.Column("moved_to", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("calendarrule") as batch:
        batch.add_column(
            sa.Column(
                "since", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("'2000-01-01 00:00:00+00'")
            )
        )
        batch.alter_column("open_days", new_column_name="working_days")
    with op.batch_alter_table("calendarrule") as batch:
        batch.alter_column("since", server_default=None)
    # what was counted in calendar days is counted in working days now: five of seven, so that a round stays as long
    op.execute("UPDATE calendarrule SET working_days = (working_days * 5 + 6) / 7, since = CURRENT_TIMESTAMP")
    with op.batch_alter_table("round") as batch:
        batch.add_column(sa.Column("extended_at", sa.DateTime(timezone=True), nullable=True))
        batch.drop_constraint(op.f("uq_round_kind_period"), type_="unique")
        batch.create_index(
            "uq_round_held", ["kind", "period"], unique=True, sqlite_where=HELD, postgresql_where=HELD
        )


def downgrade() -> None:
    with op.batch_alter_table("round") as batch:
        batch.drop_index("uq_round_held")
        batch.create_unique_constraint(op.f("uq_round_kind_period"), ["kind", "period"])
        batch.drop_column("extended_at")
    op.execute("UPDATE calendarrule SET working_days = (working_days * 7) / 5")
    with op.batch_alter_table("calendarrule") as batch:
        batch.alter_column("working_days", new_column_name="open_days")
        batch.drop_column("since")
    with op.batch_alter_table("occurrence") as batch:
        batch.drop_column("moved_to")
    with op.batch_alter_table("draft") as batch:
        batch.drop_column("idle_since")
    for table, columns in NEW_COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            for name, _, _ in columns:
                batch.drop_column(name)
    op.drop_index(op.f("ix_raterunit_unit_id"), "raterunit")
    for table in ("raterunit", "clockmark", "reminderrun", "shift", "yearlydate", "specialday", "calendardate"):
        op.drop_table(table)
