"""Changes of the registers wait for their day; a body says into which it was merged, a certificate until when it is reviewed."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("proposals", sa.Column("due", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("proposals", sa.Column("taken_until", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("proposals", sa.Column("effective", sa.Date(), nullable=True))
    op.add_column("certificates", sa.Column("reviewed_until", sa.Date(), nullable=True))
    op.drop_index("ix_certificates_ending", "certificates")
    op.create_index(
        "ix_certificates_ending",
        "certificates",
        ["valid_to"],
        postgresql_where=sa.text("state = 'valid'"),
    )
    op.create_index(
        "ix_certificates_reviewed_until",
        "certificates",
        ["reviewed_until"],
        postgresql_where=sa.text("state = 'valid' AND reviewed_until IS NOT NULL"),
    )
    op.add_column("bodies", sa.Column("merged_into", sa.TEXT(), nullable=True))
    op.create_foreign_key("fk_bodies_merged_into", "bodies", "bodies", ["merged_into"], ["id"])
    op.create_index(
        "ix_proposals_due", "proposals", ["due"], postgresql_where=sa.text("due IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_index("ix_proposals_due", "proposals")
    op.drop_column("bodies", "merged_into")
    op.drop_index("ix_certificates_reviewed_until", "certificates")
    op.drop_index("ix_certificates_ending", "certificates")
    op.create_index(
        "ix_certificates_ending",
        "certificates",
        ["valid_to"],
        postgresql_where=sa.text("state = 'valid' AND told IS DISTINCT FROM valid_to"),
    )
    op.drop_column("certificates", "reviewed_until")
    op.drop_column("proposals", "effective")
    op.drop_column("proposals", "taken_until")
    op.drop_column("proposals", "due")
