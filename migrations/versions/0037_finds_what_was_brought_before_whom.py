"""What was brought before a desk is found by that desk, whatever else is late in the county."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work_items", sa.Column("above", ARRAY(sa.Text()), nullable=True))
    op.execute(
        "UPDATE work_items w SET above = e.above FROM ("
        " SELECT item, array_agg(DISTINCT body || '/' || role) AS above"
        " FROM escalations GROUP BY item) e WHERE e.item = w.id"
    )
    op.drop_table("escalations")
    op.create_index(
        "ix_work_items_above",
        "work_items",
        ["above"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
        postgresql_where=sa.text("state = 'open' AND rung IS NOT NULL"),
    )


def downgrade() -> None:
    op.create_table(
        "escalations",
        sa.Column("item", sa.Uuid(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["work_items.id"], name="fk_escalations_item"),
        sa.PrimaryKeyConstraint("item", "rung", name="pk_escalations"),
    )
    op.execute(
        "INSERT INTO escalations (item, rung, body, role)"
        " SELECT w.id, a.number, split_part(a.desk, '/', 1), split_part(a.desk, '/', 2)"
        " FROM work_items w CROSS JOIN unnest(w.above) WITH ORDINALITY a (desk, number)"
    )
    op.drop_index("ix_work_items_above", table_name="work_items")
    op.drop_column("work_items", "above")
