"""Due things are taken by one worker at a time; files may come before their case; items know their clock."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import BYTEA, TIMESTAMP

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = TIMESTAMP(timezone=True)

# A file lay with a piece of work only, so its case is that of its work.
OF_THEIR_WORK = "UPDATE documents d SET case_id = w.case_id FROM work_items w WHERE w.id = d.item"
HOMELESS = """SELECT count(*) FROM documents d
WHERE NOT EXISTS (SELECT FROM work_items w WHERE w.id = d.item)"""


def upgrade() -> None:
    op.add_column("timers", sa.Column("taken_until", MOMENT))
    op.add_column("rungs", sa.Column("taken_until", MOMENT))
    op.add_column("work_items", sa.Column("clock", sa.Text()))
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("sha256", BYTEA(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_uploads_person"),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index("ix_uploads_person", "uploads", ["person"])
    op.drop_constraint("fk_documents_item", "documents")
    op.drop_index("ix_documents_item", "documents")
    op.add_column("documents", sa.Column("case_id", sa.Uuid()))
    op.execute(OF_THEIR_WORK)
    op.alter_column("documents", "case_id", nullable=False)
    op.create_foreign_key("fk_documents_case_id", "documents", "cases", ["case_id"], ["id"])
    op.create_index("ix_documents_case_id", "documents", ["case_id"])


def downgrade() -> None:
    homeless = op.get_bind().execute(sa.text(HOMELESS)).scalar_one()
    if homeless:
        raise RuntimeError(
            f"有 {homeless} 个附件随发起表单提交，修订 0004 的表无法保存；请先备份，再删除这些附件或保留本修订。\n"
            f"{homeless} files came with a start form and have no place in the tables of revision "
            "0004. Back them up and delete them, or stay at this revision."
        )
    op.drop_index("ix_documents_case_id", "documents")
    op.drop_constraint("fk_documents_case_id", "documents")
    op.drop_column("documents", "case_id")
    op.create_foreign_key("fk_documents_item", "documents", "work_items", ["item"], ["id"])
    op.create_index("ix_documents_item", "documents", ["item"])
    op.drop_table("uploads")
    op.drop_column("work_items", "clock")
    op.drop_column("rungs", "taken_until")
    op.drop_column("timers", "taken_until")
