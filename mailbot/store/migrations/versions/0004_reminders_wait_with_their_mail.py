"""A line of a reminder stays with its mail until that has left, so that it can be told anew."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this version."""
    with op.batch_alter_table("reminder") as batch_op:
        batch_op.add_column(sa.Column("mail_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("reminder_mail_id_fkey", "mail", ["mail_id"], ["id"])


def downgrade() -> None:
    """Put the database back to the version before."""
    with op.batch_alter_table("reminder") as batch_op:
        batch_op.drop_constraint("reminder_mail_id_fkey", type_="foreignkey")
        batch_op.drop_column("mail_id")
