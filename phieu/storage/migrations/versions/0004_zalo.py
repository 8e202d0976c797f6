"""Zalo: by which channel a notice goes, what people prefer there, updates that were dealt with, a month's messages."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "zalomonth",
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_zalomonth")),
    )
    op.create_table(
        "zaloupdateseen",
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_zaloupdateseen")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_zaloupdateseen_day"), "zaloupdateseen", ["day"])
    with op.batch_alter_table("notice") as batch:
        batch.add_column(sa.Column("channel", sa.String(24), nullable=True))
        batch.add_column(sa.Column("failed_on", sa.String(24), nullable=True))
    # there was no other channel; what is changed later must go where the messages stand
    op.execute("UPDATE notice SET channel = 'telegram' WHERE message_ids != ''")
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("preferred_channel", sa.String(24), nullable=True))
        batch.add_column(sa.Column("fixed_numbers", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("person") as batch:
        batch.alter_column("fixed_numbers", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.drop_column("fixed_numbers")
        batch.drop_column("preferred_channel")
    with op.batch_alter_table("notice") as batch:
        batch.drop_column("failed_on")
        batch.drop_column("channel")
    op.drop_index(op.f("ix_zaloupdateseen_day"), "zaloupdateseen")
    op.drop_table("zaloupdateseen")
    op.drop_table("zalomonth")
