"""Lets what was published before be published again, so that a newer version can be taken back."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint("uq_versions_process_digest", "versions")
    op.drop_constraint("uq_decision_versions_key_digest", "decision_versions")


def downgrade() -> None:
    # Refused by the database where something was published again; take those versions away first.
    op.create_unique_constraint("uq_versions_process_digest", "versions", ["process", "digest"])
    op.create_unique_constraint(
        "uq_decision_versions_key_digest", "decision_versions", ["key", "digest"]
    )
