"""Two persons decide on whole cases: to make them void, to move work to another step, to reopen them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE void_proposals RENAME TO case_proposals")
    for kind, rest in (("pk", ""), ("fk", "_case_id_cases")):
        op.execute(
            f"ALTER TABLE case_proposals RENAME CONSTRAINT"
            f" {kind}_void_proposals{rest} TO {kind}_case_proposals{rest}"
        )
    op.add_column(
        "case_proposals", sa.Column("act", sa.TEXT(), nullable=False, server_default="void")
    )
    op.add_column("case_proposals", sa.Column("item", postgresql.UUID(), nullable=True))
    op.add_column(
        "case_proposals", sa.Column("element", sa.TEXT(), nullable=False, server_default="")
    )
    op.alter_column("case_proposals", "act", server_default=None)
    op.alter_column("case_proposals", "element", server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM case_proposals WHERE act <> 'void'")
    for column in ("element", "item", "act"):
        op.drop_column("case_proposals", column)
    for kind, rest in (("pk", ""), ("fk", "_case_id_cases")):
        op.execute(
            f"ALTER TABLE case_proposals RENAME CONSTRAINT"
            f" {kind}_case_proposals{rest} TO {kind}_void_proposals{rest}"
        )
    op.execute("ALTER TABLE case_proposals RENAME TO void_proposals")
