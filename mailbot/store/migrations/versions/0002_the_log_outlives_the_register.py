"""The log outlives the register: a link keeps its file number when the row of the case is erased after ten years."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NAMES = {"fk": "%(table_name)s_%(column_0_name)s_fkey"}
"""As PostgreSQL names them by itself; SQLite's have no name until the table is read with this."""


def upgrade() -> None:
    """Bring the schema to this version."""
    with op.batch_alter_table("event", naming_convention=NAMES) as batch_op:
        batch_op.drop_constraint("event_case_number_fkey", type_="foreignkey")


def downgrade() -> None:
    """Put the database back to the version before."""
    with op.batch_alter_table("event") as batch_op:
        batch_op.create_foreign_key("event_case_number_fkey", "case", ["case_number"], ["number"])
